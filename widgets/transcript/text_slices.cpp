// SPDX-License-Identifier: MIT
#include "widgets/transcript/text_slices.h"

#include <algorithm>

namespace ax::widgets {
namespace {

/// Follows the fences of markdown line by line.
class FenceTracker {
public:
    const std::string& open() const { return m_open; }

    void line(std::string_view line) {
        if (line.ends_with('\n'))
            line.remove_suffix(1);
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        line.remove_prefix(indent);
        const char mark = line.empty() ? '\0' : line.front();
        if (indent > 12 || (mark != '`' && mark != '~'))
            return;
        const std::size_t run = std::min(line.find_first_not_of(mark), line.size());
        if (run < 3)
            return;
        const std::string_view info = line.substr(run);
        if (m_open.empty()) {
            if (mark == '~' || !info.contains('`'))
                begin(line.substr(0, std::min<std::size_t>(line.size(), 100)), mark, run);
        } else if (mark == m_mark && run >= m_run &&
                   info.find_first_not_of(" \t\r") == std::string_view::npos) {
            m_open.clear();
        }
    }

private:
    void begin(std::string_view line, char mark, std::size_t run) {
        m_open = line;
        m_mark = mark;
        m_run = run;
    }

    std::string m_open;
    char m_mark = 0;
    std::size_t m_run = 0;
};

/// The end of the line at `begin`, its line feed included; long lines end early, between characters.
std::size_t lineEnd(std::string_view text, std::size_t begin, std::size_t maximum) {
    const std::string_view rest = text.substr(begin, maximum);
    const std::size_t feed = rest.find('\n');
    if (feed != std::string_view::npos)
        return begin + feed + 1;
    return begin + wholeCharacters(text.substr(begin), rest.size());
}

bool isBlank(std::string_view line) {
    return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

std::size_t wholeCharacters(std::string_view text, std::size_t length) {
    if (length >= text.size())
        return text.size();
    std::size_t end = length;
    while (end > 0 && length - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return end == 0 || (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U ? length : end;
}

std::vector<TextSlice> markdownSlices(std::string_view text, std::size_t maximumBytes) {
    text = text.substr(0, wholeCharacters(text, maximumBytes));
    if (text.size() <= MarkdownSliceBytes)
        return {{.begin = 0, .length = text.size()}};
    std::vector<TextSlice> slices;
    FenceTracker fence;
    std::size_t begin = 0;
    std::string fenceAtBegin;
    const auto cutAt = [&](std::size_t end) {
        if (end > begin)
            slices.push_back({.begin = begin, .length = end - begin, .fence = fenceAtBegin});
        begin = end;
        fenceAtBegin = fence.open();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = lineEnd(text, at, MarkdownSliceBytes);
        if (end - begin > MarkdownSliceBytes)
            cutAt(at);
        const std::string_view line = text.substr(at, end - at);
        fence.line(line);
        at = end;
        // Half full is full enough for a cut that nobody sees.
        if (at - begin > MarkdownSliceBytes / 2 && fence.open().empty() && isBlank(line))
            cutAt(at);
    }
    cutAt(text.size());
    return slices;
}

std::vector<TextSlice> lineSlices(std::string_view text, std::size_t maximumBytes, std::size_t lines) {
    constexpr std::size_t MaximumSliceBytes = 32 * 1024;
    text = text.substr(0, wholeCharacters(text, maximumBytes));
    std::vector<TextSlice> slices;
    std::size_t begin = 0;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        at = lineEnd(text, at, MaximumSliceBytes);
        if (++count == lines || at - begin >= MaximumSliceBytes || at == text.size()) {
            slices.push_back({.begin = begin, .length = at - begin});
            begin = at;
            count = 0;
        }
    }
    return slices;
}

} // namespace ax::widgets
