// SPDX-License-Identifier: MIT
// Prints what a list of many sessions costs: the first scan without a cache, one by a new process with it,
// one append, watching at rest, and the time from an append to its snapshot.
//
//     ax_index_bench HOME                          a corpus: a home folder with agents' stores; only read
//     ax_index_bench [SESSIONS] [KILOBYTES-EACH]   makes one of Claude Code's sessions, and removes it again
//
// The cache lies below the folder for temporary files either way.
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
#include <sys/resource.h>
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

/// Of the whole process, user and system.
double processorMilliseconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

double peakMegabytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return static_cast<double>(usage.ru_maxrss) / 1e6;
#else
    return static_cast<double>(usage.ru_maxrss) / 1e3;
#endif
}

std::string idNumber(std::size_t number) {
    return std::format("00000000-0000-4000-8000-{:012}", number);
}

/// A folder of its own, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ax-bench-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

std::filesystem::path transcript(const std::filesystem::path& home, std::size_t number) {
    return home / ".claude/projects" / std::format("-project-{}", number % 50) /
           (idNumber(number) + ".jsonl");
}

void fill(const std::filesystem::path& home, std::size_t sessions, std::size_t bytesEach) {
    for (std::size_t number = 0; number < sessions; ++number) {
        ax::bench::ClaudeTranscriptGenerator generator(number, idNumber(number));
        std::filesystem::create_directories(transcript(home, number).parent_path());
        std::ofstream(transcript(home, number)) << generator.transcript(bytesEach);
    }
}

std::uint64_t transcriptBytes(const ax::Snapshot& snapshot) {
    std::uint64_t bytes = 0;
    for (const ax::SessionPointer& row : snapshot.sessions) {
        std::error_code error;
        const auto size = row->format == "opencode" ? 0 : std::filesystem::file_size(row->file, error);
        bytes += error ? 0 : size;
    }
    return bytes;
}

void printScan(const char* name, const ax::IndexContext& context) {
    ax::SessionIndex index(context);
    const double before = processorMilliseconds();
    double firstPart = 0;
    const auto start = SteadyClock::now();
    const double took = milliseconds([&] {
        index.scan([&](const ax::SnapshotPointer&) {
            if (firstPart == 0)
                firstPart = Milliseconds(SteadyClock::now() - start).count();
        });
    });
    const double processor = processorMilliseconds() - before;
    const double megabytes = static_cast<double>(transcriptBytes(*index.current())) / 1e6;
    std::println(
        "{}: {:8.1f} ms ({:.1f} ms processor), {} sessions, {:.0f} MB ({:.0f} MB/s); first part after "
        "{:.0f} ms; peak memory {:.0f} MB",
        name, took, processor, index.current()->sessions.size(), megabytes, megabytes / took * 1e3, firstPart,
        peakMegabytes());
}

void printRescan(const ax::IndexContext& context) {
    ax::SessionIndex index(context);
    index.scan();
    std::println("scan again in the same process: {:8.1f} ms", milliseconds([&] { index.scan(); }));
}

/// Appends to a big file of its own.
void printAppends(const ax::IndexContext& corpus) {
    const TemporaryFolder home;
    ax::IndexContext context = corpus;
    context.paths.home = home.path().string();
    context.paths.cacheDirectory = (home.path() / "cache").string();
    fill(home.path(), 1, 100'000'000);
    ax::bench::ClaudeTranscriptGenerator generator(1, idNumber(0));
    const std::string path = transcript(home.path(), 0).string();
    const std::vector<std::string> changed = {path};
    {
        ax::SessionIndex index(context);
        index.scan();
        const auto append = [&] {
            std::ofstream(path, std::ios::app) << generator.turn();
            const double before = processorMilliseconds();
            index.update(changed);
            return processorMilliseconds() - before;
        };
        std::println(
            "one append to a file of 100 MB: {:.2f} ms processor for the first, {:.3f} ms for the next",
            append(), [&] {
                double sum = 0;
                for (int round = 0; round < 50; ++round)
                    sum += append();
                return sum / 50;
            }());
        index.saveCache();
    }
    std::ofstream(path, std::ios::app) << generator.turn();
    const double before = processorMilliseconds();
    ax::SessionIndex(context).scan();
    std::println("… seen by a new process: {:.2f} ms processor", processorMilliseconds() - before);
}

void printRest(const ax::IndexContext& context) {
    std::mutex mutex;
    std::condition_variable arrived;
    bool isComplete = false;
    ax::LiveIndex index(context, [&](const ax::SnapshotPointer& snapshot) {
        const std::lock_guard lock(mutex);
        isComplete = !snapshot->progress;
        arrived.notify_one();
    });
    {
        std::unique_lock lock(mutex);
        arrived.wait(lock, [&] { return isComplete; });
    }
    std::this_thread::sleep_for(std::chrono::seconds(1)); // the watches are set
    const double before = processorMilliseconds();
    std::this_thread::sleep_for(std::chrono::seconds(10));
    std::println("watching for 10 s: {:.2f} ms processor", processorMilliseconds() - before);
}

/// From the end of a write to the call of the listener.
void printLatency(const std::filesystem::path& home, const ax::IndexContext& context) {
    std::mutex mutex;
    std::condition_variable arrived;
    SteadyClock::time_point arrival;
    std::size_t arrivals = 0;
    ax::LiveIndex index(context, [&](const ax::SnapshotPointer& snapshot) {
        const std::lock_guard lock(mutex);
        arrival = SteadyClock::now();
        arrivals += snapshot->progress ? 0 : 1;
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
        std::ofstream(transcript(home, 1), std::ios::app) << turn;
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
    const bool hasCorpus = argumentCount > 1 && std::filesystem::is_directory(arguments[1]);
    const std::size_t sessions = argumentCount > 1 ? std::strtoul(arguments[1], nullptr, 10) : 2000;
    const std::size_t kilobytes = argumentCount > 2 ? std::strtoul(arguments[2], nullptr, 10) : 200;
    const TemporaryFolder own;
    const std::filesystem::path home = hasCorpus ? std::filesystem::path(arguments[1]) : own.path();
    if (!hasCorpus)
        fill(home, std::max<std::size_t>(sessions, 2), kilobytes * 1000);
    const ax::RealFileSystem files;
    const ax::SystemClock clock;
    ax::Paths paths;
    paths.home = home.string();
    paths.stateDirectory = (own.path() / "state").string();
    paths.cacheDirectory = (own.path() / "cache").string();
    const ax::IndexContext context = {.files = files,
                                      .clock = clock,
                                      .models = ax::ModelCatalog::builtIn(),
                                      .paths = paths,
                                      .config = ax::builtInConfig()};
    printScan("without a cache", context);
    printScan("with a cache   ", context);
    printRescan(context);
    printRest(context);
    printAppends(context);
    if (!hasCorpus)
        printLatency(home, context);
}
