// SPDX-License-Identifier: MIT
#include "terminal/graphic_rendition.h"

#include "core/escape/control_sequence.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <span>

namespace ax::terminal {
namespace {

using Colour = GraphicRendition::Colour;
using Pen = GraphicRendition::Pen;
/// A parameter with its sub-parameters.
using Group = std::span<const int>;

/// The numbers of one sequence, grouped; what does not fit is left out.
class Groups {
public:
    explicit Groups(std::string_view text) {
        m_starts[0] = 0;
        for (const char c : text) {
            if (c >= '0' && c <= '9') {
                m_numbers[m_used] = std::min(9999, m_numbers[m_used] * 10 + (c - '0'));
                continue;
            }
            if (m_used + 1 == m_numbers.size())
                break;
            ++m_used;
            if (c == ';')
                m_starts[m_size++] = m_used;
        }
        m_starts[m_size] = m_used + 1;
    }
    std::size_t size() const { return m_size; }
    Group operator[](std::size_t i) const {
        return std::span(m_numbers).subspan(m_starts[i], m_starts[i + 1] - m_starts[i]);
    }

private:
    std::array<int, 48> m_numbers{};
    std::array<std::size_t, 49> m_starts;
    std::size_t m_used = 0;
    std::size_t m_size = 1;
};

std::uint32_t packed(int red, int green, int blue) {
    const auto channel = [](int value) { return static_cast<std::uint32_t>(std::min(value, 255)); };
    return (channel(red) << 16) | (channel(green) << 8) | channel(blue);
}

std::optional<Colour> directColour(Group group) {
    if (group.size() < 3)
        return std::nullopt;
    if (group[1] == 5)
        return Colour{Colour::Kind::Indexed, static_cast<std::uint32_t>(std::min(group[2], 255))};
    if (group[1] != 2 || group.size() < 5)
        return std::nullopt;
    // With six members the third is a colour space, which nobody fills.
    const std::size_t red = group.size() == 5 ? 2 : 3;
    return Colour{Colour::Kind::Direct, packed(group[red], group[red + 1], group[red + 2])};
}

/// The extended colour whose introducer (38, 48, 58) is groups[at]; `at` moves to its last group, and to the
/// end when it is damaged: what follows is then not a rendition either.
std::optional<Colour> takeColour(const Groups& groups, std::size_t& at) {
    if (groups[at].size() > 1)
        return directColour(groups[at]);
    const int kind = at + 1 < groups.size() ? groups[at + 1][0] : 0;
    const std::size_t length = kind == 2 ? 5 : kind == 5 ? 3 : 0;
    if (length == 0 || at + length > groups.size()) {
        at = groups.size() - 1;
        return std::nullopt;
    }
    std::array<int, 5> joined{};
    for (std::size_t i = 0; i < length; ++i)
        joined[i] = groups[at + i][0];
    at += length - 1;
    return directColour(std::span(joined).first(length));
}

std::uint32_t valueOf(const Colour& colour, const TerminalColours& colours) {
    if (colour.kind == Colour::Kind::Default)
        return colours.foreground;
    if (colour.kind == Colour::Kind::Direct)
        return colour.value;
    const int index = static_cast<int>(colour.value);
    if (index < 16)
        return colours.palette[colour.value];
    if (index >= 232)
        return packed((index - 232) * 10 + 8, (index - 232) * 10 + 8, (index - 232) * 10 + 8);
    const auto level = [](int step) { return step == 0 ? 0 : step * 40 + 55; };
    return packed(level((index - 16) / 36), level((index - 16) / 6 % 6), level((index - 16) % 6));
}

/// Two parts text, one part ground: still readable, plainly second.
std::uint32_t paler(std::uint32_t text, std::uint32_t ground) {
    std::uint32_t result = 0;
    for (const int shift : {16, 8, 0})
        result |= ((((text >> shift) & 0xFF) * 2 + ((ground >> shift) & 0xFF)) / 3) << shift;
    return result;
}

bool isWhite(const Colour& colour) {
    return colour.kind == Colour::Kind::System && (colour.value == 7 || colour.value == 15);
}

/// What is given to the emulator as the foreground.
Colour shownForeground(const Pen& pen, const ColourSource& source) {
    constexpr std::uint32_t White = 0xE5E7EA;
    constexpr std::uint32_t BrightWhite = 0xFFFFFF;
    Colour shown = pen.foreground;
    if (isWhite(shown) && pen.background.kind != Colour::Kind::Default)
        shown = {Colour::Kind::Direct, shown.value == 7 ? White : BrightWhite};
    if (!pen.faint)
        return shown;
    const TerminalColours colours = source();
    return {Colour::Kind::Direct, paler(valueOf(shown, colours), colours.background)};
}

/// Collects renditions and writes them in sequences of at most twelve numbers.
class Writer {
public:
    explicit Writer(std::string& out) : m_out(out) {}
    void add(std::initializer_list<int> numbers) {
        if (m_count + numbers.size() > m_numbers.size())
            finish();
        for (const int number : numbers)
            m_numbers[m_count++] = number;
    }
    void addColour(int base, const Colour& colour) {
        const int value = static_cast<int>(colour.value);
        if (colour.kind == Colour::Kind::Default)
            add({base + 9});
        else if (colour.kind == Colour::Kind::Direct)
            add({base + 8, 2, (value >> 16) & 0xFF, (value >> 8) & 0xFF, value & 0xFF});
        else if (colour.kind == Colour::Kind::Indexed)
            add({base + 8, 5, value});
        else
            add({value < 8 ? base + value : base + 60 + value - 8});
    }
    void finish() {
        if (m_count != 0)
            appendControlSequence(m_out, 0, std::span(m_numbers).first(m_count), 'm');
        m_count = 0;
    }

private:
    std::string& m_out;
    std::array<int, 12> m_numbers{};
    std::size_t m_count = 0;
};

bool isPassed(int code) {
    static constexpr std::array Passed{1, 3, 4, 7, 8, 9, 22, 23, 24, 27, 28, 29, 53, 55};
    return std::ranges::find(Passed, code) != Passed.end();
}

enum class Effect { None, Foreground };

Effect setForeground(const Colour& colour, Pen& pen) {
    pen.foreground = colour;
    return Effect::Foreground;
}

Effect setBackground(const Colour& colour, Pen& pen, Writer& writer) {
    pen.background = colour;
    writer.addColour(40, colour);
    return isWhite(pen.foreground) ? Effect::Foreground : Effect::None;
}

/// One of the sixteen, from the base codes 30 and 90 or 40 and 100; nothing when `code` is none of them.
std::optional<Colour> systemColour(int code, int base) {
    const bool plain = code >= base && code < base + 8;
    const bool bright = code >= base + 60 && code < base + 68;
    if (!plain && !bright)
        return std::nullopt;
    return Colour{Colour::Kind::System, static_cast<std::uint32_t>(plain ? code - base : code - base - 52)};
}

/// Everything that is not an extended colour.
Effect applySimple(int code, Pen& pen, Writer& writer) {
    if (code == 0) {
        pen = {};
        writer.add({0});
        return Effect::None;
    }
    if (const auto colour = systemColour(code, 30))
        return setForeground(*colour, pen);
    if (const auto colour = systemColour(code, 40))
        return setBackground(*colour, pen, writer);
    if (code == 39)
        return setForeground({}, pen);
    if (code == 49)
        return setBackground({}, pen, writer);
    if (code == 2) {
        pen.faint = true;
        return Effect::Foreground;
    }
    if (code == 21) // doubly underlined; the emulator would end bold
        writer.add({4});
    else if (isPassed(code))
        writer.add({code});
    if (code != 22 || !pen.faint)
        return Effect::None;
    pen.faint = false;
    return Effect::Foreground;
}

} // namespace

void GraphicRendition::rewrite(std::string_view parameters, const ColourSource& colours, std::string& out) {
    Writer writer(out);
    bool foreground = false; // is to be said anew
    const Groups groups(parameters);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const int code = groups[i][0];
        Effect effect = Effect::None;
        if (code == 38 || code == 48 || code == 58) {
            const auto colour = takeColour(groups, i);
            if (colour && code == 38)
                effect = setForeground(*colour, pen());
            else if (colour && code == 48)
                effect = setBackground(*colour, pen(), writer);
        } else if (groups[i].size() == 1) {
            effect = applySimple(code, pen(), writer);
            foreground = foreground && code != 0;
        } else if (code == 4) { // underline styles: all are one line here, 0 is none
            writer.add({groups[i][1] == 0 ? 24 : 4});
        }
        foreground = foreground || effect == Effect::Foreground;
    }
    if (foreground)
        writer.addColour(30, shownForeground(pen(), colours));
    writer.finish();
}

void GraphicRendition::saveCursor() {
    m_saved[m_screen] = pen();
}

void GraphicRendition::restoreCursor() {
    pen() = m_saved[m_screen];
}

} // namespace ax::terminal
