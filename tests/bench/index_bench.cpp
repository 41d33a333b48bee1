// SPDX-License-Identifier: MIT
// Prints what a list of many sessions costs: the first scan, a second one, one append, and the time from an
// append to its snapshot. Usage: ax_index_bench [SESSIONS] [KILOBYTES-EACH]; writes below the folder for
// temporary files and removes it again.
#include "core/base/clock.h"
#include "core/index/live_index.h"
#include "tests/bench/claude_transcript_generator.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <mutex>
#include <print>
#include <string>
#include <thread>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

template <class Work>
double milliseconds(Work work) {
    const auto start = SteadyClock::now();
    work();
    return Milliseconds(SteadyClock::now() - start).count();
}

std::string idNumber(std::size_t number) {
    return std::format("00000000-0000-4000-8000-{:012}", number);
}

/// Resident memory in MB, 0 where the system does not tell.
double residentMegabytes() {
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        double kilobytes = 0;
        if (word == "VmRSS:" && file >> kilobytes)
            return kilobytes / 1e3;
    }
    return 0;
}

/// A home folder full of sessions.
class Home {
public:
    Home(std::size_t sessions, std::size_t bytesEach) {
        std::string pattern = (std::filesystem::temp_directory_path() / "ax-bench-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
        for (std::size_t number = 0; number < sessions; ++number) {
            ax::bench::ClaudeTranscriptGenerator generator(number, idNumber(number));
            std::filesystem::create_directories(transcript(number).parent_path());
            const std::string bytes = generator.transcript(bytesEach);
            std::ofstream(transcript(number)) << bytes;
            m_bytes += bytes.size();
        }
    }
    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;
    ~Home() { std::filesystem::remove_all(m_path); }

    std::filesystem::path transcript(std::size_t number) const {
        return m_path / ".claude/projects" / std::format("-project-{}", number % 50) /
               (idNumber(number) + ".jsonl");
    }
    void append(std::size_t number, const std::string& bytes) const {
        std::ofstream(transcript(number), std::ios::app) << bytes;
    }
    ax::Paths paths() const {
        ax::Paths paths;
        paths.home = m_path.string();
        paths.stateDirectory = (m_path / "state").string();
        return paths;
    }
    std::size_t bytes() const { return m_bytes; }

private:
    std::filesystem::path m_path;
    std::size_t m_bytes = 0;
};

void reportIndex(const Home& home, const ax::IndexContext& context) {
    ax::SessionIndex index(context);
    const double before = residentMegabytes();
    const double first = milliseconds([&] { index.scan(); });
    const double megabytes = static_cast<double>(home.bytes()) / 1e6;
    std::println("first scan {:8.1f} ms for {} sessions, {:.0f} MB ({:.0f} MB/s), memory {:.0f} MB", first,
                 index.current()->sessions.size(), megabytes, megabytes / first * 1e3,
                 residentMegabytes() - before);
    std::println("next scan  {:8.1f} ms", milliseconds([&] { index.scan(); }));

    ax::bench::ClaudeTranscriptGenerator generator(1, idNumber(1));
    constexpr std::size_t Rounds = 200;
    double spent = 0;
    for (std::size_t round = 0; round < Rounds; ++round) {
        const std::size_t number = round % index.current()->sessions.size();
        home.append(number, generator.turn());
        const std::vector<std::string> changed = {home.transcript(number).string()};
        spent += milliseconds([&] { index.update(changed); });
    }
    std::println("one append {:8.3f} ms on average", spent / Rounds);
}

/// From the end of a write to the call of the listener.
void reportLatency(const Home& home, const ax::IndexContext& context) {
    std::mutex mutex;
    std::condition_variable arrived;
    SteadyClock::time_point arrival;
    std::size_t arrivals = 0;
    ax::LiveIndex index(context, [&](const ax::SnapshotPointer&) {
        const std::lock_guard lock(mutex);
        arrival = SteadyClock::now();
        ++arrivals;
        arrived.notify_one();
    });
    std::unique_lock lock(mutex);
    arrived.wait(lock, [&] { return arrivals > 0; });
    std::vector<double> times;
    ax::bench::ClaudeTranscriptGenerator generator(2, idNumber(1));
    for (std::size_t round = 0; round < 60; ++round) {
        const std::size_t seen = arrivals;
        const std::string turn = generator.turn();
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::milliseconds(40)); // beyond the interval of bursts
        home.append(1, turn);
        const auto written = SteadyClock::now();
        lock.lock();
        arrived.wait(lock, [&] { return arrivals > seen; });
        times.push_back(Milliseconds(arrival - written).count());
    }
    times.erase(times.begin(), times.begin() + 10); // while folders were still being watched
    std::ranges::sort(times);
    std::println("append to listener: median {:.2f} ms, worst of {} {:.2f} ms", times[times.size() / 2],
                 times.size(), times.back());
}

} // namespace

int main(int argumentCount, char** arguments) {
    const std::size_t sessions = argumentCount > 1 ? std::strtoul(arguments[1], nullptr, 10) : 2000;
    const std::size_t kilobytes = argumentCount > 2 ? std::strtoul(arguments[2], nullptr, 10) : 200;
    const Home home(std::max<std::size_t>(sessions, 2), kilobytes * 1000);
    const ax::RealFileSystem files;
    const ax::SystemClock clock;
    const ax::IndexContext context = {.files = files,
                                      .clock = clock,
                                      .models = ax::ModelCatalog::builtIn(),
                                      .paths = home.paths(),
                                      .config = ax::builtInConfig()};
    reportIndex(home, context);
    reportLatency(home, context);
}
