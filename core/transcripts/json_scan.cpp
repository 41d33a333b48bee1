// SPDX-License-Identifier: MIT
#include "core/transcripts/json_scan.h"

#include "core/base/byte_block.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <limits>
#include <utility>

namespace ax {

namespace {

static_assert(TranscriptPadding >= ByteBlock::Size);

/// The bits of `block` that are within `size` bytes.
std::uint64_t within(std::ptrdiff_t size) {
    return size >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size) - 1;
}

/// Which bytes are escaped: each one behind an odd run of backslashes. `carry` is 1 when the first byte is,
/// by the block before, and tells the same of the next block.
///
/// A backslash escapes when it stands at an even distance from the start of its run. Adding the starts at
/// even places to the runs ripples through exactly those runs; so all bits of a run learn where it began.
std::uint64_t escapedBytes(std::uint64_t backslashes, std::uint64_t& carry) {
    constexpr std::uint64_t EvenPlaces = 0x5555'5555'5555'5555;
    if (backslashes == 0)
        return std::exchange(carry, 0);
    const std::uint64_t runs = backslashes & ~carry;
    const std::uint64_t starts = runs & ~(runs << 1);
    const std::uint64_t startedEven = runs & ~(runs + (starts & EvenPlaces));
    const std::uint64_t escaping = (startedEven & EvenPlaces) | (runs & ~startedEven & ~EvenPlaces);
    const std::uint64_t escaped = escaping << 1 | carry;
    carry = escaping >> 63;
    return escaped;
}

/// Bit n says whether the number of bits in `quotes` up to and with n is odd.
std::uint64_t betweenQuotes(std::uint64_t quotes) {
    for (const int shift : {1, 2, 4, 8, 16, 32})
        quotes ^= quotes << shift;
    return quotes;
}

bool endsScalar(char byte) {
    return byte == ',' || byte == '}' || byte == ']' || static_cast<unsigned char>(byte) <= ' ' ||
           byte == '"' || byte == ':' || byte == '{' || byte == '[';
}

/// 10 to the power of `exponent`, which may be anything.
double powerOfTen(int exponent) {
    constexpr int Largest = 400; // beyond any double
    double power = 1;
    for (int step = std::min(exponent < 0 ? -exponent : exponent, Largest); step > 0; --step)
        power *= 10;
    return power;
}

} // namespace

JsonKind JsonCursor::kind() const {
    if (m_at >= m_end)
        return JsonKind::Broken;
    switch (*m_at) {
    case '{':
        return JsonKind::Object;
    case '[':
        return JsonKind::Array;
    case '"':
        return JsonKind::Text;
    case 't':
    case 'f':
        return JsonKind::Boolean;
    case 'n':
        return JsonKind::Null;
    default:
        return *m_at == '-' || (*m_at >= '0' && *m_at <= '9') ? JsonKind::Number : JsonKind::Broken;
    }
}

/// The closing quote of a string whose content begins at `from`, or null.
const char* JsonCursor::textEnd(const char* from) const {
    std::uint64_t carry = 0;
    for (const char* at = from; at < m_end; at += ByteBlock::Size) {
        const ByteBlock block(at);
        const std::uint64_t escaped = escapedBytes(block.equals('\\'), carry);
        const std::uint64_t quotes = block.equals('"') & ~escaped;
        if (quotes != 0) {
            const char* const end = at + std::countr_zero(quotes);
            return end < m_end ? end : nullptr;
        }
    }
    return nullptr;
}

std::string_view JsonCursor::takeText() {
    if (!take('"')) {
        fail();
        return {};
    }
    const char* const start = m_at;
    const char* const end = textEnd(start);
    if (!end) {
        fail();
        return {};
    }
    m_at = end + 1;
    return {start, static_cast<std::size_t>(end - start)};
}

std::optional<std::string_view> JsonCursor::text() {
    if (kind() != JsonKind::Text) {
        skip();
        return std::nullopt;
    }
    const std::string_view text = takeText();
    return m_isBroken ? std::nullopt : std::optional(text);
}

std::string_view JsonCursor::skip() {
    switch (kind()) {
    case JsonKind::Object:
    case JsonKind::Array:
        return skipContainer();
    case JsonKind::Text: {
        const char* const start = m_at;
        takeText();
        return {start, static_cast<std::size_t>(m_at - start)};
    }
    case JsonKind::Number:
    case JsonKind::Boolean:
    case JsonKind::Null:
        return skipScalar();
    case JsonKind::Broken:
        break;
    }
    fail();
    return {};
}

std::string_view JsonCursor::skipScalar() {
    const char* const start = m_at;
    while (m_at < m_end && !endsScalar(*m_at))
        ++m_at;
    return {start, static_cast<std::size_t>(m_at - start)};
}

std::string_view JsonCursor::skipContainer() {
    const char* const start = m_at;
    std::uint64_t carry = 0;
    std::uint64_t inText = 0; // all ones within a string
    std::uint64_t depth = 0;
    for (const char* at = start; at < m_end; at += ByteBlock::Size) {
        const ByteBlock block(at);
        const std::uint64_t escaped = escapedBytes(block.equals('\\'), carry);
        const std::uint64_t quotes = block.equals('"') & ~escaped;
        if (quotes == 0 && inText != 0)
            continue;
        const std::uint64_t text = betweenQuotes(quotes) ^ inText;
        inText = std::uint64_t{0} - (text >> 63);
        const std::uint64_t outside = ~text & within(m_end - at);
        const std::uint64_t opening = block.equalsFolded('{') & outside;
        const std::uint64_t closing = block.equalsFolded('}') & outside;
        for (std::uint64_t brackets = opening | closing; brackets != 0; brackets &= brackets - 1) {
            if ((opening & brackets & (~brackets + 1)) != 0) {
                ++depth;
            } else if (--depth == 0) {
                m_at = at + std::countr_zero(brackets) + 1;
                return {start, static_cast<std::size_t>(m_at - start)};
            }
        }
    }
    fail();
    return {};
}

/// Behind an element: whether the list ends here, for good or because it is broken.
bool JsonCursor::endsList(char closing) {
    if (take(',')) {
        skipBlanks();
        return false;
    }
    if (!take(closing))
        fail();
    return true;
}

std::optional<std::uint64_t> JsonCursor::number() {
    if (kind() != JsonKind::Number) {
        skip();
        return std::nullopt;
    }
    const std::string_view digits = skipScalar();
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

/// Not by std::from_chars, which has no double in every standard library this is built with, nor by strtod,
/// which follows the locale: the last bit may differ from theirs.
std::optional<double> JsonCursor::decimal() {
    if (kind() != JsonKind::Number) {
        skip();
        return std::nullopt;
    }
    std::string_view rest = skipScalar();
    const bool isNegative = rest.starts_with('-');
    rest.remove_prefix(isNegative ? 1 : 0);
    double mantissa = 0;
    int exponent = 0;
    bool isFraction = false;
    while (!rest.empty() && ((rest.front() >= '0' && rest.front() <= '9') || rest.front() == '.')) {
        if (rest.front() == '.') {
            isFraction = true;
        } else {
            mantissa = mantissa * 10 + (rest.front() - '0');
            exponent -= isFraction ? 1 : 0;
        }
        rest.remove_prefix(1);
    }
    if (!rest.empty()) {
        if (rest.front() != 'e' && rest.front() != 'E')
            return std::nullopt;
        rest.remove_prefix(rest.starts_with("e+") || rest.starts_with("E+") ? 2 : 1);
        int written = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), written);
        if (error != std::errc() || end != rest.data() + rest.size())
            return std::nullopt;
        exponent =
            static_cast<int>(std::clamp<std::int64_t>(std::int64_t{exponent} + written, -10'000, 10'000));
    }
    const double value = exponent < 0 ? mantissa / powerOfTen(exponent) : mantissa * powerOfTen(exponent);
    if (!(value <= std::numeric_limits<double>::max()))
        return std::nullopt;
    return isNegative ? -value : value;
}

std::optional<bool> JsonCursor::boolean() {
    if (kind() != JsonKind::Boolean) {
        skip();
        return std::nullopt;
    }
    const std::string_view word = skipScalar();
    if (word == "true")
        return true;
    return word == "false" ? std::optional(false) : std::nullopt;
}

} // namespace ax
