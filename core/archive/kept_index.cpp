// SPDX-License-Identifier: MIT
#include "core/archive/kept_index.h"

#include "core/base/paths.h"

#include <array>
#include <charconv>
#include <format>
#include <vector>

namespace ax {

namespace {

constexpr std::uint64_t LargestIndex = 256U << 20;
constexpr std::size_t ManyLines = 1000; ///< below that nothing is gained by writing it anew
constexpr std::size_t FieldCount = 10;
constexpr auto MethodWords = std::to_array<std::string_view>({"clone", "link", "zstd"});

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\t')
            result += "\\t";
        else if (c == '\n')
            result += "\\n";
        else if (c == '\\')
            result += "\\\\";
        else
            result += c;
    }
    return result;
}

std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '\\' || index + 1 == text.size()) {
            result += text[index];
            continue;
        }
        const char kind = text[++index];
        result += kind == 't' ? '\t' : kind == 'n' ? '\n' : kind;
    }
    return result;
}

std::vector<std::string_view> fieldsOf(std::string_view line) {
    std::vector<std::string_view> fields;
    while (true) {
        const std::size_t tab = line.find('\t');
        fields.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos)
            return fields;
        line.remove_prefix(tab + 1);
    }
}

template <class Number>
bool parse(std::string_view text, Number& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && end == text.data() + text.size();
}

std::string lineOf(const KeptFile& file) {
    return std::format("kept\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", escaped(file.path), escaped(file.source),
                       escaped(file.session), file.identity.device, file.identity.inode, file.size,
                       file.modifiedNanoseconds, MethodWords[static_cast<std::size_t>(file.method)],
                       file.storedSize);
}

std::optional<KeptFile> parseKept(const std::vector<std::string_view>& fields) {
    if (fields.size() != FieldCount)
        return std::nullopt;
    KeptFile file;
    file.path = unescaped(fields[1]);
    file.source = unescaped(fields[2]);
    file.session = unescaped(fields[3]);
    const auto word = std::ranges::find(MethodWords, fields[8]);
    if (!parse(fields[4], file.identity.device) || !parse(fields[5], file.identity.inode) ||
        !parse(fields[6], file.size) || !parse(fields[7], file.modifiedNanoseconds) ||
        !parse(fields[9], file.storedSize) || word == MethodWords.end())
        return std::nullopt;
    file.method = static_cast<CopyMethod>(word - MethodWords.begin());
    return file;
}

} // namespace

KeptIndex::KeptIndex(const FileSystem& files, std::string path) : m_files(files), m_path(std::move(path)) {
}

std::string keptIndexFile(const std::string& archiveFolder) {
    return joinPath(archiveFolder, "index");
}

Result<void> KeptIndex::refresh() {
    const auto status = m_files.status(m_path);
    if (!status && status.error().code != ErrorCode::NotFound)
        return std::unexpected(status.error());
    if (status && m_seen && m_seen->identity == status->identity && m_seen->size == status->size)
        return {};
    m_entries.clear();
    m_storedSize = 0;
    m_lines = 0;
    m_seen.reset();
    if (!status)
        return {};
    const auto text = readWholeFile(m_files, m_path, LargestIndex);
    if (!text)
        return std::unexpected(text.error());
    std::string_view rest = *text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) // torn: whoever appends next begins a line of its own
            break;
        apply(rest.substr(0, end));
        ++m_lines;
        rest.remove_prefix(end + 1);
    }
    m_seen = *status;
    m_seen->size = text->size();
    return {};
}

void KeptIndex::apply(std::string_view line) {
    const auto fields = fieldsOf(line);
    if (fields.front() == "gone" && fields.size() == 2) {
        erase(unescaped(fields[1]));
    } else if (fields.front() == "kept") {
        if (auto file = parseKept(fields))
            set(std::move(*file));
    }
}

void KeptIndex::set(KeptFile file) {
    erase(file.path);
    m_storedSize += file.storedSize;
    std::string path = file.path;
    m_entries.insert_or_assign(std::move(path), std::move(file));
}

void KeptIndex::erase(std::string_view path) {
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end())
        return;
    m_storedSize -= entry->second.storedSize;
    m_entries.erase(entry);
}

/// Appends, or writes all anew when most lines have been overtaken.
Result<void> KeptIndex::write(const std::string& line) {
    Result<void> written;
    if (m_lines > ManyLines && m_lines > 2 * m_entries.size()) {
        std::string all;
        for (const auto& [path, file] : m_entries)
            all += lineOf(file);
        written = m_files.writeAtomically(m_path, all);
        m_lines = m_entries.size();
    } else {
        written = m_files.makeDirectories(std::string(parentFolder(m_path)));
        // The line break in front parts it from what a crash may have left; an empty line says nothing.
        if (written)
            written = m_files.append(m_path, '\n' + line);
        m_lines += 2;
    }
    const auto status = m_files.status(m_path);
    m_seen = status ? std::optional(*status) : std::nullopt;
    return written;
}

Result<void> KeptIndex::add(const KeptFile& file) {
    set(file);
    return write(lineOf(file));
}

Result<void> KeptIndex::forget(const std::string& path) {
    erase(path);
    return write("gone\t" + escaped(path) + '\n');
}

const KeptFile* KeptIndex::find(std::string_view path) const {
    const auto entry = m_entries.find(path);
    return entry == m_entries.end() ? nullptr : &entry->second;
}

} // namespace ax
