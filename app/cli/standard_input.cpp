// SPDX-License-Identifier: MIT
#include "app/cli/standard_input.h"

#include <array>
#include <cerrno>
#include <format>
#include <unistd.h>

namespace ax::cli {

Result<std::string> readTextInput(std::size_t limit, std::string_view purpose) {
    constexpr std::size_t LineEnds = 4096; // that may stand behind a text of full length
    std::string text;
    std::array<char, 16 * 1024> buffer;
    while (text.size() <= limit + LineEnds) {
        const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return std::unexpected(errorFromErrno(errno, "read standard input"));
        if (count == 0)
            break;
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    while (text.ends_with('\n'))
        text.pop_back();
    if (text.size() > limit)
        return std::unexpected(
            Error{ErrorCode::Invalid, std::format("the text on standard input is too long {}", purpose)});
    return text;
}

} // namespace ax::cli
