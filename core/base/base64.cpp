// SPDX-License-Identifier: MIT
#include "core/base/base64.h"

#include <array>
#include <cstdint>

namespace ax {

namespace {

constexpr std::uint8_t NoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> Digits = [] {
    constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> digits{};
    digits.fill(NoDigit);
    for (std::size_t value = 0; value < Alphabet.size(); ++value)
        digits[static_cast<std::uint8_t>(Alphabet[value])] = static_cast<std::uint8_t>(value);
    return digits;
}();

std::string_view withoutPadding(std::string_view text) {
    for (int count = 0; count < 2 && text.ends_with('='); ++count)
        text.remove_suffix(1);
    return text;
}

} // namespace

std::optional<std::string> decodeBase64(std::string_view text) {
    text = withoutPadding(text);
    if (text.size() % 4 == 1)
        return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char character : text) {
        const std::uint8_t digit = Digits[static_cast<std::uint8_t>(character)];
        if (digit == NoDigit)
            return std::nullopt;
        bits = bits << 6 | digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFF);
        }
    }
    return bytes;
}

} // namespace ax
