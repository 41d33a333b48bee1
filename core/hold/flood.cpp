// SPDX-License-Identifier: MIT
#include "core/hold/flood.h"

#include <algorithm>
#include <array>

namespace ax {

namespace {

constexpr char Escape = '\x1b';
/// Below this the search costs more than it saves.
constexpr std::size_t LeastOutput = 32 * 1024;

/// Text, and controls that only move on: what each of them does is over when its line is gone.
constexpr auto Harmless = [] {
    std::array<bool, 256> harmless{};
    for (std::size_t i = 0x20; i < harmless.size(); ++i)
        harmless[i] = i != 0x7F && i != 0xC2; // the lead of C1 controls
    for (const char c : {'\n', '\r', '\t'})
        harmless[static_cast<unsigned char>(c)] = true;
    return harmless;
}();

/// How many bytes at the start are harmless: by blocks, which the compiler turns into few instructions.
std::size_t harmlessLength(std::string_view text) {
    constexpr std::size_t Block = 64;
    std::size_t at = 0;
    for (; at + Block <= text.size(); at += Block) {
        unsigned char harm = 0;
        for (std::size_t i = 0; i < Block; ++i) {
            const auto byte = static_cast<unsigned char>(text[at + i]);
            const bool isControl = byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
            harm |= static_cast<unsigned char>(isControl) | static_cast<unsigned char>(byte == 0x7F) |
                    static_cast<unsigned char>(byte == 0xC2);
        }
        if (harm != 0)
            break;
    }
    while (at < text.size() && Harmless[static_cast<unsigned char>(text[at])])
        ++at;
    return at;
}

/// The length of an SGR sequence at the start; 0 when something else stands there or it is cut off.
std::size_t renditionLength(std::string_view text) {
    if (!text.starts_with("\x1b["))
        return 0;
    const std::size_t end = text.find_first_not_of("0123456789;:", 2);
    return end == std::string_view::npos || text[end] != 'm' ? 0 : end + 1;
}

bool isReset(std::string_view sequence) {
    return sequence.starts_with("\x1b[m") || sequence.starts_with("\x1b[0m") ||
           sequence.starts_with("\x1b[0;");
}

/// How far nothing but text, line ends and renditions goes.
std::size_t plainLength(std::string_view output) {
    std::size_t at = 0;
    while (at < output.size()) {
        at += harmlessLength(output.substr(at));
        if (at == output.size())
            break;
        const std::size_t rendition = output[at] == Escape ? renditionLength(output.substr(at)) : 0;
        if (rendition == 0)
            break;
        at += rendition;
    }
    return at;
}

/// Where the last `lines` lines of a text begin, behind a line end; npos when it has not so many.
std::size_t startOfLastLines(std::string_view text, int lines) {
    std::size_t at = text.size();
    for (int i = 0; i <= lines; ++i) {
        if (at == 0)
            return std::string_view::npos;
        at = text.rfind('\n', at - 1);
        if (at == std::string_view::npos)
            return at;
    }
    return at + 1;
}

/// The sequences in force at the end of `text`: from the last reset on, or all.
std::string renditionAtEnd(std::string_view text) {
    std::size_t start = 0;
    for (std::size_t at = text.rfind(Escape); at != std::string_view::npos;
         at = at == 0 ? std::string_view::npos : text.rfind(Escape, at - 1)) {
        start = at;
        if (isReset(text.substr(at)))
            break;
    }
    std::string rendition;
    for (std::size_t at = text.find(Escape, start); at != std::string_view::npos;
         at = text.find(Escape, at + 1))
        rendition += text.substr(at, renditionLength(text.substr(at)));
    return rendition;
}

} // namespace

Flood findFlood(std::string_view output, int rows) {
    if (output.size() < LeastOutput)
        return {};
    const std::string_view plain = output.substr(0, plainLength(output));
    const std::size_t start = startOfLastLines(plain, rows - 1);
    // The screen's own lines must be pushed off by what is left out, so that it holds as many line ends too.
    // The first line that stays must begin at the left, whatever came before.
    if (start == std::string_view::npos || start < LeastOutput / 2 ||
        !plain.substr(0, start).ends_with("\r\n") ||
        startOfLastLines(plain.substr(0, start), rows) == std::string_view::npos)
        return {};
    return {
        .length = start, .rendition = renditionAtEnd(plain.substr(0, start)), .rest = plain.size() - start};
}

} // namespace ax
