// SPDX-License-Identifier: MIT
#include "core/base/descriptor.h"

#include <array>
#include <cerrno>
#include <fcntl.h>

namespace ax {

Result<Pipe> makePipe() {
    std::array<int, 2> ends{-1, -1};
#ifdef __linux__
    const int result = ::pipe2(ends.data(), O_CLOEXEC);
#else
    const int result = ::pipe(ends.data());
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
    if (result != 0)
        return std::unexpected(errorFromErrno(errno, "make a pipe"));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

} // namespace ax
