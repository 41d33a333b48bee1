// SPDX-License-Identifier: MIT
/// Writes a home folder with the sessions of four agents, the same bytes on every machine.
#include "tests/bench/corpus_writer.h"
#include "tests/bench/hostile_home.h"

#include <chrono>
#include <cstdlib>
#include <print>
#include <string_view>

namespace {

int writeCorpus(const char* folder, std::size_t sessions, std::uint64_t seed) {
    const auto start = std::chrono::steady_clock::now();
    std::uint64_t bytes = 0;
    for (const ax::bench::WrittenSession& session : ax::bench::CorpusWriter(folder, sessions, seed).write())
        bytes += session.bytes;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    std::println("{} sessions, {:.1f} MB in {:.1f} s ({:.0f} MB/s)", sessions,
                 static_cast<double>(bytes) / 1e6, spent.count(),
                 static_cast<double>(bytes) / 1e6 / spent.count());
    return 0;
}

} // namespace

int main(int argumentCount, char** arguments) {
    const auto number = [&](int index, std::uint64_t otherwise) {
        return argumentCount > index ? std::strtoull(arguments[index], nullptr, 10) : otherwise;
    };
    if (argumentCount > 2 && argumentCount <= 4 && std::string_view(arguments[1]) == "--hostile") {
        ax::bench::writeHostileHome(arguments[2], number(3, 200'000));
        return 0;
    }
    if (argumentCount <= 2 || argumentCount > 4 || number(2, 0) == 0) {
        std::println(stderr,
                     "usage: ax_corpus FOLDER SESSIONS [SEED]\n"
                     "       ax_corpus --hostile FOLDER [TINY-FILES]\n"
                     "FOLDER becomes a home folder with that many sessions: 1000 are half a gigabyte.\n"
                     "A hostile one has what breaks readers, and 200000 tiny files unless told otherwise.");
        return 2;
    }
    return writeCorpus(arguments[1], number(2, 0), number(3, 1));
}
