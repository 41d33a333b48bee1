// SPDX-License-Identifier: MIT
/// Writes a home folder with the sessions of four agents, the same bytes on every machine.
#include "tests/bench/corpus_writer.h"

#include <chrono>
#include <cstdlib>
#include <print>

int main(int argumentCount, char** arguments) {
    const std::size_t sessions = argumentCount > 2 ? std::strtoul(arguments[2], nullptr, 10) : 0;
    if (sessions == 0 || argumentCount > 4) {
        std::println(stderr,
                     "usage: ax_corpus FOLDER SESSIONS [SEED]\n"
                     "FOLDER becomes a home folder with that many sessions: 1000 are half a gigabyte.");
        return 2;
    }
    const std::uint64_t seed = argumentCount > 3 ? std::strtoull(arguments[3], nullptr, 10) : 1;
    const auto start = std::chrono::steady_clock::now();
    std::uint64_t bytes = 0;
    for (const ax::bench::WrittenSession& session :
         ax::bench::CorpusWriter(arguments[1], sessions, seed).write())
        bytes += session.bytes;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    std::println("{} sessions, {:.1f} MB in {:.1f} s ({:.0f} MB/s)", sessions,
                 static_cast<double>(bytes) / 1e6, spent.count(),
                 static_cast<double>(bytes) / 1e6 / spent.count());
}
