// SPDX-License-Identifier: MIT
// Prints what search over everything that was said costs: building the index, its size, queries for rare and
// for common words inside this process (a keystroke of the window) and as whole processes of `ax search`, and
// ripgrep over the same files where it is installed.
// Usage: ax_search_bench CORPUS_HOME [AX]. The cache goes below the folder for temporary files and is
// removed.
#include "core/base/clock.h"
#include "core/index/session_index.h"
#include "core/search/content_index.h"
#include "core/search/escaped_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <print>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

double since(SteadyClock::time_point start) {
    return Milliseconds(SteadyClock::now() - start).count();
}

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

struct Words {
    std::vector<std::string> rare, common;
};

/// The words of what was said in every tenth session: one in at most two of these is rare, one in a third of
/// them common. The same for the same corpus.
Words wordsOf(const ax::FileSystem& files, const ax::Snapshot& snapshot) {
    std::map<std::string, std::size_t> sessionsWith;
    std::size_t looked = 0;
    for (std::size_t i = 0; i < snapshot.sessions.size(); i += 10) {
        std::set<std::string> words;
        const auto addWords = [&](const ax::SpokenText& spoken) {
            std::string text, word;
            ax::appendUnescaped(spoken.escaped, text);
            for (const char letter : text + ' ') {
                if ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'z')
                    word += static_cast<char>(letter | 0x20);
                else if (std::string done = std::exchange(word, {}); done.size() >= 4 && done.size() <= 16)
                    words.insert(std::move(done));
            }
        };
        const ax::Session& session = *snapshot.sessions[i];
        const auto records = openRecords(files, session.location());
        const auto to = records ? (*records)->endOfStretch(0, 256 << 10) : std::unexpected(records.error());
        if (!to)
            continue;
        ++looked;
        (void)(*records)->read(0, *to, [&](const ax::RecordSource::Record& record) {
            ax::forEachSpokenText(session.format, record.text, addWords);
        });
        for (const std::string& each : words)
            ++sessionsWith[each];
    }
    Words words;
    for (const auto& [word, count] : sessionsWith) {
        if (count <= 2 && word.size() >= 6)
            words.rare.push_back(word);
        if (count >= looked / 3)
            words.common.push_back(word);
    }
    const auto thin = [](std::vector<std::string>& list, std::size_t most) {
        std::vector<std::string> some;
        for (std::size_t i = 0; i < most && i < list.size(); ++i)
            some.push_back(list[i * list.size() / std::min(most, list.size())]);
        list = std::move(some);
    };
    thin(words.rare, 100);
    thin(words.common, 100);
    return words;
}

void report(const std::string& what, std::vector<double> times, double found) {
    if (times.empty())
        return;
    std::ranges::sort(times);
    const std::size_t count = times.size();
    std::println(
        "{:<34} median {:8.2f} ms  p95 {:8.2f} ms  worst {:8.2f} ms  ({} queries, {:.0f} results each)", what,
        times[count / 2], times[std::min(count - 1, count * 95 / 100)], times.back(), count,
        found / static_cast<double>(count));
}

void searchInside(ax::ContentIndex& index, const std::string& what, const std::vector<std::string>& words,
                  const ax::SearchLimits& limits) {
    std::vector<double> times;
    double found = 0;
    for (const std::string& word : words) {
        const auto query = ax::SearchQuery::parse(word, {.now = ax::SystemClock().now()});
        const auto start = SteadyClock::now();
        found += static_cast<double>(index.search(*query, limits).results.size());
        times.push_back(since(start));
    }
    report(what, std::move(times), found);
}

struct Ended {
    double milliseconds = 0;
    long kilobytes = 0; ///< -1: there is no such program
};

/// Runs programs to their ends without their output. It is forked off before this program grows: what a child
/// needs at most would count what its parent had.
class Runner {
public:
    Runner() {
        (void)!pipe(m_orders.data());
        (void)!pipe(m_answers.data());
        std::fflush(stdout); // or the child would print it too
        if (fork() == 0)
            serve();
    }
    Ended run(const std::vector<std::string>& command, const std::string& home, const std::string& cache) {
        std::string order;
        for (const std::string& word : command)
            order += word + '\0';
        const std::array<std::size_t, 3> sizes = {home.size(), cache.size(), order.size()};
        order = home + cache + order;
        (void)!write(m_orders[1], sizes.data(), sizeof sizes);
        (void)!write(m_orders[1], order.data(), order.size());
        Ended ended;
        (void)!read(m_answers[0], &ended, sizeof ended);
        return ended;
    }

private:
    [[noreturn]] void serve() {
        close(m_orders[1]);
        std::array<std::size_t, 3> sizes{};
        while (read(m_orders[0], sizes.data(), sizeof sizes) == sizeof sizes) {
            std::string order(sizes[0] + sizes[1] + sizes[2], '\0');
            (void)!read(m_orders[0], order.data(), order.size());
            const Ended ended = runHere(order, sizes[0], sizes[1]);
            (void)!write(m_answers[1], &ended, sizeof ended);
        }
        _exit(0);
    }
    static Ended runHere(std::string& order, std::size_t home, std::size_t cache) {
        const auto start = SteadyClock::now();
        const pid_t child = fork();
        if (child == 0) {
            setenv("HOME", order.substr(0, home).c_str(), 1);
            setenv("XDG_CACHE_HOME", order.substr(home, cache).c_str(), 1);
            (void)!std::freopen("/dev/null", "w", stdout);
            std::vector<char*> words;
            for (std::size_t at = home + cache; at < order.size(); at = order.find('\0', at) + 1)
                words.push_back(order.data() + at);
            words.push_back(nullptr);
            execvp(words[0], words.data());
            _exit(127);
        }
        int status = 0;
        rusage usage{};
        wait4(child, &status, 0, &usage);
        return {since(start), WIFEXITED(status) && WEXITSTATUS(status) == 127 ? -1 : usage.ru_maxrss};
    }

    std::array<int, 2> m_orders{}, m_answers{};
};

void searchAsProcesses(Runner& runner, const std::string& what, const std::vector<std::string>& before,
                       const std::vector<std::string>& words, const std::vector<std::string>& behind,
                       const std::string& home, const std::string& cache) {
    std::vector<double> times;
    long most = 0;
    for (const std::string& word : words) {
        std::vector<std::string> command = before;
        command.push_back(word);
        command.insert(command.end(), behind.begin(), behind.end());
        const Ended ended = runner.run(command, home, cache);
        if (ended.kilobytes < 0)
            return std::println("{:<34} not installed", what);
        times.push_back(ended.milliseconds);
        most = std::max(most, ended.kilobytes);
    }
    report(what, std::move(times), 0);
    std::println("{:<34} peak RSS {:.0f} MB", "", static_cast<double>(most) / 1024);
}

std::uintmax_t bytesBelow(const std::filesystem::path& folder) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            bytes += entry.file_size();
    }
    return bytes;
}

} // namespace

int main(int argumentCount, char** arguments) {
    if (argumentCount < 2)
        return std::println(stderr, "usage: ax_search_bench CORPUS_HOME [AX]"), 2;
    Runner runner;
    const std::string home = arguments[1];
    std::string cache = (std::filesystem::temp_directory_path() / "ax-search-bench-XXXXXX").string();
    if (!mkdtemp(cache.data()))
        return 1;
    const ax::RealFileSystem files;
    const ax::SystemClock clock;
    ax::Paths paths;
    paths.home = home;
    paths.configFile = home + "/.config/ax/config.toml";
    paths.stateDirectory = home + "/.local/state/ax";
    paths.cacheDirectory = cache + "/ax";
    ax::SessionIndex sessions({files, clock, ax::ModelCatalog::builtIn(), paths, ax::builtInConfig()});
    auto start = SteadyClock::now();
    double cpu = cpuSeconds();
    const ax::SnapshotPointer snapshot = sessions.scan();
    std::println("facts of {} sessions: {:.0f} ms, {:.2f} s CPU", snapshot->sessions.size(), since(start),
                 cpuSeconds() - cpu);

    std::uintmax_t read = 0;
    {
        ax::ContentIndex index(files, paths.cacheDirectory + "/text");
        start = SteadyClock::now();
        cpu = cpuSeconds();
        const auto refreshed = index.refresh(snapshot);
        read = refreshed.bytesIndexed;
        std::println("content index of {} MB: {:.0f} ms, {:.2f} s CPU{}", read / 1'000'000, since(start),
                     cpuSeconds() - cpu, refreshed.problem ? ": " + refreshed.problem->message : "");
    }
    const auto size = bytesBelow(paths.cacheDirectory + "/text");
    std::println("its size: {} MB, {:.1f} % of the transcripts", size / 1'000'000,
                 100.0 * static_cast<double>(size) / static_cast<double>(std::max<std::uintmax_t>(read, 1)));

    ax::ContentIndex index(files, paths.cacheDirectory + "/text");
    start = SteadyClock::now();
    index.refresh(snapshot);
    std::println("opened again and compared with the files: {:.2f} ms", since(start));
    start = SteadyClock::now();
    index.refresh(snapshot);
    std::println("compared with the files: {:.2f} ms", since(start));

    const Words words = wordsOf(files, *snapshot);
    searchInside(index, "rare word, all ids", words.rare, {.detailed = 0});
    searchInside(index, "common word, all ids", words.common, {.detailed = 0});
    const ax::SearchLimits keystroke = {.detailed = 50, .sessions = 500, .unfilteredBytes = 64 << 20};
    searchInside(index, "rare word, as in the window", words.rare, keystroke);
    searchInside(index, "common word, as in the window", words.common, keystroke);

    if (argumentCount > 2) {
        const std::string ax = arguments[2];
        runner.run({ax, "search", "warm-up"}, home, cache);
        searchAsProcesses(runner, "ax search, rare word", {ax, "search"}, words.rare, {}, home, cache);
        searchAsProcesses(runner, "ax search, common word", {ax, "search"}, words.common, {}, home, cache);
    }
    const std::vector<std::string> few(
        words.rare.begin(), words.rare.begin() + std::min<std::ptrdiff_t>(5, std::ssize(words.rare)));
    const std::vector<std::string> fewCommon(
        words.common.begin(), words.common.begin() + std::min<std::ptrdiff_t>(5, std::ssize(words.common)));
    const std::vector<std::string> folders = {home + "/.claude", home + "/.codex", home + "/.pi"};
    searchAsProcesses(runner, "rg -l -i -F, rare word",
                      {"rg", "-l", "-i", "-F", "--hidden", "--no-ignore", "--"}, few, folders, home, cache);
    searchAsProcesses(runner, "rg -l -i -F, common word",
                      {"rg", "-l", "-i", "-F", "--hidden", "--no-ignore", "--"}, fewCommon, folders, home,
                      cache);
    std::filesystem::remove_all(cache);
}
