// SPDX-License-Identifier: MIT
#include "terminal/stream_filter.h"

#include "core/escape/control_sequence.h"
#include "core/escape/escape_parser.h"
#include "core/escape/operating_system_command.h"
#include "terminal/graphic_rendition.h"
#include "terminal/private_modes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ax::terminal {
namespace {

constexpr std::size_t HoldLimit = 4 * 1024 * 1024;
constexpr int RepeatLimit = 1024;

} // namespace

/// Decides on everything the parser finds: on to the screen, rewritten, answered, or dropped.
class StreamFilter::Private final : private EscapeParser::Receiver {
public:
    explicit Private(ColourSource colours)
        : m_colours(std::move(colours)), m_commands(m_colours), m_parser(*this) {}

    Output feed(std::string_view bytes);
    Output flush();
    bool isSet(int mode) const { return m_modes.isSet(mode); }

private:
    void onText(std::string_view bytes) override;
    void onEscape(std::string_view intermediates, char final) override;
    void onControl(const ControlSequence& control) override;
    void onCommand(std::string_view text) override { m_commands.handle(text, m_out.events, m_out.reply); }

    void dispatchPlain(const ControlSequence& control);
    void dispatchPlainLimited(char final, const Parameters& parameters);
    void dispatchPrivate(const ControlSequence& control);
    void changeMode(int mode, PrivateModes::State state);
    void followScreen(int mode, PrivateModes::State state);
    void setCursorShape(int shape);
    void emitControl(std::span<const int> values, char final);
    void release();
    void reset();

    ColourSource m_colours;
    OperatingSystemCommands m_commands;
    EscapeParser m_parser;
    GraphicRendition m_rendition;
    PrivateModes m_modes;
    Output m_out;
    std::string m_held; ///< of a synchronized update
    bool m_holding = false;
    std::string m_scratch;
};

StreamFilter::Output StreamFilter::Private::feed(std::string_view bytes) {
    m_parser.feed(bytes);
    m_out.holding = m_holding;
    return std::exchange(m_out, {});
}

StreamFilter::Output StreamFilter::Private::flush() {
    release();
    return std::exchange(m_out, {});
}

void StreamFilter::Private::onText(std::string_view bytes) {
    if (!m_holding) {
        m_out.screen += bytes;
        return;
    }
    m_held += bytes;
    if (m_held.size() > HoldLimit)
        release();
}

void StreamFilter::Private::release() {
    m_holding = false;
    if (m_out.screen.empty())
        m_out.screen = std::exchange(m_held, {});
    else
        m_out.screen += std::exchange(m_held, {});
}

void StreamFilter::Private::onEscape(std::string_view intermediates, char final) {
    if (!intermediates.empty()) {
        const bool charset = intermediates.size() == 1 &&
                             std::string_view("()*+").contains(intermediates[0]) &&
                             std::string_view("0AB").contains(final);
        const bool lineShape = intermediates == "#" && std::string_view("34568").contains(final);
        if (charset || lineShape)
            onText(std::string{'\x1b', intermediates[0], final});
        return;
    }
    if (final == '7')
        m_rendition.saveCursor();
    else if (final == '8')
        m_rendition.restoreCursor();
    else if (final == 'c')
        reset();
    else if (!std::string_view("DEHM=>no").contains(final))
        return;
    onText(std::string{'\x1b', final});
}

void StreamFilter::Private::reset() {
    release();
    m_modes.reset();
    m_rendition.reset();
    m_commands.reset();
}

void StreamFilter::Private::onControl(const ControlSequence& control) {
    const bool bare = control.intermediates.empty();
    if (control.prefix == 0 && bare)
        dispatchPlain(control);
    else if (control.prefix == '?')
        dispatchPrivate(control);
    else if (control.prefix == 0 && control.intermediates == " " && control.final == 'q')
        setCursorShape(Parameters(control.parameters).first());
    else if (control.prefix == '>' && bare && control.final == 'c' &&
             Parameters(control.parameters).first() == 0)
        onText("\x1b[>c"); // secondary device attributes
}

void StreamFilter::Private::dispatchPlain(const ControlSequence& control) {
    if (control.final == 'm') {
        m_scratch.clear();
        m_rendition.rewrite(control.parameters, m_colours, m_scratch);
        onText(m_scratch);
        return;
    }
    const Parameters parameters(control.parameters);
    const auto firstOnly = parameters.values().first(std::min<std::size_t>(1, parameters.size()));
    const auto firstTwo = parameters.values().first(std::min<std::size_t>(2, parameters.size()));
    if (std::string_view("ABCDEFGIJKLMPSXZ@dg").contains(control.final))
        emitControl(firstOnly, control.final);
    else if (std::string_view("Hfr").contains(control.final))
        emitControl(firstTwo, control.final);
    else if (control.final == '`') // other names of the same movements
        emitControl(firstOnly, 'G');
    else if (control.final == 'a')
        emitControl(firstOnly, 'C');
    else if (control.final == 'e')
        emitControl(firstOnly, 'B');
    else
        dispatchPlainLimited(control.final, parameters);
}

/// Sequences that pass with some parameters only.
void StreamFilter::Private::dispatchPlainLimited(char final, const Parameters& parameters) {
    const int first = parameters.first();
    const auto values = parameters.values();
    switch (final) {
    case 'T': // with more than one it is mouse tracking
        if (parameters.size() <= 1)
            emitControl(values, 'T');
        break;
    case 'b':
        emitControl(std::array{std::clamp(first, 1, RepeatLimit)}, 'b');
        break;
    case 'c':
        if (first == 0)
            onText("\x1b[c");
        break;
    case 'n':
        if (first == 5 || first == 6)
            emitControl(std::array{first}, 'n');
        break;
    case 's':
    case 'u':
        if (!parameters.empty())
            return;
        if (final == 's')
            m_rendition.saveCursor();
        else
            m_rendition.restoreCursor();
        emitControl({}, final);
        break;
    case 'h':
    case 'l':
        for (const int mode : values) {
            if (mode == 4 || mode == 20)
                emitControl(std::array{mode}, final);
        }
        break;
    default:
        break;
    }
}

void StreamFilter::Private::dispatchPrivate(const ControlSequence& control) {
    const Parameters parameters(control.parameters);
    if (control.intermediates == "$" && control.final == 'p') {
        m_out.reply += m_modes.report(parameters.first()).value_or(std::string_view());
        return;
    }
    if (!control.intermediates.empty() || (control.final != 'h' && control.final != 'l'))
        return;
    const auto newState = control.final == 'h' ? PrivateModes::State::Set : PrivateModes::State::Reset;
    for (const int mode : parameters.values())
        changeMode(mode, newState);
}

void StreamFilter::Private::changeMode(int mode, PrivateModes::State newState) {
    m_modes.change(mode, newState);
    if (mode == PrivateModes::SynchronizedOutput) {
        if (newState == PrivateModes::State::Set)
            m_holding = true;
        else
            release();
        return;
    }
    if (!PrivateModes::isForEmulator(mode))
        return;
    followScreen(mode, newState);
    m_scratch.clear();
    appendControlSequence(m_scratch, '?', std::array{mode}, newState == PrivateModes::State::Set ? 'h' : 'l');
    onText(m_scratch);
}

/// Keeps the rendition's idea of the current screen and of the saved cursor equal to the emulator's.
void StreamFilter::Private::followScreen(int mode, PrivateModes::State newState) {
    const bool set = newState == PrivateModes::State::Set;
    const auto screen = set ? GraphicRendition::Screen::Alternate : GraphicRendition::Screen::Main;
    const bool savesToo = mode == PrivateModes::AlternateScreen;
    if ((savesToo || mode == 1048) && set)
        m_rendition.saveCursor();
    if (savesToo || mode == 47 || mode == 1047)
        m_rendition.selectScreen(screen);
    if ((savesToo || mode == 1048) && !set)
        m_rendition.restoreCursor();
}

/// Block, underline and bar; the blinking ones become still.
void StreamFilter::Private::setCursorShape(int shape) {
    static constexpr std::array Shapes{"\x1b[2 q", "\x1b[2 q", "\x1b[2 q", "\x1b[4 q",
                                       "\x1b[4 q", "\x1b[6 q", "\x1b[6 q"};
    if (static_cast<std::size_t>(shape) < Shapes.size())
        onText(Shapes[static_cast<std::size_t>(shape)]);
}

void StreamFilter::Private::emitControl(std::span<const int> values, char final) {
    m_scratch.clear();
    appendControlSequence(m_scratch, 0, values, final);
    onText(m_scratch);
}

StreamFilter::StreamFilter(ColourSource colours) : m_private(std::make_unique<Private>(std::move(colours))) {
}

StreamFilter::~StreamFilter() = default;

StreamFilter::Output StreamFilter::feed(std::string_view bytes) {
    return m_private->feed(bytes);
}

StreamFilter::Output StreamFilter::flush() {
    return m_private->flush();
}

bool StreamFilter::bracketedPaste() const {
    return m_private->isSet(PrivateModes::BracketedPaste);
}

bool StreamFilter::wantsFocusReports() const {
    return m_private->isSet(PrivateModes::FocusReports);
}

} // namespace ax::terminal
