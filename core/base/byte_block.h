// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

namespace ax {

/// Sixty-four bytes at once: which of them are a given one, as a bit each, the first byte in the lowest bit.
/// With SSE2 (every x86-64) or NEON (every arm64), else one by one.
class ByteBlock {
public:
    static constexpr std::size_t Size = 64;

    /// Reads 64 bytes, wherever they stand.
    explicit ByteBlock(const char* bytes);

    std::uint64_t equals(char byte) const;
    /// With bit 5 of every byte set, so that two letters' cases, or `[` and `{`, are the same.
    std::uint64_t equalsFolded(char byte) const;
    /// From `first` to `last`, without sign.
    std::uint64_t within(std::uint8_t first, std::uint8_t last) const;

private:
#if defined(__SSE2__)
    __m128i m_lanes[4];
#elif defined(__aarch64__) && defined(__ARM_NEON)
    uint8x16_t m_lanes[4];
#else
    const char* m_bytes;
#endif
};

#if defined(__SSE2__)

inline ByteBlock::ByteBlock(const char* bytes) {
    for (int lane = 0; lane < 4; ++lane)
        m_lanes[lane] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + lane);
}

inline std::uint64_t ByteBlock::equals(char byte) const {
    const __m128i wanted = _mm_set1_epi8(byte);
    const auto bits = [&](int lane) {
        return static_cast<std::uint64_t>(
            static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(m_lanes[lane], wanted))));
    };
    return bits(0) | bits(1) << 16 | bits(2) << 32 | bits(3) << 48;
}

inline std::uint64_t ByteBlock::equalsFolded(char byte) const {
    const __m128i wanted = _mm_set1_epi8(byte);
    const __m128i fold = _mm_set1_epi8(0x20);
    const auto bits = [&](int lane) {
        const __m128i folded = _mm_or_si128(m_lanes[lane], fold);
        return static_cast<std::uint64_t>(
            static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(folded, wanted))));
    };
    return bits(0) | bits(1) << 16 | bits(2) << 32 | bits(3) << 48;
}

inline std::uint64_t ByteBlock::within(std::uint8_t first, std::uint8_t last) const {
    const __m128i least = _mm_set1_epi8(static_cast<char>(first));
    const __m128i most = _mm_set1_epi8(static_cast<char>(last));
    const auto bits = [&](int lane) {
        const __m128i notBelow = _mm_cmpeq_epi8(_mm_max_epu8(m_lanes[lane], least), m_lanes[lane]);
        const __m128i notAbove = _mm_cmpeq_epi8(_mm_min_epu8(m_lanes[lane], most), m_lanes[lane]);
        return static_cast<std::uint64_t>(
            static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_and_si128(notBelow, notAbove))));
    };
    return bits(0) | bits(1) << 16 | bits(2) << 32 | bits(3) << 48;
}

#elif defined(__aarch64__) && defined(__ARM_NEON)

inline ByteBlock::ByteBlock(const char* bytes) {
    for (int lane = 0; lane < 4; ++lane)
        m_lanes[lane] = vld1q_u8(reinterpret_cast<const std::uint8_t*>(bytes) + 16 * lane);
}

/// NEON has no movemask: each byte keeps the bit of its place, and neighbours are added until 64 bits remain.
inline std::uint64_t maskOfLanes(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    const uint8x16_t places = vreinterpretq_u8_u64(vdupq_n_u64(0x8040201008040201));
    const uint8x16_t low = vpaddq_u8(vandq_u8(a, places), vandq_u8(b, places));
    const uint8x16_t high = vpaddq_u8(vandq_u8(c, places), vandq_u8(d, places));
    const uint8x16_t sum = vpaddq_u8(low, high);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

inline std::uint64_t ByteBlock::equals(char byte) const {
    const uint8x16_t wanted = vdupq_n_u8(static_cast<std::uint8_t>(byte));
    return maskOfLanes(vceqq_u8(m_lanes[0], wanted), vceqq_u8(m_lanes[1], wanted),
                       vceqq_u8(m_lanes[2], wanted), vceqq_u8(m_lanes[3], wanted));
}

inline std::uint64_t ByteBlock::equalsFolded(char byte) const {
    const uint8x16_t wanted = vdupq_n_u8(static_cast<std::uint8_t>(byte));
    const uint8x16_t fold = vdupq_n_u8(0x20);
    const auto lane = [&](int index) { return vceqq_u8(vorrq_u8(m_lanes[index], fold), wanted); };
    return maskOfLanes(lane(0), lane(1), lane(2), lane(3));
}

inline std::uint64_t ByteBlock::within(std::uint8_t first, std::uint8_t last) const {
    const uint8x16_t least = vdupq_n_u8(first);
    const uint8x16_t most = vdupq_n_u8(last);
    const auto lane = [&](int index) {
        return vandq_u8(vcgeq_u8(m_lanes[index], least), vcleq_u8(m_lanes[index], most));
    };
    return maskOfLanes(lane(0), lane(1), lane(2), lane(3));
}

#else

inline ByteBlock::ByteBlock(const char* bytes) : m_bytes(bytes) {
}

inline std::uint64_t ByteBlock::equals(char byte) const {
    std::uint64_t bits = 0;
    for (std::size_t index = 0; index < Size; ++index)
        bits |= std::uint64_t{m_bytes[index] == byte} << index;
    return bits;
}

inline std::uint64_t ByteBlock::equalsFolded(char byte) const {
    std::uint64_t bits = 0;
    for (std::size_t index = 0; index < Size; ++index)
        bits |= std::uint64_t{(m_bytes[index] | 0x20) == byte} << index;
    return bits;
}

inline std::uint64_t ByteBlock::within(std::uint8_t first, std::uint8_t last) const {
    std::uint64_t bits = 0;
    for (std::size_t index = 0; index < Size; ++index) {
        const auto byte = static_cast<std::uint8_t>(m_bytes[index]);
        bits |= std::uint64_t{byte >= first && byte <= last} << index;
    }
    return bits;
}

#endif

} // namespace ax
