// SPDX-License-Identifier: MIT
#include "core/hold/scrollback_file.h"

#include "core/state/session_meta.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace ax {

namespace {

/// What is unwritten may grow to this before its older half goes.
constexpr std::size_t MostUnwritten = 1024 * 1024;

/// The end of a text, at most `bytes` long and from the start of a line on.
std::string_view lastBytes(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes)
        return text;
    const std::size_t line = text.find('\n', text.size() - bytes - 1);
    return line == std::string_view::npos ? std::string_view() : text.substr(line + 1);
}

std::string_view lastLines(std::string_view text, std::size_t lines) {
    std::size_t at = text.size();
    for (std::size_t i = 0; i <= lines; ++i) {
        if (at == 0)
            return text;
        at = text.rfind('\n', at - 1);
        if (at == std::string_view::npos)
            return text;
    }
    return text.substr(at + 1);
}

std::string folderOf(const Paths& paths) {
    return joinPath(paths.stateDirectory, "scrollback");
}

/// The file's last `bytes`, whole lines; empty when it cannot be read.
std::string readEnd(const FileSystem& files, const std::string& path, std::size_t bytes) {
    const auto file = files.open(path);
    const auto status = file ? (*file)->status() : Result<FileStatus>(std::unexpected(file.error()));
    if (!status)
        return {};
    // One byte more: it tells whether the first one begins a line.
    const std::uint64_t offset = status->size > bytes ? status->size - bytes - 1 : 0;
    std::string text(static_cast<std::size_t>(status->size - offset), '\0');
    std::size_t got = 0;
    while (got < text.size()) {
        const auto count = (*file)->readAt(offset + got, std::span(text).subspan(got));
        if (!count || *count == 0)
            break;
        got += *count;
    }
    text.resize(got);
    return std::string(lastBytes(text, bytes));
}

} // namespace

std::string scrollbackPath(const Paths& paths, std::string_view sessionId) {
    return isSidecarName(sessionId) ? joinPath(folderOf(paths), sessionId) : std::string();
}

ScrollbackFile::ScrollbackFile(const FileSystem& files, const Paths& paths, std::string_view sessionId)
    : m_files(&files), m_folder(folderOf(paths)), m_path(scrollbackPath(paths, sessionId)) {
}

void ScrollbackFile::add(std::string_view lines) {
    m_unwritten += lastBytes(lines, MostUnwritten);
    if (m_unwritten.size() > MostUnwritten)
        m_unwritten = lastBytes(m_unwritten, MostUnwritten / 2);
}

void ScrollbackFile::write() {
    if (m_unwritten.empty() || m_path.empty())
        return;
    auto written = m_files->append(m_path, m_unwritten);
    if (!written && written.error().code == ErrorCode::NotFound && m_files->makeDirectories(m_folder))
        written = m_files->append(m_path, m_unwritten);
    m_unwritten = {};
    const auto status = m_files->status(m_path);
    if (status && status->size > 2 * MostBytes)
        shorten();
}

void ScrollbackFile::shorten() {
    const std::string end = readEnd(*m_files, m_path, MostBytes);
    // In place of the old one in one step: a reader sees lines, whatever happens now.
    std::ignore = m_files->writeCache(m_path, lastLines(end, MostLines));
}

std::string ScrollbackFile::tail(std::size_t bytes) const {
    const std::string text = m_unwritten.size() >= bytes || m_path.empty()
                                 ? m_unwritten
                                 : readEnd(*m_files, m_path, bytes - m_unwritten.size()) + m_unwritten;
    return std::string(lastLines(lastBytes(text, bytes), MostLines));
}

} // namespace ax
