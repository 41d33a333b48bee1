// SPDX-License-Identifier: MIT
#include "core/base/file_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace ax {

Result<FileLock> FileLock::take(const std::string& path, Wait wait) {
    constexpr mode_t Private = 0600;
    Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, Private));
    if (!descriptor)
        return std::unexpected(errorFromErrno(errno, "open " + path));
    int result = 0;
    do {
        result = ::flock(descriptor.get(), LOCK_EX | (wait == Wait::No ? LOCK_NB : 0));
    } while (result != 0 && errno == EINTR);
    if (result != 0)
        return std::unexpected(errorFromErrno(errno == EWOULDBLOCK ? EBUSY : errno, "lock " + path));
    return FileLock(std::move(descriptor));
}

} // namespace ax
