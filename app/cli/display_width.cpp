// SPDX-License-Identifier: MIT
#include "app/cli/display_width.h"

#include <algorithm>
#include <cstdint>
#include <utf8proc.h>

namespace ax::cli {

namespace {

constexpr utf8proc_int32_t EmojiSelector = 0xfe0f;
constexpr std::string_view Ellipsis = "…";

struct Cluster {
    std::size_t bytes = 0;
    std::size_t columns = 0;
};

utf8proc_int32_t codePointAt(std::string_view text, std::size_t& size) {
    utf8proc_int32_t codePoint = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto taken = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &codePoint);
    size = taken > 0 ? static_cast<std::size_t>(taken) : 1;
    return taken > 0 ? codePoint : 0xfffd;
}

bool isRegionalIndicator(utf8proc_int32_t codePoint) {
    return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

/// The grapheme cluster that begins the (not empty) text.
Cluster firstCluster(std::string_view text) {
    Cluster cluster;
    utf8proc_int32_t previous = 0;
    utf8proc_int32_t state = 0;
    while (cluster.bytes < text.size()) {
        std::size_t size = 0;
        const utf8proc_int32_t codePoint = codePointAt(text.substr(cluster.bytes), size);
        if (cluster.bytes > 0 && utf8proc_grapheme_break_stateful(previous, codePoint, &state))
            break;
        const bool isEmoji = codePoint == EmojiSelector || isRegionalIndicator(codePoint);
        const int columns = isEmoji ? 2 : std::max(0, utf8proc_charwidth(codePoint));
        cluster.columns = std::max(cluster.columns, static_cast<std::size_t>(columns));
        cluster.bytes += size;
        previous = codePoint;
    }
    return cluster;
}

/// How many bytes of a line without line ends fit into `width` columns, ending behind a blank where there is
/// one; at least one character.
std::size_t fittingSize(std::string_view line, std::size_t width) {
    std::size_t bytes = 0;
    std::size_t columns = 0;
    std::size_t behindBlank = 0;
    while (bytes < line.size()) {
        const Cluster cluster = firstCluster(line.substr(bytes));
        const bool isBlank = line[bytes] == ' ';
        if (columns + cluster.columns > width && bytes > 0 && !isBlank)
            return behindBlank > 0 ? behindBlank : bytes;
        bytes += cluster.bytes;
        columns += cluster.columns;
        if (isBlank)
            behindBlank = bytes;
    }
    return bytes;
}

} // namespace

std::size_t displayWidth(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Cluster cluster = firstCluster(text);
        width += cluster.columns;
        text.remove_prefix(cluster.bytes);
    }
    return width;
}

std::string paddedTo(std::string_view text, std::size_t width) {
    const std::size_t used = displayWidth(text);
    return std::string(text) + std::string(width > used ? width - used : 0, ' ');
}

std::string clippedTo(std::string_view text, std::size_t width) {
    if (displayWidth(text) <= width)
        return std::string(text);
    if (width == 0)
        return {};
    std::size_t bytes = 0;
    std::size_t columns = 0;
    while (true) {
        const Cluster cluster = firstCluster(text.substr(bytes));
        if (columns + cluster.columns > width - 1)
            return std::string(text.substr(0, bytes)) + std::string(Ellipsis);
        bytes += cluster.bytes;
        columns += cluster.columns;
    }
}

std::vector<std::string> wrappedTo(std::string_view text, std::size_t width, std::size_t count) {
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < count) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::size_t size = fittingSize(text.substr(0, end), width);
        std::string_view line = text.substr(0, size);
        line = line.substr(0, line.find_last_not_of(' ') + 1);
        lines.emplace_back(line);
        text.remove_prefix(size == end ? std::min(end + 1, text.size()) : size);
    }
    if (text.empty() || lines.empty())
        return lines;
    std::string& last = lines.back();
    last = displayWidth(last) < width ? last.append(Ellipsis) : clippedTo(last.append(Ellipsis), width);
    return lines;
}

} // namespace ax::cli
