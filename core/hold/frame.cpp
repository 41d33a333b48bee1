// SPDX-License-Identifier: MIT
#include "core/hold/frame.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::size_t HeaderSize = 5;

template <class Number>
void appendNumber(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        out += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
}

template <class Number>
Number readNumber(std::string_view bytes, std::size_t at) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return static_cast<Number>(number);
}

} // namespace

void appendFrame(std::string& out, FrameType type, std::string_view payload) {
    out += static_cast<char>(type);
    appendNumber(out, static_cast<std::uint32_t>(payload.size()));
    out += payload;
}

std::string encodeAttach(const AttachMessage& message) {
    std::string out(1, static_cast<char>(message.protocol));
    return out + encodeResize(message.size.value_or(TerminalSize{.columns = 0, .rows = 0}));
}

std::string encodeResize(TerminalSize size) {
    std::string out;
    appendNumber(out, size.rows);
    appendNumber(out, size.columns);
    return out;
}

std::string encodeHello(const HelloMessage& message) {
    std::string out(1, static_cast<char>(message.protocol));
    appendNumber(out, message.processId);
    return out;
}

std::string encodeExit(const ExitMessage& message) {
    std::string out;
    appendNumber(out, message.code);
    appendNumber(out, static_cast<std::uint64_t>(message.runtime.count()));
    return out + message.tail;
}

std::optional<AttachMessage> decodeAttach(std::string_view payload) {
    if (payload.empty())
        return std::nullopt;
    AttachMessage message{.protocol = static_cast<std::uint8_t>(payload[0]), .size = std::nullopt};
    message.size = decodeResize(payload.substr(1));
    return message;
}

std::optional<TerminalSize> decodeResize(std::string_view payload) {
    if (payload.size() < 4)
        return std::nullopt;
    const TerminalSize size{.columns = readNumber<std::uint16_t>(payload, 2),
                            .rows = readNumber<std::uint16_t>(payload, 0)};
    return size.columns == 0 || size.rows == 0 ? std::nullopt : std::optional(size);
}

std::optional<HelloMessage> decodeHello(std::string_view payload) {
    if (payload.size() < 5)
        return std::nullopt;
    return HelloMessage{.protocol = static_cast<std::uint8_t>(payload[0]),
                        .processId = readNumber<std::uint32_t>(payload, 1)};
}

std::optional<ExitMessage> decodeExit(std::string_view payload) {
    if (payload.size() < 12)
        return std::nullopt;
    constexpr std::uint64_t LongestRuntime = std::uint64_t{1} << 62;
    const auto runtime = std::min(readNumber<std::uint64_t>(payload, 4), LongestRuntime);
    return ExitMessage{.code = readNumber<std::int32_t>(payload, 0),
                       .runtime = std::chrono::milliseconds(static_cast<std::int64_t>(runtime)),
                       .tail = std::string(payload.substr(12))};
}

void FrameReader::feed(std::string_view bytes) {
    if (m_taken > 0) {
        m_buffer.erase(0, m_taken);
        m_taken = 0;
    }
    m_buffer += bytes;
}

Result<std::optional<Frame>> FrameReader::next() {
    const std::string_view rest = std::string_view(m_buffer).substr(m_taken);
    if (rest.size() < HeaderSize)
        return std::nullopt;
    const auto length = readNumber<std::uint32_t>(rest, 1);
    if (length > MostPayload)
        return std::unexpected(
            Error{ErrorCode::Invalid, "the other side of the session's socket does not speak its protocol"});
    if (rest.size() < HeaderSize + length)
        return std::nullopt;
    m_taken += HeaderSize + length;
    return Frame{.type = static_cast<FrameType>(rest[0]),
                 .payload = std::string(rest.substr(HeaderSize, length))};
}

} // namespace ax
