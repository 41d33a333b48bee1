// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/paths.h"

#include <string>
#include <string_view>
#include <sys/types.h>

namespace ax {

/// Where a session's holder listens: `ax-<first 8 bytes of the id's SHA-1>.sock` in `$XDG_RUNTIME_DIR/ax/run`
/// or, without one, in `run` below the state directory (facts: ax-compat §2).
std::string holderSocketPath(const Environment& environment, const Paths& paths, std::string_view sessionId);

/// A holder's own end: removes the socket's file when it is destroyed, if it still is the one it made.
/// Descriptors are non-blocking and close-on-exec. A path too long for the kernel's address works on Linux
/// and is Unsupported elsewhere. Only the user reaches it: folder 0700, socket 0600, and acceptClient() asks
/// the kernel who is there.
class HolderSocket {
public:
    /// Busy when another holder answers there; what a dead one left behind is replaced.
    static Result<HolderSocket> listen(const std::string& path);
    HolderSocket(HolderSocket&& other) noexcept;
    HolderSocket& operator=(HolderSocket&&) = delete;
    ~HolderSocket();

    int descriptor() const { return m_listener.get(); }
    /// A client of the same user. Busy when none waits; Denied, and hung up on, when it is somebody else's.
    Result<Descriptor> acceptClient();

private:
    HolderSocket(std::string path, Descriptor listener, ino_t inode);

    std::string m_path;
    Descriptor m_listener;
    ino_t m_inode;
};

/// Connects to a holder. NotFound when nobody listens there (also when a dead one's socket is left).
Result<Descriptor> connectToHolder(const std::string& path);

} // namespace ax
