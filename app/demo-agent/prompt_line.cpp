// SPDX-License-Identifier: MIT
#include "app/demo-agent/prompt_line.h"

#include "app/demo-agent/text_layout.h"

#include <algorithm>
#include <utility>

namespace ax::demo {

void PromptLine::edit(const Key& key) {
    switch (key.kind) {
    case Key::Kind::Text:
    case Key::Kind::Paste:
        return insert(key.text);
    case Key::Kind::NewLine:
        return insert("\n");
    case Key::Kind::Backspace:
        return erase(before(m_cursor), m_cursor);
    case Key::Kind::Delete:
        return erase(m_cursor, after(m_cursor));
    case Key::Kind::EraseWord:
        return erase(wordStart(), m_cursor);
    case Key::Kind::EraseLine:
        return erase(lineStart(), m_cursor);
    case Key::Kind::Left:
        m_cursor = before(m_cursor);
        return;
    case Key::Kind::Right:
        m_cursor = after(m_cursor);
        return;
    case Key::Kind::Home:
        m_cursor = lineStart();
        return;
    case Key::Kind::End:
        m_cursor = lineEnd();
        return;
    default:
        return;
    }
}

void PromptLine::clear() {
    m_text.clear();
    m_cursor = 0;
}

std::string PromptLine::take() {
    m_cursor = 0;
    return std::exchange(m_text, {});
}

void PromptLine::insert(std::string_view text) {
    m_text.insert(m_cursor, text);
    m_cursor += text.size();
}

void PromptLine::erase(std::size_t from, std::size_t to) {
    m_text.erase(from, to - from);
    m_cursor = from;
}

/// One letter back, together with the marks that stand on it.
std::size_t PromptLine::before(std::size_t position) const {
    while (position > 0) {
        do
            --position;
        while (position > 0 && (static_cast<unsigned char>(m_text[position]) & 0xc0) == 0x80);
        if (cellWidth(firstCodePoint(std::string_view(m_text).substr(position)).value) > 0)
            break;
    }
    return position;
}

std::size_t PromptLine::after(std::size_t position) const {
    const std::string_view text = m_text;
    if (position < text.size())
        position += firstCodePoint(text.substr(position)).length;
    while (position < text.size()) {
        const CodePoint point = firstCodePoint(text.substr(position));
        if (cellWidth(point.value) > 0)
            break;
        position += point.length;
    }
    return position;
}

std::size_t PromptLine::lineStart() const {
    return m_cursor == 0 ? 0 : m_text.rfind('\n', m_cursor - 1) + 1;
}

std::size_t PromptLine::lineEnd() const {
    return std::min(m_text.find('\n', m_cursor), m_text.size());
}

std::size_t PromptLine::wordStart() const {
    std::size_t position = m_cursor;
    while (position > 0 && m_text[position - 1] == ' ')
        --position;
    while (position > 0 && m_text[position - 1] != ' ' && m_text[position - 1] != '\n')
        --position;
    return position;
}

} // namespace ax::demo
