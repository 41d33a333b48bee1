// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/index/places.h"
#include "core/index/session.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ax {

/// What a scan came to, as a file below the cache directory, with the places it had looked at: as long as
/// these look the same, another process need not put the rows together again. Only what transcripts say is in
/// it; whether agents live, and where folders are today, is for who loads it to add.
///
/// The file (private, machine's byte order): Header, a Part for each stretch of the rest, then these
/// stretches. Parts are read, checked and unpacked on all cores. Any thread.
class SnapshotImage {
public:
    /// `files` outlives it; an empty `path`: no image. `fingerprint` stands for everything but the places
    /// that rows depend on.
    SnapshotImage(const FileSystem& files, std::string path, std::uint64_t fingerprint)
        : m_files(files), m_path(std::move(path)), m_fingerprint(fingerprint) {}

    struct Content {
        std::vector<SessionPointer> sessions; ///< in a snapshot's order
        std::vector<StoreReport> stores;
    };
    /// AsItWas: whether or not it still is so.
    enum class Wanted : bool { StillTrue, AsItWas };
    /// Nothing when there is none, it is damaged, made under another fingerprint, or, for StillTrue, a place
    /// looks different. `complete` is called for each row on any thread before it is handed out.
    std::optional<Content> load(Wanted wanted, const std::function<void(Session&)>& complete) const;

    /// How old the image is that is there, whatever its worth; nothing when there is none.
    std::optional<std::int64_t> ageNanoseconds(std::int64_t nowNanoseconds) const;
    Result<void> save(std::span<const SessionPointer> sessions, std::span<const StoreReport> stores,
                      const Places& places) const;

private:
    const FileSystem& m_files;
    std::string m_path;
    std::uint64_t m_fingerprint;
};

} // namespace ax
