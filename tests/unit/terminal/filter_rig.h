// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/stream_filter.h"

#include <format>
#include <string>
#include <string_view>
#include <vector>

namespace ax::terminal {

inline TerminalColours testColours() {
    TerminalColours colours;
    colours.foreground = 0x1C1E22;
    colours.background = 0xFFFFFF;
    for (std::uint32_t i = 0; i < 16; ++i)
        colours.palette[i] = i * 0x101010;
    return colours;
}

inline std::string describe(const TerminalEvent& event) {
    struct Describe {
        std::string operator()(const TitleEvent& e) const { return "title " + e.title; }
        std::string operator()(const NotificationEvent& e) const { return "note " + e.title + "|" + e.body; }
        std::string operator()(const ProgressEvent& e) const {
            return std::format("progress {} {}", e.state, e.percent);
        }
        std::string operator()(const ClipboardEvent& e) const { return "clipboard " + e.text; }
        std::string operator()(const PromptMarkEvent& e) const { return std::string("mark ") + e.mark; }
        std::string operator()(const ProgramStatusEvent& e) const {
            return std::format("status {} {} {}", static_cast<int>(e.status.state), e.status.program,
                               e.status.message);
        }
        std::string operator()(const WorkingDirectoryEvent& e) const { return "folder " + e.path; }
        std::string operator()(const LinkEvent& e) const { return "link " + e.uri; }
    };
    return std::visit(Describe(), event);
}

/// A filter with everything it gave out so far.
class FilterRig {
public:
    FilterRig() : filter(testColours) {}
    void feed(std::string_view bytes) { take(filter.feed(bytes)); }
    void flush() { take(filter.flush()); }

    StreamFilter filter;
    std::string screen;
    std::string reply;
    std::vector<std::string> events;
    bool holding = false;

    friend bool operator==(const FilterRig& a, const FilterRig& b) {
        return a.screen == b.screen && a.reply == b.reply && a.events == b.events && a.holding == b.holding;
    }

private:
    void take(const StreamFilter::Output& output) {
        screen += output.screen;
        reply += output.reply;
        for (const TerminalEvent& event : output.events)
            events.push_back(describe(event));
        holding = output.holding;
    }
};

} // namespace ax::terminal
