// SPDX-License-Identifier: MIT
#pragma once

#include "app/demo-agent/program_reporter.h"
#include "core/base/pty_process.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ax::demo {

/// The conversation, and below it a region that changes: what is going on, a question or the prompt. What was
/// said scrolls away into the terminal's own history; the region is erased and drawn anew with every paint().
/// Nothing wraps by itself, so any size will do.
class Screen {
public:
    enum class Tone : std::uint8_t { Person, Answer, Tool, Outcome, Notice };

    /// What the region shows.
    struct Region {
        std::string activity; ///< "Working …"; empty when nothing goes on
        std::vector<std::string> question;
        std::size_t choice = 0; ///< the marked line of `question`
        std::string prompt;     ///< unseen while there is a question
        std::size_t cursor = 0; ///< in bytes of `prompt`
        std::string hint;
    };

    Screen(Output output, TerminalSize size) : m_output(std::move(output)), m_size(size) {}

    /// The box at the top. First of all.
    void showHead(std::vector<std::string> lines);
    void show(Tone tone, std::string_view text);
    /// Text that arrives word by word: begin, more of it, and the end.
    void beginStream(Tone tone);
    void stream(std::string_view more);
    void endStream() { m_isStreaming = false; }

    void paint(const Region& region);
    /// Draws everything again, as after a change of size.
    void resize(TerminalSize size);
    /// Leaves the cursor on a fresh line below everything.
    void leave();

private:
    struct Paragraph {
        Tone tone;
        std::string text;
    };
    struct Drawn {
        std::vector<std::string> lines;
        std::size_t cursorLine = 0;
        int cursorColumn = 0;
    };

    int width() const;
    std::vector<std::string> layOut(const Paragraph& paragraph) const;
    std::vector<std::string> layOutHead() const;
    void drawConversation(std::string& out, std::vector<std::string>& unfinished);
    Drawn drawRegion(const Region& region, std::vector<std::string> above) const;
    void drawQuestion(const Region& region, Drawn& drawn) const;
    void drawPrompt(const Region& region, Drawn& drawn) const;
    void fit(Drawn& drawn) const;

    Output m_output;
    TerminalSize m_size;
    std::vector<std::string> m_head;
    std::vector<Paragraph> m_paragraphs;
    bool m_isStreaming = false; ///< the last paragraph still grows
    bool m_headIsDrawn = false;
    std::size_t m_drawnParagraphs = 0;
    std::size_t m_drawnLines = 0; ///< of the paragraph after those
    std::size_t m_cursorLine = 0; ///< of the region, as it was painted last
};

} // namespace ax::demo
