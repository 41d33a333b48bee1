// SPDX-License-Identifier: MIT
#include "core/base/identifier.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <format>
#include <unistd.h>

#ifdef __APPLE__
#include <sys/random.h>
#endif

namespace ax {

std::string newSessionId() {
    std::array<std::uint8_t, 16> bytes{};
    // Fails only on kernels without the call: an id that may repeat would mix two sessions up.
    if (getentropy(bytes.data(), bytes.size()) != 0)
        std::abort();
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80); // RFC 9562 variant

    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += std::format("{:02x}", bytes[i]);
    }
    return text;
}

} // namespace ax
