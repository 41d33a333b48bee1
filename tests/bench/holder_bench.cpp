// SPDX-License-Identifier: MIT
// What a holder costs: memory and wake-ups at rest, and how fast output gets through it beside a bare
// pseudo-terminal. Prints its numbers; usage: holder_bench [HOLDERS] [MEGABYTES].
#include "core/base/deadline.h"
#include "core/base/detached_process.h"
#include "core/base/file_system.h"
#include "core/hold/end_session.h"
#include "core/hold/frame_socket.h"
#include "core/hold/holder_socket.h"
#include "core/state/heartbeat.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <poll.h>
#include <print>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace ax;

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct World {
    std::filesystem::path folder;
    RealFileSystem files;
    SystemClock clock;
    Environment environment{{}};
    Paths paths;
};

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void start(const World& world, const std::string& id, const std::string& command) {
    const ProcessSpec spec{
        .arguments = {AX_BINARY_DIR "/ax", "run", id, command},
        .workingDirectory = world.folder.string(),
        .variables = {world.environment.variables().begin(), world.environment.variables().end()}};
    if (!startDetached(spec))
        std::println("cannot start a holder");
    while (!readHeartbeat(world.files, world.paths, id))
        std::this_thread::sleep_for(1ms);
}

void awaitEnd(const World& world, const std::string& id) {
    while (readHeartbeat(world.files, world.paths, id))
        std::this_thread::sleep_for(1ms);
}

void makeOutput(const std::filesystem::path& path, int megabytes, const std::string& line) {
    std::ofstream file(path, std::ios::binary);
    std::string block;
    while (block.size() < (1 << 20))
        block += line;
    for (int i = 0; i < megabytes; ++i)
        file.write(block.data(), 1 << 20);
}

double bareTerminal(const std::string& command) {
    const auto begin = Clock::now();
    auto process = PtyProcess::start({.arguments = {"sh", "-c", command},
                                      .workingDirectory = {},
                                      .variables = {{"PATH", "/usr/bin:/bin"}}},
                                     {});
    std::vector<char> buffer(64 * 1024);
    while (process) {
        pollfd wait{.fd = (*process)->masterDescriptor(), .events = POLLIN, .revents = 0};
        ::poll(&wait, 1, -1);
        const auto count = ::read(wait.fd, buffer.data(), buffer.size());
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            break;
    }
    return secondsSince(begin);
}

double withoutClient(const World& world, const std::string& command) {
    const auto begin = Clock::now();
    start(world, "flood", command);
    awaitEnd(world, "flood");
    return secondsSince(begin);
}

double withClient(const World& world, const std::string& command) {
    start(world, "watched", "read line; " + command);
    auto connection = connectToHolder(holderSocketPath(world.environment, world.paths, "watched"));
    FrameSocket socket(std::move(*connection));
    socket.send(FrameType::Attach, encodeAttach({.protocol = HolderProtocol, .size = TerminalSize()}));
    socket.send(FrameType::Input, "\r");
    const auto begin = Clock::now();
    socket.sendNow();
    std::size_t bytes = 0;
    for (bool isThere = true; isThere;) {
        pollfd wait{.fd = socket.descriptor(), .events = POLLIN, .revents = 0};
        ::poll(&wait, 1, -1);
        isThere = socket.receive();
        for (auto frame = socket.next(); frame && *frame; frame = socket.next())
            bytes += (*frame)->payload.size();
    }
    const double seconds = secondsSince(begin);
    std::println("  the client was sent {} MB", bytes >> 20);
    return seconds;
}

long field(long processId, const std::string& file, const std::string& name) {
    std::ifstream in(std::format("/proc/{}/{}", processId, file));
    for (std::string word; in >> word;) {
        long value = 0;
        if (word == name && in >> value)
            return value;
    }
    return 0;
}

void atRest(const World& world, int holders) {
    std::vector<long> processes;
    for (int i = 0; i < holders; ++i) {
        const std::string id = std::format("rest-{}", i);
        start(world, id, "echo a line; exec sleep 1000");
        processes.push_back(readHeartbeat(world.files, world.paths, id)->holder);
    }
    std::this_thread::sleep_for(3s);
    long proportional = 0;
    long privateDirty = 0;
    long switches = 0;
    for (const long process : processes) {
        proportional += field(process, "smaps_rollup", "Pss:");
        privateDirty += field(process, "smaps_rollup", "Private_Dirty:");
        switches -= field(process, "status", "voluntary_ctxt_switches:");
    }
    constexpr auto Watched = 60s;
    std::this_thread::sleep_for(Watched);
    for (const long process : processes)
        switches += field(process, "status", "voluntary_ctxt_switches:");
    std::println(
        "{} holders at rest: {} kB PSS each ({} kB private and dirty), {:.1f} wake-ups each in a minute",
        holders, proportional / holders, privateDirty / holders, static_cast<double>(switches) / holders);
    for (int i = 0; i < holders; ++i)
        (void)endSession(world.files, world.paths, world.clock, std::format("rest-{}", i));
}

void throughput(const World& world, const std::string& name, const std::string& line, int megabytes) {
    const auto path = world.folder / "output";
    makeOutput(path, megabytes, line);
    const std::string command = "stty -opost; cat " + path.string();
    const double bare = bareTerminal(command);
    const double alone = withoutClient(world, command);
    const double watched = withClient(world, command);
    std::println(
        "{}: bare {:.0f} MB/s, holder without client {:.0f} MB/s ({:.0f} %), with one {:.0f} MB/s ({:.0f} %)",
        name, megabytes / bare, megabytes / alone, 100 * bare / alone, megabytes / watched,
        100 * bare / watched);
}

} // namespace

int main(int argc, char** argv) {
    const int holders = argc > 1 ? std::atoi(argv[1]) : 20;
    const int megabytes = argc > 2 ? std::atoi(argv[2]) : 200;
    World world;
    world.folder = std::filesystem::temp_directory_path() / std::format("ax-holder-bench-{}", ::getpid());
    std::filesystem::create_directories(world.folder);
    world.environment = Environment({{"HOME", world.folder.string()},
                                     {"PATH", "/usr/bin:/bin"},
                                     {"XDG_RUNTIME_DIR", world.folder.string()}});
    world.paths = Paths::from(world.environment);
    throughput(world, "plain", "the quick brown fox jumps over the lazy dog, and then it does so again\r\n",
               megabytes);
    throughput(world, "coloured",
               "\x1b[32mthe quick\x1b[0m brown fox \x1b[1;38;5;200mjumps over\x1b[m the lazy dog\r\n",
               megabytes);
    if (holders > 0)
        atRest(world, holders);
    std::filesystem::remove_all(world.folder);
}
