// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace ax {

/// What went wrong, as far as a caller may want to act on it. The sentence for the person is in
/// Error::message.
enum class ErrorCode : std::uint8_t {
    NotFound,
    Denied,      ///< no permission, or a read-only place
    NoSpace,     ///< disk or quota full
    Invalid,     ///< the input is not what it claims to be
    Unsupported, ///< known, and not possible here
    Busy,
    Io,
};

/// A failure as a value. It crosses room borders inside Result; exceptions do not.
/// `message` is one sentence in English that names the thing and, where a person can act, what to do.
struct Error {
    ErrorCode code = ErrorCode::Io;
    std::string message;
};

template <class T>
using Result = std::expected<T, Error>;

/// The Error for an errno value; `what` names the attempted action and its object ("open /x/y").
Error errorFromErrno(int errnoValue, std::string_view what);

} // namespace ax
