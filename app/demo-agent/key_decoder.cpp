// SPDX-License-Identifier: MIT
#include "app/demo-agent/key_decoder.h"

#include "core/transcripts/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ax::demo {

namespace {

constexpr char Escape = '\x1b';
constexpr std::string_view PasteEnd = "\x1b[201~";
/// A sequence longer than this is no key; its bytes are dropped as they come.
constexpr std::size_t LongestSequence = 4096;

std::optional<Key::Kind> controlKey(char c) {
    switch (c) {
    case '\r':
        return Key::Kind::Enter;
    case '\n':
        return Key::Kind::NewLine;
    case '\x01':
        return Key::Kind::Home;
    case '\x03':
        return Key::Kind::Interrupt;
    case '\x04':
        return Key::Kind::EndOfText;
    case '\x05':
        return Key::Kind::End;
    case '\x08':
    case '\x7f':
        return Key::Kind::Backspace;
    case '\x15':
        return Key::Kind::EraseLine;
    case '\x17':
        return Key::Kind::EraseWord;
    default:
        return {};
    }
}

std::optional<Key::Kind> sequenceKey(std::string_view body) {
    constexpr std::array<std::pair<std::string_view, Key::Kind>, 11> Sequences{{
        {"A", Key::Kind::Up},
        {"B", Key::Kind::Down},
        {"C", Key::Kind::Right},
        {"D", Key::Kind::Left},
        {"H", Key::Kind::Home},
        {"F", Key::Kind::End},
        {"1~", Key::Kind::Home},
        {"4~", Key::Kind::End},
        {"3~", Key::Kind::Delete},
        {"13;2u", Key::Kind::NewLine},
        {"27;2;13~", Key::Kind::NewLine},
    }};
    const auto* found = std::ranges::find(Sequences, body, &std::pair<std::string_view, Key::Kind>::first);
    return found == Sequences.end() ? std::nullopt : std::optional(found->second);
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
}

/// How many bytes at the end of `text` begin a letter whose rest is still to come.
std::size_t openTail(std::string_view text) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if (byte < 0x80)
            return 0;
        if (byte >= 0xc0)
            return back < (byte < 0xe0 ? 2U : byte < 0xf0 ? 3U : 4U) ? back : 0;
    }
    return 0;
}

} // namespace

std::vector<Key> KeyDecoder::feed(std::string_view bytes) {
    m_pending += bytes;
    std::vector<Key> keys;
    while (!m_pending.empty() && takeOne(keys) == Progress::Taken) {}
    return keys;
}

std::vector<Key> KeyDecoder::decide() {
    if (!isUndecided())
        return {};
    m_pending.clear();
    return {{Key::Kind::Escape, {}}};
}

KeyDecoder::Progress KeyDecoder::takeOne(std::vector<Key>& keys) {
    if (m_inPaste)
        return takePaste(keys);
    const char first = m_pending.front();
    if (first == Escape)
        return takeEscape(keys);
    if (!isControl(first))
        return takeText(keys);
    if (const auto kind = controlKey(first))
        keys.push_back({*kind, {}});
    drop(1);
    return Progress::Taken;
}

KeyDecoder::Progress KeyDecoder::takePaste(std::vector<Key>& keys) {
    const std::size_t end = m_pending.find(PasteEnd);
    if (end == std::string::npos)
        return Progress::NeedsMore;
    std::string text = repairUtf8(std::string_view(m_pending).substr(0, end));
    std::ranges::replace(text, '\r', '\n');
    std::erase_if(text, [](char c) { return isControl(c) && c != '\n' && c != '\t'; });
    keys.push_back({Key::Kind::Paste, std::move(text)});
    drop(end + PasteEnd.size());
    m_inPaste = false;
    return Progress::Taken;
}

KeyDecoder::Progress KeyDecoder::takeEscape(std::vector<Key>& keys) {
    if (m_pending.size() == 1)
        return Progress::NeedsMore;
    switch (m_pending[1]) {
    case '\r':
    case '\n':
        keys.push_back({Key::Kind::NewLine, {}});
        drop(2);
        return Progress::Taken;
    case '[':
    case 'O':
        return takeControlSequence(keys);
    case ']':
    case 'P':
    case '_':
        return takeString(keys);
    default: // Alt and some key, or Escape and then something: the key comes next
        keys.push_back({Key::Kind::Escape, {}});
        drop(1);
        return Progress::Taken;
    }
}

KeyDecoder::Progress KeyDecoder::takeControlSequence(std::vector<Key>& keys) {
    std::size_t end = 2;
    while (end < m_pending.size() && (m_pending[end] < '@' || m_pending[end] > '~')) {
        if (isControl(m_pending[end])) { // no sequence goes on like this: an interrupted one
            drop(end);
            return Progress::Taken;
        }
        ++end;
    }
    if (end == m_pending.size()) {
        if (m_pending.size() > LongestSequence)
            m_pending.clear();
        return Progress::NeedsMore;
    }
    const std::string body = m_pending.substr(2, end - 1);
    drop(end + 1);
    if (body == "200~")
        m_inPaste = true;
    else if (const auto kind = sequenceKey(body))
        keys.push_back({*kind, {}});
    return Progress::Taken;
}

KeyDecoder::Progress KeyDecoder::takeString(std::vector<Key>& keys) {
    const std::size_t bell = m_pending.find('\a', 2);
    const std::size_t terminator = m_pending.find("\x1b\\", 2);
    const std::size_t end = std::min(bell, terminator);
    if (end == std::string::npos) {
        if (m_pending.size() > LongestSequence)
            m_pending.clear();
        return Progress::NeedsMore;
    }
    if (m_pending.starts_with("\x1b]7501;?"))
        keys.push_back({Key::Kind::StatusAnswer, {}});
    drop(end + (end == bell ? 1 : 2));
    return Progress::Taken;
}

KeyDecoder::Progress KeyDecoder::takeText(std::vector<Key>& keys) {
    const auto stop = std::ranges::find_if(m_pending, isControl);
    std::string_view text(m_pending.begin(), stop);
    if (stop == m_pending.end())
        text.remove_suffix(openTail(text));
    if (text.empty())
        return Progress::NeedsMore;
    keys.push_back({Key::Kind::Text, repairUtf8(text)});
    drop(text.size());
    return Progress::Taken;
}

} // namespace ax::demo
