// SPDX-License-Identifier: MIT
#include "app/demo-agent/agent.h"
#include "app/demo-agent/terminal.h"
#include "core/base/environment.h"
#include "core/base/paths.h"

#include <cstdio>
#include <filesystem>
#include <print>
#include <unistd.h>

namespace {

using namespace ax;
using namespace ax::demo;
using namespace std::chrono_literals;

/// How long the bytes of one key may take to come together.
constexpr auto KeyPatience = 40ms;

int fail(const std::string& message, int code) {
    std::println(stderr, "{}", message);
    return code;
}

Home homeOfThisProcess() {
    std::error_code gone; // the folder was removed under us: agents go on in it, and so do we
    return {.folder = Paths::from(Environment::ofThisProcess()).home,
            .directory = std::filesystem::current_path(gone).string(),
            .processId = ::getpid()};
}

std::optional<std::chrono::milliseconds> patience(const Agent& agent, const KeyDecoder& keys, Timestamp now) {
    if (keys.isUndecided())
        return KeyPatience;
    const auto next = agent.nextMoment();
    if (!next)
        return {};
    return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(*next - now));
}

/// Until the person, the terminal or a signal ends it.
void converse(Agent& agent, Terminal& terminal, const Clock& clock) {
    KeyDecoder decoder;
    const auto handleAll = [&agent](const std::vector<Key>& keys) {
        for (const Key& key : keys)
            agent.handle(key);
    };
    while (!agent.hasEnded()) {
        const Terminal::Event event = terminal.wait(patience(agent, decoder, clock.now()));
        switch (event.kind) {
        case Terminal::Event::Kind::Input:
            handleAll(decoder.feed(event.bytes));
            break;
        case Terminal::Event::Kind::Resized:
            agent.resize(terminal.size());
            break;
        case Terminal::Event::Kind::HungUp:
            return;
        case Terminal::Event::Kind::TimedOut:
            handleAll(decoder.decide());
            break;
        }
        const auto next = agent.nextMoment();
        if (next && *next <= clock.now())
            agent.advance();
    }
}

} // namespace

int main(int argc, char** argv) {
    const auto options = parseOptions({argv + 1, argv + argc});
    if (!options)
        return fail(options.error().message + "\n\n" + usageText(), 2);
    if (options->wantsHelp) {
        std::print("{}", usageText());
        return 0;
    }
    if (!Terminal::isPresent())
        return fail("The demo agent needs a terminal.", 2);
    const RealFileSystem files;
    const SystemClock clock;
    auto store = SessionStore::open(files, clock, homeOfThisProcess(), *options, DemoRandom::unpredictable());
    if (!store)
        return fail(store.error().message, 1);
    auto terminal = Terminal::open();
    if (!terminal)
        return fail(terminal.error().message, 2);
    const Output output = [&terminal](std::string_view bytes) { terminal->write(bytes); };
    ProgramReporter reporter(output);
    Screen screen(output, terminal->size());
    Agent agent({clock, **store, reporter, screen}, *options);
    agent.begin(options->task);
    converse(agent, *terminal, clock);
    agent.end();
    return 0;
}
