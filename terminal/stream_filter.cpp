// SPDX-License-Identifier: MIT
#include "terminal/stream_filter.h"

#include "terminal/control_sequence.h"
#include "terminal/graphic_rendition.h"
#include "terminal/operating_system_command.h"
#include "terminal/private_modes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ax::terminal {
namespace {

constexpr std::size_t SequenceLimit = 256;
constexpr std::size_t StringLimit = 1024 * 1024;
constexpr std::size_t HoldLimit = 4 * 1024 * 1024;
constexpr int RepeatLimit = 1024;

constexpr char Bell = '\a';
constexpr char Cancel = '\x18';
constexpr char Substitute = '\x1a';
constexpr char Escape = '\x1b';
constexpr char Delete = '\x7f';
/// First byte of U+0080 to U+00BF. The lower half are C1 controls, which the emulator would obey: U+009B is
/// CSI.
constexpr char C1Lead = '\xc2';
constexpr std::string_view ReplacementCharacter = "\xef\xbf\xbd";

constexpr bool isPassedControl(char c) {
    return c >= '\a' && c <= '\x0f'; // BEL BS HT LF VT FF CR SO SI
}

constexpr bool isHigh(char c) {
    return (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// Bytes that go to the screen as they are while no sequence is open.
constexpr auto Plain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = static_cast<char>(i);
        plain[i] = isPassedControl(c) || (i >= 0x20 && c != Delete && c != C1Lead);
    }
    return plain;
}();

} // namespace

class StreamFilter::Private {
public:
    explicit Private(ColourSource source) : colours(std::move(source)), commands(colours) {}

    void consume(std::string_view bytes);
    void release();

    Output out;
    std::string held; ///< of a synchronized update
    bool holding = false;
    PrivateModes modes;

private:
    enum class State {
        Ground,
        C1,           ///< C1Lead was read
        Escape,       ///< ESC
        Designation,  ///< ESC and an intermediate
        Control,      ///< CSI
        Command,      ///< OSC
        CommandEnd,   ///< OSC, ESC
        Discarded,    ///< DCS, APC, PM, SOS or a screen title
        DiscardedEnd, ///< the same, ESC
    };

    void show(std::string_view bytes);
    std::size_t plainRun(std::string_view bytes) const;
    void step(char c);
    bool stepControlCharacter(char c);
    void stepC1(char c);
    void stepEscape(char c);
    void stepDesignation(char c);
    void stepControl(char c);
    void stepCommand(char c);
    void stepCommandEnd(char c);
    void stepDiscarded(char c);
    void stepDiscardedEnd(char c);
    void finishCommand();
    void again(char c);

    void dispatchEscape(char final);
    void dispatchControl(const ControlSequence& sequence);
    void dispatchPlain(const ControlSequence& sequence);
    void dispatchPlainLimited(char final, const Parameters& parameters);
    void dispatchPrivate(const ControlSequence& sequence);
    void changeMode(int mode, PrivateModes::State state);
    void followScreen(int mode, PrivateModes::State state);
    void setCursorShape(int shape);
    void emitControl(std::span<const int> values, char final);

    ColourSource colours;
    OperatingSystemCommands commands;
    GraphicRendition rendition;
    State state = State::Ground;
    std::string sequence; ///< CSI without its introducer, or the intermediates of an ESC sequence
    std::string command;  ///< OSC
    bool tooLong = false;
    std::string scratch;
};

void StreamFilter::Private::show(std::string_view bytes) {
    if (!holding) {
        out.screen += bytes;
        return;
    }
    held += bytes;
    if (held.size() > HoldLimit)
        release();
}

void StreamFilter::Private::release() {
    holding = false;
    if (out.screen.empty())
        out.screen = std::exchange(held, {});
    else
        out.screen += std::exchange(held, {});
}

std::size_t StreamFilter::Private::plainRun(std::string_view bytes) const {
    const auto isPlain = [](char c) { return Plain[static_cast<unsigned char>(c)]; };
    return static_cast<std::size_t>(std::ranges::find_if_not(bytes, isPlain) - bytes.begin());
}

void StreamFilter::Private::consume(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t run = state == State::Ground ? plainRun(bytes) : 0;
        if (run != 0) {
            show(bytes.substr(0, run));
            bytes.remove_prefix(run);
        } else {
            step(bytes.front());
            bytes.remove_prefix(1);
        }
    }
}

/// The control characters that mean the same inside and outside of a sequence that is not a string.
bool StreamFilter::Private::stepControlCharacter(char c) {
    if (c == Escape) {
        state = State::Escape;
        return true;
    }
    if (c == Cancel || c == Substitute) {
        state = State::Ground;
        return true;
    }
    if (isPassedControl(c))
        show({&c, 1});
    return static_cast<unsigned char>(c) < 0x20 || c == Delete;
}

void StreamFilter::Private::step(char c) {
    switch (state) {
    case State::Ground:
        if (c == C1Lead)
            state = State::C1;
        else if (!stepControlCharacter(c))
            show({&c, 1});
        break;
    case State::C1:
        stepC1(c);
        break;
    case State::Escape:
        stepEscape(c);
        break;
    case State::Designation:
        stepDesignation(c);
        break;
    case State::Control:
        stepControl(c);
        break;
    case State::Command:
        stepCommand(c);
        break;
    case State::CommandEnd:
        stepCommandEnd(c);
        break;
    case State::Discarded:
        stepDiscarded(c);
        break;
    case State::DiscardedEnd:
        stepDiscardedEnd(c);
        break;
    }
}

/// The sequence so far was none; `c` is looked at afresh.
void StreamFilter::Private::again(char c) {
    state = State::Ground;
    step(c);
}

void StreamFilter::Private::stepC1(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xA0) {
        state = State::Ground;
        return;
    }
    // A lone lead byte must not wait on the screen's side for a continuation that comes after something
    // removed.
    const bool continued = byte >= 0xA0 && byte < 0xC0;
    show(continued ? std::string_view(&C1Lead, 1) : ReplacementCharacter);
    again(c);
}

void StreamFilter::Private::stepEscape(char c) {
    if (stepControlCharacter(c))
        return;
    if (isHigh(c)) {
        again(c);
        return;
    }
    sequence.clear();
    switch (c) {
    case '[':
        tooLong = false;
        state = State::Control;
        return;
    case ']':
        tooLong = false;
        command.clear();
        state = State::Command;
        return;
    case 'P':
    case 'X':
    case '^':
    case '_':
    case 'k':
        state = State::Discarded;
        return;
    default:
        break;
    }
    if (c >= ' ' && c <= '/') {
        sequence = c;
        state = State::Designation;
        return;
    }
    state = State::Ground;
    dispatchEscape(c);
}

void StreamFilter::Private::stepDesignation(char c) {
    if (stepControlCharacter(c))
        return;
    if (isHigh(c)) {
        again(c);
        return;
    }
    if (c >= ' ' && c <= '/') {
        if (sequence.size() < SequenceLimit)
            sequence += c;
        return;
    }
    state = State::Ground;
    const bool charset = sequence.size() == 1 && std::string_view("()*+").contains(sequence[0]) &&
                         std::string_view("0AB").contains(c);
    const bool lineShape = sequence == "#" && std::string_view("34568").contains(c);
    if (charset || lineShape)
        show(std::string{Escape, sequence[0], c});
}

void StreamFilter::Private::stepControl(char c) {
    if (stepControlCharacter(c))
        return;
    if (isHigh(c)) {
        again(c);
        return;
    }
    if (c < '@') {
        if (sequence.size() < SequenceLimit)
            sequence += c;
        else
            tooLong = true;
        return;
    }
    state = State::Ground;
    if (!tooLong)
        dispatchControl(splitControlSequence(sequence, c));
}

void StreamFilter::Private::stepCommand(char c) {
    if (c == Bell) {
        finishCommand();
    } else if (c == Escape) {
        state = State::CommandEnd;
    } else if (c == Cancel || c == Substitute) {
        state = State::Ground;
    } else if (command.size() < StringLimit) {
        command += c;
    } else if (!tooLong) {
        tooLong = true;
        command = {};
        command.shrink_to_fit();
    }
}

void StreamFilter::Private::stepCommandEnd(char c) {
    if (c == '\\') {
        finishCommand();
        return;
    }
    // Not a terminator: the string is broken off, and the ESC begins something else.
    state = State::Escape;
    stepEscape(c);
}

void StreamFilter::Private::finishCommand() {
    state = State::Ground;
    if (!tooLong)
        commands.handle(command, out.events, out.reply);
    if (command.capacity() > 64 * SequenceLimit)
        command = {};
}

void StreamFilter::Private::stepDiscarded(char c) {
    if (c == Escape)
        state = State::DiscardedEnd;
    else if (c == Cancel || c == Substitute)
        state = State::Ground;
}

void StreamFilter::Private::stepDiscardedEnd(char c) {
    if (c == '\\') {
        state = State::Ground;
    } else if (c == Escape) {
        state = State::Discarded; // a doubled ESC is data: tmux wraps sequences so
    } else {
        state = State::Escape;
        stepEscape(c);
    }
}

void StreamFilter::Private::dispatchEscape(char final) {
    switch (final) {
    case '7':
        rendition.saveCursor();
        break;
    case '8':
        rendition.restoreCursor();
        break;
    case 'c':
        release();
        modes.reset();
        rendition.reset();
        commands.reset();
        break;
    default:
        if (!std::string_view("DEHM=>no").contains(final))
            return;
    }
    show(std::string{Escape, final});
}

void StreamFilter::Private::emitControl(std::span<const int> values, char final) {
    scratch.clear();
    appendControlSequence(scratch, 0, values, final);
    show(scratch);
}

void StreamFilter::Private::dispatchControl(const ControlSequence& control) {
    if (control.final == 0)
        return;
    if (control.prefix == 0 && control.intermediates.empty())
        dispatchPlain(control);
    else if (control.prefix == '?')
        dispatchPrivate(control);
    else if (control.prefix == 0 && control.intermediates == " " && control.final == 'q')
        setCursorShape(Parameters(control.parameters).first());
    // Secondary device attributes; keyboard protocols and name queries are not for this emulator.
    else if (control.prefix == '>' && control.intermediates.empty() && control.final == 'c' &&
             Parameters(control.parameters).first() == 0)
        show("\x1b[>c");
}

void StreamFilter::Private::dispatchPlain(const ControlSequence& control) {
    if (control.final == 'm') {
        scratch.clear();
        rendition.rewrite(control.parameters, colours, scratch);
        show(scratch);
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
            show("\x1b[c");
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
            rendition.saveCursor();
        else
            rendition.restoreCursor();
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
        out.reply += modes.report(parameters.first()).value_or(std::string_view());
        return;
    }
    if (!control.intermediates.empty() || (control.final != 'h' && control.final != 'l'))
        return;
    const auto newState = control.final == 'h' ? PrivateModes::State::Set : PrivateModes::State::Reset;
    for (const int mode : parameters.values())
        changeMode(mode, newState);
}

void StreamFilter::Private::changeMode(int mode, PrivateModes::State newState) {
    modes.change(mode, newState);
    if (mode == PrivateModes::SynchronizedOutput) {
        if (newState == PrivateModes::State::Set)
            holding = true;
        else
            release();
        return;
    }
    if (!PrivateModes::isForEmulator(mode))
        return;
    followScreen(mode, newState);
    scratch.clear();
    appendControlSequence(scratch, '?', std::array{mode}, newState == PrivateModes::State::Set ? 'h' : 'l');
    show(scratch);
}

/// Keeps the rendition's idea of the current screen and of the saved cursor equal to the emulator's.
void StreamFilter::Private::followScreen(int mode, PrivateModes::State newState) {
    const bool set = newState == PrivateModes::State::Set;
    const auto screen = set ? GraphicRendition::Screen::Alternate : GraphicRendition::Screen::Main;
    const bool savesToo = mode == PrivateModes::AlternateScreen;
    if ((savesToo || mode == 1048) && set)
        rendition.saveCursor();
    if (savesToo || mode == 47 || mode == 1047)
        rendition.selectScreen(screen);
    if ((savesToo || mode == 1048) && !set)
        rendition.restoreCursor();
}

/// Block, underline and bar; the blinking ones become still.
void StreamFilter::Private::setCursorShape(int shape) {
    static constexpr std::array Shapes{"\x1b[2 q", "\x1b[2 q", "\x1b[2 q", "\x1b[4 q",
                                       "\x1b[4 q", "\x1b[6 q", "\x1b[6 q"};
    if (static_cast<std::size_t>(shape) < Shapes.size())
        show(Shapes[static_cast<std::size_t>(shape)]);
}

StreamFilter::StreamFilter(ColourSource colours) : d(std::make_unique<Private>(std::move(colours))) {
}

StreamFilter::~StreamFilter() = default;

StreamFilter::Output StreamFilter::feed(std::string_view bytes) {
    d->consume(bytes);
    d->out.holding = d->holding;
    return std::exchange(d->out, {});
}

StreamFilter::Output StreamFilter::flush() {
    d->release();
    d->out.holding = false;
    return std::exchange(d->out, {});
}

bool StreamFilter::bracketedPaste() const {
    return d->modes.isSet(PrivateModes::BracketedPaste);
}

bool StreamFilter::wantsFocusReports() const {
    return d->modes.isSet(PrivateModes::FocusReports);
}

} // namespace ax::terminal
