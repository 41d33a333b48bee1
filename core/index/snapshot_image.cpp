// SPDX-License-Identifier: MIT
#include "core/index/snapshot_image.h"

#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/read_exactly.h"
#include "core/index/packed_session.h"
#include "core/index/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>

namespace ax {

namespace {

constexpr std::size_t PlacesInPart = 48; ///< folders
constexpr std::size_t RowsInPart = 192;
constexpr std::uint32_t MostParts = 1 << 20;
constexpr std::uint64_t LargestPart = 64 << 20;

struct Header {
    std::array<char, 8> magic = {'a', 'x', 'i', 'm', 'a', 'g', 'e', '1'};
    std::uint64_t fingerprint = 0;
    std::uint64_t parts = 0;
    std::uint64_t checksum = 0; ///< of all before, and of the table of parts
};

enum class PartKind : std::uint32_t { Places, Rows, Stores };

struct Part {
    PartKind kind = PartKind::Places;
    std::uint32_t items = 0;
    std::uint64_t firstItem = 0; ///< among those of its kind
    std::uint64_t offset = 0;    ///< in the file
    std::uint64_t size = 0;
    std::uint64_t checksum = 0;
};

std::string_view bytesOf(const auto& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::uint64_t headerChecksum(const Header& header, std::span<const Part> parts) {
    const std::string_view table(reinterpret_cast<const char*>(parts.data()), parts.size_bytes());
    return hashBytes(table, hashBytes(bytesOf(header).substr(0, offsetof(Header, checksum))));
}

/// Empty when it is no sound table under that fingerprint.
std::vector<Part> readTable(const ReadableFile& file, std::uint64_t fingerprint) {
    Header header;
    if (!readExactly(file, 0, {reinterpret_cast<char*>(&header), sizeof header}) ||
        header.magic != Header().magic || header.fingerprint != fingerprint || header.parts > MostParts)
        return {};
    std::vector<Part> parts(header.parts);
    if (!readExactly(file, sizeof header,
                     {reinterpret_cast<char*>(parts.data()), parts.size() * sizeof(Part)}))
        return {};
    return headerChecksum(header, parts) == header.checksum ? parts : std::vector<Part>();
}

/// Puts the file together, part by part behind the table that will name them.
class ImageWriter {
public:
    explicit ImageWriter(std::size_t parts) : m_file(sizeof(Header) + parts * sizeof(Part), '\0') {}

    static std::size_t partsFor(std::size_t items, std::size_t inPart) {
        return (items + inPart - 1) / inPart;
    }

    template <class Item, class Save>
    void add(PartKind kind, std::span<const Item> items, std::size_t inPart, Save save) {
        for (std::size_t first = 0; first < items.size(); first += inPart) {
            const auto some = items.subspan(first, std::min(inPart, items.size() - first));
            ByteWriter bytes;
            for (const Item& item : some)
                save(item, bytes);
            m_parts.push_back({.kind = kind,
                               .items = static_cast<std::uint32_t>(some.size()),
                               .firstItem = first,
                               .offset = m_file.size(),
                               .size = bytes.bytes().size(),
                               .checksum = hashBytes(bytes.bytes())});
            m_file += bytes.bytes();
        }
    }
    std::string take(std::uint64_t fingerprint) {
        Header header = {.fingerprint = fingerprint, .parts = m_parts.size()};
        header.checksum = headerChecksum(header, m_parts);
        std::memcpy(m_file.data(), &header, sizeof header);
        std::memcpy(m_file.data() + sizeof header, m_parts.data(), m_parts.size() * sizeof(Part));
        return std::move(m_file);
    }

private:
    std::string m_file;
    std::vector<Part> m_parts;
};

} // namespace

std::optional<SnapshotImage::Content>
SnapshotImage::load(Wanted wanted, const std::function<void(Session&)>& complete) const {
    const auto file = m_path.empty() ? std::unexpected(Error{ErrorCode::NotFound, {}}) : m_files.open(m_path);
    if (!file)
        return std::nullopt;
    const std::vector<Part> parts = readTable(**file, m_fingerprint);
    std::size_t rows = 0;
    for (const Part& part : parts)
        rows += part.kind == PartKind::Rows ? part.items : 0;
    const auto storeParts = std::ranges::count(parts, PartKind::Stores, &Part::kind);
    if (parts.empty() || rows > MostParts * RowsInPart ||
        storeParts > 1) // one thread fills the list of stores
        return std::nullopt;
    Content content;
    content.sessions.resize(rows);
    std::atomic<bool> good = true;
    const auto unpack = [&](const Part& part) {
        std::string bytes;
        if (part.size > LargestPart)
            return false;
        bytes.resize_and_overwrite(part.size, [&](char* into, std::size_t size) {
            return readExactly(**file, part.offset, {into, size}) ? size : 0;
        });
        if (bytes.size() != part.size || hashBytes(bytes) != part.checksum)
            return false;
        ByteReader from(bytes);
        for (std::uint32_t item = 0; item < part.items && good; ++item) {
            if (part.kind == PartKind::Places && !isUnchanged(from, m_files))
                return false;
            if (part.kind == PartKind::Rows) {
                auto session = std::make_shared<Session>();
                if (!restoreSession(*session, from) || part.firstItem + item >= rows)
                    return false;
                complete(*session);
                content.sessions[part.firstItem + item] = std::move(session);
            }
            if (part.kind == PartKind::Stores) // of which there is one part
                content.stores.push_back(restoreReport(from));
        }
        return from.atEnd();
    };
    parallelFor(parts.size(), [&](std::size_t index) {
        if (wanted == Wanted::AsItWas && parts[index].kind == PartKind::Places)
            return;
        if (good && !unpack(parts[index]))
            good = false;
    });
    if (!good || std::ranges::contains(content.sessions, nullptr))
        return std::nullopt;
    return content;
}

std::optional<std::int64_t> SnapshotImage::ageNanoseconds(std::int64_t nowNanoseconds) const {
    const auto status =
        m_path.empty() ? std::unexpected(Error{ErrorCode::NotFound, {}}) : m_files.status(m_path);
    return status ? std::optional(nowNanoseconds - status->modifiedNanoseconds) : std::nullopt;
}

Result<void> SnapshotImage::save(std::span<const SessionPointer> sessions,
                                 std::span<const StoreReport> stores, const Places& places) const {
    if (m_path.empty())
        return {};
    const std::span<const Places::Folder> folders(places.folders);
    ImageWriter image(ImageWriter::partsFor(folders.size(), PlacesInPart) + (stores.empty() ? 0 : 1) +
                      ImageWriter::partsFor(sessions.size(), RowsInPart));
    image.add(PartKind::Places, folders, PlacesInPart, savePlaces); // first: a change makes the rest needless
    image.add(PartKind::Stores, stores, std::max<std::size_t>(1, stores.size()), saveReport);
    image.add(PartKind::Rows, sessions, RowsInPart,
              [](const SessionPointer& session, ByteWriter& to) { saveSession(*session, to); });
    if (auto made = m_files.makeDirectories(std::string(parentFolder(m_path))); !made)
        return made;
    return m_files.writeCache(m_path, image.take(m_fingerprint));
}

} // namespace ax
