// SPDX-License-Identifier: MIT
#include "core/hold/holder_socket.h"

#include "core/base/sha1.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <utility>

namespace ax {

namespace {

constexpr int AnswerLimit = 250; ///< milliseconds: a holder that lives takes a connection at once
constexpr int Waiting = 64;      ///< clients that may wait to be accepted

/// What the kernel calls a socket, and what has to stay open while it is used.
struct Address {
    sockaddr_un kernel{};
    Descriptor folder;
};

Result<Address> addressOf(const std::string& path) {
    Address address;
    address.kernel.sun_family = AF_UNIX;
    std::string name = path;
    if (name.size() >= sizeof address.kernel.sun_path) {
#ifdef __linux__
        address.folder =
            Descriptor(::open(std::string(parentFolder(path)).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!address.folder)
            return std::unexpected(errorFromErrno(errno, "open the folder of " + path));
        name = std::format("/proc/self/fd/{}/{}", address.folder.get(), fileName(path));
#endif
        if (name.size() >= sizeof address.kernel.sun_path)
            return std::unexpected(Error{
                ErrorCode::Unsupported,
                "the path " + path + " is too long for a socket: set XDG_RUNTIME_DIR to a shorter one"});
    }
    std::memcpy(address.kernel.sun_path, name.c_str(), name.size() + 1);
    return address;
}

const sockaddr* kernelAddress(const Address& address) {
    return reinterpret_cast<const sockaddr*>(&address.kernel); // NOLINT: as the interface wants it
}

Result<Descriptor> newSocket() {
#ifdef __linux__
    Descriptor made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
#else
    Descriptor made(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (made) {
        ::fcntl(made.get(), F_SETFD, FD_CLOEXEC);
        ::fcntl(made.get(), F_SETFL, O_NONBLOCK);
    }
#endif
    if (!made)
        return std::unexpected(errorFromErrno(errno, "make a socket"));
    return made;
}

Result<void> makeFolder(const std::string& folder) {
    // One level at a time, so that each new one is closed to others from its first moment on.
    for (std::size_t slash = folder.find('/', 1);; slash = folder.find('/', slash + 1)) {
        const std::string part = folder.substr(0, slash);
        if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST)
            return std::unexpected(errorFromErrno(errno, "make the folder " + part));
        if (slash == std::string::npos)
            break;
    }
    ::chmod(folder.c_str(), 0700); // best effort: it may be another user's on purpose
    return {};
}

/// Removes what a dead holder left; Busy when it is not dead.
Result<void> clearTheWay(const std::string& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0)
        return {};
    if (connectToHolder(path))
        return std::unexpected(
            Error{ErrorCode::Busy, "this session is already running; attach to it with 'ax attach'"});
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return std::unexpected(errorFromErrno(errno, "remove the stale socket " + path));
    return {};
}

bool isSameUser(int client) {
#ifdef __linux__
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
#else
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(client, &user, &group) == 0 && user == ::geteuid();
#endif
}

} // namespace

std::string holderSocketPath(const Environment& environment, const Paths& paths, std::string_view sessionId) {
    std::string name = "ax-";
    const auto digest = sha1(sessionId);
    for (std::size_t i = 0; i < 8; ++i)
        name += std::format("{:02x}", digest[i]);
    const auto runtime = environment.value("XDG_RUNTIME_DIR");
    const std::string folder = runtime ? joinPath(*runtime, "ax/run") : joinPath(paths.stateDirectory, "run");
    return joinPath(folder, name + ".sock");
}

Result<HolderSocket> HolderSocket::listen(const std::string& path) {
    if (auto made = makeFolder(std::string(parentFolder(path))); !made)
        return std::unexpected(made.error());
    if (auto cleared = clearTheWay(path); !cleared)
        return std::unexpected(cleared.error());
    auto address = addressOf(path);
    auto listener = newSocket();
    if (!address || !listener)
        return std::unexpected(address ? listener.error() : address.error());
    // The folder keeps others out; the socket itself must too, from the moment it is there.
    const mode_t before = ::umask(0177);
    const int bound = ::bind(listener->get(), kernelAddress(*address), sizeof address->kernel);
    const int reason = errno;
    ::umask(before);
    if (bound != 0)
        return std::unexpected(errorFromErrno(reason, "listen on " + path));
    struct stat status{};
    if (::listen(listener->get(), Waiting) != 0 || ::lstat(path.c_str(), &status) != 0)
        return std::unexpected(errorFromErrno(errno, "listen on " + path));
    return HolderSocket(path, std::move(*listener), status.st_ino);
}

HolderSocket::HolderSocket(std::string path, Descriptor listener, ino_t inode)
    : m_path(std::move(path)), m_listener(std::move(listener)), m_inode(inode) {
}

HolderSocket::HolderSocket(HolderSocket&& other) noexcept
    : m_path(std::exchange(other.m_path, {})), m_listener(std::move(other.m_listener)),
      m_inode(other.m_inode) {
}

HolderSocket::~HolderSocket() {
    struct stat status{};
    if (!m_path.empty() && ::lstat(m_path.c_str(), &status) == 0 && status.st_ino == m_inode)
        ::unlink(m_path.c_str());
}

Result<Descriptor> HolderSocket::acceptClient() {
#ifdef __linux__
    Descriptor client(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
#else
    Descriptor client(::accept(m_listener.get(), nullptr, nullptr));
    if (client) {
        ::fcntl(client.get(), F_SETFD, FD_CLOEXEC);
        ::fcntl(client.get(), F_SETFL, O_NONBLOCK);
    }
#endif
    if (!client)
        return std::unexpected(Error{ErrorCode::Busy, "no client waits"});
    if (!isSameUser(client.get()))
        return std::unexpected(Error{ErrorCode::Denied, "the client is another user's"});
    return client;
}

Result<Descriptor> connectToHolder(const std::string& path) {
    const auto address = addressOf(path);
    auto made = newSocket();
    if (!address || !made)
        return std::unexpected(address ? made.error() : address.error());
    int connected = ::connect(made->get(), kernelAddress(*address), sizeof address->kernel);
    if (connected != 0 && (errno == EINPROGRESS || errno == EAGAIN || errno == EINTR)) {
        // Its queue of waiting clients is full: it lives, and may be busy for a moment.
        pollfd wait{.fd = made->get(), .events = POLLOUT, .revents = 0};
        ::poll(&wait, 1, AnswerLimit);
        connected = ::connect(made->get(), kernelAddress(*address), sizeof address->kernel);
        if (connected != 0 && errno == EISCONN)
            connected = 0;
    }
    if (connected == 0)
        return std::move(*made);
    if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR)
        return std::unexpected(Error{ErrorCode::NotFound, "nothing holds this session"});
    return std::unexpected(errorFromErrno(errno, "connect to " + path));
}

} // namespace ax
