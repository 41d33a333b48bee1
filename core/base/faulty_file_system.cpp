// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"

#include <algorithm>
#include <cerrno>

namespace ax {

namespace {

bool covers(const std::vector<std::string>& places, std::string_view path) {
    return std::ranges::any_of(places, [&](const std::string& place) {
        return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
    });
}

bool isChange(FaultyFileSystem::Operation operation) {
    using enum FaultyFileSystem::Operation;
    return operation == MakeDirectories || operation == Write || operation == Append || operation == Move ||
           operation == Remove || operation == Clone || operation == Link || operation == Truncate;
}

} // namespace

class FaultyFileSystem::File final : public ReadableFile {
public:
    File(const FaultyFileSystem& owner, std::unique_ptr<ReadableFile> inner, std::string path)
        : m_owner(owner), m_inner(std::move(inner)), m_path(std::move(path)) {}

    Result<FileStatus> status() const override { return m_inner->status(); }
    Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const override {
        return m_owner.read(*m_inner, m_path, offset, into);
    }
    std::uint64_t endOfHole(std::uint64_t offset) const override { return m_inner->endOfHole(offset); }

private:
    const FaultyFileSystem& m_owner;
    std::unique_ptr<ReadableFile> m_inner;
    std::string m_path;
};

std::vector<FaultyFileSystem::Access> FaultyFileSystem::accesses() const {
    const std::lock_guard lock(m_mutex);
    return m_accesses;
}

std::size_t FaultyFileSystem::count(Operation operation) const {
    const std::lock_guard lock(m_mutex);
    return static_cast<std::size_t>(std::ranges::count(m_accesses, operation, &Access::operation));
}

void FaultyFileSystem::forgetAccesses() {
    const std::lock_guard lock(m_mutex);
    m_accesses.clear();
}

void FaultyFileSystem::failWritesAfter(std::uint64_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_orders.writableBytes = bytes;
}

void FaultyFileSystem::failReadsAfter(std::uint64_t offset) {
    const std::lock_guard lock(m_mutex);
    m_orders.readableBytes = offset;
}

void FaultyFileSystem::shortenReads(std::size_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_orders.readSize = bytes;
}

void FaultyFileSystem::deny(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    m_orders.denied.push_back(path);
}

void FaultyFileSystem::denyChanges(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    m_orders.readOnly.push_back(path);
}

void FaultyFileSystem::failChangesAfter(std::size_t changes) {
    const std::lock_guard lock(m_mutex);
    m_orders.changes = changes;
}

void FaultyFileSystem::setCloning(Cloning cloning) {
    const std::lock_guard lock(m_mutex);
    m_orders.cloning = cloning;
}

void FaultyFileSystem::setLinking(Linking linking) {
    const std::lock_guard lock(m_mutex);
    m_orders.linking = linking;
}

FaultyFileSystem::Orders FaultyFileSystem::orders() const {
    const std::lock_guard lock(m_mutex);
    return m_orders;
}

void FaultyFileSystem::heal() {
    const std::lock_guard lock(m_mutex);
    m_orders = {};
}

Result<void> FaultyFileSystem::enter(Operation operation, const std::string& path) const {
    const std::lock_guard lock(m_mutex);
    m_accesses.push_back({operation, path});
    if (covers(m_orders.denied, path))
        return std::unexpected(errorFromErrno(EACCES, "reach " + path));
    if (isChange(operation) && covers(m_orders.readOnly, path))
        return std::unexpected(errorFromErrno(EROFS, "write " + path));
    if (isChange(operation) && m_orders.changes != SIZE_MAX) {
        if (m_orders.changes == 0)
            return std::unexpected(errorFromErrno(EIO, "write " + path));
        --m_orders.changes;
    }
    return {};
}

Result<std::size_t> FaultyFileSystem::read(const ReadableFile& file, const std::string& path,
                                           std::uint64_t offset, std::span<char> into) const {
    if (auto entered = enter(Operation::Read, path); !entered)
        return std::unexpected(entered.error());
    {
        const std::lock_guard lock(m_mutex);
        if (offset >= m_orders.readableBytes)
            return std::unexpected(errorFromErrno(EIO, "read " + path));
        const std::uint64_t most =
            std::min<std::uint64_t>(m_orders.readSize, m_orders.readableBytes - offset);
        into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), most)));
    }
    return file.readAt(offset, into);
}

Result<std::unique_ptr<ReadableFile>> FaultyFileSystem::open(const std::string& path) const {
    if (auto entered = enter(Operation::Open, path); !entered)
        return std::unexpected(entered.error());
    auto file = m_inner.open(path);
    if (!file)
        return file;
    return std::make_unique<File>(*this, std::move(*file), path);
}

Result<FileStatus> FaultyFileSystem::status(const std::string& path) const {
    if (auto entered = enter(Operation::Status, path); !entered)
        return std::unexpected(entered.error());
    return m_inner.status(path);
}

Result<std::vector<DirectoryEntry>> FaultyFileSystem::list(const std::string& folder) const {
    if (auto entered = enter(Operation::List, folder); !entered)
        return std::unexpected(entered.error());
    return m_inner.list(folder);
}

Result<void> FaultyFileSystem::makeDirectories(const std::string& folder) const {
    if (auto entered = enter(Operation::MakeDirectories, folder); !entered)
        return entered;
    return m_inner.makeDirectories(folder);
}

Result<void> FaultyFileSystem::enterWrite(const std::string& path, std::size_t size) const {
    if (auto entered = enter(Operation::Write, path); !entered)
        return entered;
    const std::lock_guard lock(m_mutex);
    if (size > m_orders.writableBytes)
        return std::unexpected(errorFromErrno(ENOSPC, "write " + path));
    if (m_orders.writableBytes != UINT64_MAX)
        m_orders.writableBytes -= size;
    return {};
}

Result<void> FaultyFileSystem::writeAtomically(const std::string& path, std::string_view bytes) const {
    if (auto entered = enterWrite(path, bytes.size()); !entered)
        return entered;
    return m_inner.writeAtomically(path, bytes);
}

Result<void> FaultyFileSystem::writeCache(const std::string& path, std::string_view bytes) const {
    if (auto entered = enterWrite(path, bytes.size()); !entered)
        return entered;
    return m_inner.writeCache(path, bytes);
}

Result<void> FaultyFileSystem::append(const std::string& path, std::string_view bytes) const {
    if (auto entered = enter(Operation::Append, path); !entered)
        return entered;
    std::string_view fitting = bytes;
    {
        const std::lock_guard lock(m_mutex);
        if (m_orders.writableBytes != UINT64_MAX) {
            fitting = bytes.substr(
                0, static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_orders.writableBytes)));
            m_orders.writableBytes -= fitting.size();
        }
    }
    auto appended = m_inner.append(path, fitting);
    if (appended && fitting.size() < bytes.size())
        return std::unexpected(errorFromErrno(ENOSPC, "write " + path));
    return appended;
}

Result<void> FaultyFileSystem::enterMove(const std::string& from, const std::string& to) const {
    if (auto entered = enter(Operation::Move, from); !entered)
        return entered;
    const std::lock_guard lock(m_mutex);
    if (covers(m_orders.denied, to) || covers(m_orders.readOnly, to))
        return std::unexpected(errorFromErrno(EROFS, "move " + from + " to " + to));
    return {};
}

Result<void> FaultyFileSystem::moveWithoutReplacing(const std::string& from, const std::string& to) const {
    if (auto entered = enterMove(from, to); !entered)
        return entered;
    return m_inner.moveWithoutReplacing(from, to);
}

Result<void> FaultyFileSystem::moveReplacing(const std::string& from, const std::string& to) const {
    if (auto entered = enterMove(from, to); !entered)
        return entered;
    return m_inner.moveReplacing(from, to);
}

Result<void> FaultyFileSystem::remove(const std::string& path) const {
    if (auto entered = enter(Operation::Remove, path); !entered)
        return entered;
    return m_inner.remove(path);
}

Result<void> FaultyFileSystem::clone(const std::string& from, const std::string& to) const {
    if (auto entered = enter(Operation::Clone, to); !entered)
        return entered;
    switch (orders().cloning) {
    case Cloning::Unsupported:
        return FileSystem::clone(from, to);
    case Cloning::Emulated:
        return emulateClone(from, to);
    case Cloning::AsInner:
        break;
    }
    return m_inner.clone(from, to);
}

Result<void> FaultyFileSystem::emulateClone(const std::string& from, const std::string& to) const {
    const auto bytes = readWholeFile(m_inner, from, 1ULL << 30);
    if (!bytes)
        return std::unexpected(bytes.error());
    if (m_inner.status(to))
        return std::unexpected(errorFromErrno(EEXIST, "clone " + from + " to " + to));
    return m_inner.writeAtomically(to, *bytes);
}

Result<void> FaultyFileSystem::hardLink(const std::string& from, const std::string& to) const {
    if (auto entered = enter(Operation::Link, to); !entered)
        return entered;
    return orders().linking == Linking::Unsupported ? FileSystem::hardLink(from, to)
                                                    : m_inner.hardLink(from, to);
}

Result<void> FaultyFileSystem::sync(const std::string& path) const {
    if (auto entered = enter(Operation::Sync, path); !entered)
        return entered;
    return m_inner.sync(path);
}

Result<void> FaultyFileSystem::truncate(const std::string& path, std::uint64_t size) const {
    if (auto entered = enter(Operation::Truncate, path); !entered)
        return entered;
    return m_inner.truncate(path, size);
}

} // namespace ax
