// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/pty_process.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// One message between a holder and a client: `type u8 | length u32 | payload`, numbers little-endian, the
/// same as upstream's `ax` speaks, so that either attaches to the other's sessions (facts: ax-compat §13).
enum class FrameType : std::uint8_t {
    // client to holder
    Attach = 0x01, ///< encodeAttach
    Input = 0x02,  ///< what was typed
    Resize = 0x03, ///< encodeResize
    Detach = 0x04,
    Redraw = 0x05,
    Peek = 0x41, ///< ours alone: what does the screen say? Also on a control connection
    // holder to client
    Hello = 0x81,   ///< encodeHello
    Backlog = 0x82, ///< what brings the client's terminal up to now
    Output = 0x83,
    Exit = 0x84,   ///< encodeExit
    Screen = 0xC1, ///< the answer to Peek: text, a row a line
};

inline constexpr std::uint8_t HolderProtocol = 1;
inline constexpr std::size_t MostPayload = 1024 * 1024;

struct Frame {
    FrameType type = FrameType::Detach;
    std::string payload;
};

/// How a client presents itself. Without a size it is a control connection: it may type, and is sent nothing.
struct AttachMessage {
    std::uint8_t protocol = HolderProtocol;
    std::optional<TerminalSize> size;
};
struct HelloMessage {
    std::uint8_t protocol = HolderProtocol;
    std::uint32_t processId = 0; ///< of the program that is held
};
struct ExitMessage {
    std::int32_t code = 0;
    std::chrono::milliseconds runtime{0};
    std::string tail; ///< the end of what it wrote
};

/// `payload` has at most MostPayload bytes.
void appendFrame(std::string& out, FrameType type, std::string_view payload);

std::string encodeAttach(const AttachMessage& message);
std::string encodeResize(TerminalSize size);
std::string encodeHello(const HelloMessage& message);
std::string encodeExit(const ExitMessage& message);

// Nothing when the payload is too short; more than is known is ignored, for later protocols.
std::optional<AttachMessage> decodeAttach(std::string_view payload);
std::optional<TerminalSize> decodeResize(std::string_view payload);
std::optional<HelloMessage> decodeHello(std::string_view payload);
std::optional<ExitMessage> decodeExit(std::string_view payload);

/// Puts frames together from a stream that arrives in any pieces. A frame of a type that is not known here
/// comes out like the others. After an error the stream is of no use.
class FrameReader {
public:
    void feed(std::string_view bytes);
    /// The next whole frame; nothing when more has to come; Invalid when a length is above MostPayload.
    Result<std::optional<Frame>> next();

private:
    std::string m_buffer;
    std::size_t m_taken = 0;
};

} // namespace ax
