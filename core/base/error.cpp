// SPDX-License-Identifier: MIT
#include "core/base/error.h"

#include <cerrno>
#include <system_error>

namespace ax {

namespace {

ErrorCode codeOf(int errnoValue) {
    switch (errnoValue) {
    case ENOENT:
    case ESRCH:
        return ErrorCode::NotFound;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::Denied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::NoSpace;
    case EINVAL:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
        return ErrorCode::Invalid;
    case EXDEV:
    case ENOSYS:
    case ENOTSUP:
        return ErrorCode::Unsupported;
    case EEXIST:
    case EBUSY:
    case EAGAIN:
    case ENOTEMPTY:
    case ETXTBSY:
        return ErrorCode::Busy;
    default:
        return ErrorCode::Io;
    }
}

} // namespace

Error errorFromErrno(int errnoValue, std::string_view what) {
    return {codeOf(errnoValue),
            "cannot " + std::string(what) + ": " + std::generic_category().message(errnoValue)};
}

} // namespace ax
