// SPDX-License-Identifier: MIT
#include "core/demo/demo_random.h"

#include <string_view>

namespace ax {

namespace {

std::string drawn(DemoRandom& random, std::string_view alphabet, std::size_t count) {
    std::string text;
    while (text.size() < count)
        text += alphabet[random.below(alphabet.size())];
    return text;
}

} // namespace

DemoRandom DemoRandom::unpredictable() {
    std::random_device device;
    return DemoRandom((std::uint64_t{device()} << 32) | device());
}

std::string DemoRandom::uuid() {
    std::string text = hexDigits(36);
    for (const std::size_t dash : {8, 13, 18, 23})
        text[dash] = '-';
    text[14] = '4';
    text[19] = "89ab"[below(4)];
    return text;
}

std::string DemoRandom::hexDigits(std::size_t count) {
    return drawn(*this, "0123456789abcdef", count);
}

std::string DemoRandom::letters(std::size_t count) {
    return drawn(*this, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", count);
}

} // namespace ax
