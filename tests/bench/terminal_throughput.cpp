// SPDX-License-Identifier: MIT
// How fast output gets through the filter, and through filter, pty and emulator onto the screen. Arguments:
// MB to feed (64). Run it under Xvfb, or with QT_QPA_PLATFORM=offscreen.
#include "terminal/colour_scheme.h"
#include "terminal/stream_filter.h"
#include "terminal/terminal_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <string>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t Chunk = 64 * 1024;

std::string plainText(std::size_t size) {
    std::string text;
    for (int i = 0; text.size() < size; ++i)
        text += std::format(
            "{:8} the quick brown fox jumps over the lazy dog, again and again, and again, until it ends\r\n",
            i);
    return text;
}

std::string colouredText(std::size_t size) {
    std::string text;
    for (int i = 0; text.size() < size; ++i) {
        text += std::format(
            "\x1b[1;3{}m{:8}\x1b[0m \x1b[38;5;{}mthe quick\x1b[39m \x1b[38;2;{};80;90mbrown fox\x1b[0m "
            "\x1b[2mjumps over\x1b[22m the \x1b[48;5;{}mlazy\x1b[49m dog\x1b[K\r\n",
            i % 8, i, i % 256, i % 256, i % 256);
    }
    return text;
}

double megabytesASecond(std::size_t bytes, qint64 nanoseconds) {
    return static_cast<double>(bytes) / 1e6 / (static_cast<double>(nanoseconds) / 1e9);
}

double throughFilter(const std::string& text) {
    const TerminalColours colours = readScheme(TerminalAppearance::Scheme::Light);
    StreamFilter filter([&colours] { return colours; });
    QElapsedTimer timer;
    timer.start();
    for (std::size_t at = 0; at < text.size(); at += Chunk)
        (void)filter.feed(std::string_view(text).substr(at, Chunk));
    return megabytesASecond(text.size(), timer.nsecsElapsed());
}

/// Plays a text as fast as it is taken, then asks for the cursor: the answer means that all of it was read.
class Player final : public ByteChannel {
public:
    explicit Player(const std::string& text) : m_text(text) {}
    void write(const QByteArray& bytes) override { answered = answered || bytes.endsWith('R'); }
    void resize(ax::TerminalSize) override {}
    void setFlow(Flow flow) override { m_flow = flow; }
    void close() override {}

    void playSome() {
        if (m_flow == Flow::Paused || m_at > m_text.size())
            return;
        const std::string_view part = std::string_view(m_text).substr(m_at, Chunk);
        m_at += Chunk;
        Q_EMIT received(QByteArray(part.data(), static_cast<qsizetype>(part.size())));
        if (m_at > m_text.size())
            Q_EMIT received("\x1b[6n"_ba);
    }
    bool answered = false;

private:
    const std::string& m_text;
    std::size_t m_at = 0;
    Flow m_flow = Flow::Running;
};

void throughView(const char* name, const std::string& text) {
    auto owned = std::make_unique<Player>(text);
    Player& player = *owned;
    const auto view = TerminalView::create(std::move(owned), {});
    view->resize(1000, 640);
    view->show();
    QCoreApplication::processEvents();
    qint64 longest = 0;
    QElapsedTimer timer;
    QElapsedTimer turn;
    timer.start();
    while (!player.answered) {
        turn.start();
        player.playSome();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, turn.nsecsElapsed());
    }
    std::printf("%-10s filter and view %7.1f MB/s, longest turn of the event loop %.1f ms\n", name,
                megabytesASecond(text.size(), timer.nsecsElapsed()), static_cast<double>(longest) / 1e6);
}

} // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    const std::size_t size = (argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 64) * 1'000'000;
    for (const auto& [name, text] :
         {std::pair("plain", plainText(size)), std::pair("coloured", colouredText(size))}) {
        std::printf("%-10s filter alone    %7.1f MB/s\n", name, throughFilter(text));
        throughView(name, text);
    }
    return 0;
}
