// SPDX-License-Identifier: MIT
// Prints how fast transcripts are read on one core, beside a plain line scan of the same bytes, and what an
// append costs. Usage: ax_transcript_bench [MEGABYTES] [FILE …]; files are read in place of generated ones.
#include "core/base/file_system.h"
#include "core/transcripts/transcript_reader.h"
#include "tests/bench/claude_transcript_generator.h"

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <print>
#include <vector>

namespace {

/// Time on the core, not on the wall: other programs do not count.
double coreSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// The best of a few rounds: the others measure the neighbours.
template <class Work>
double bestSeconds(Work work) {
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        const double start = coreSeconds();
        work();
        best = std::min(best, coreSeconds() - start);
    }
    return best;
}

std::size_t countLines(std::string_view bytes) {
    std::size_t lines = 0;
    while (const void* found = std::memchr(bytes.data(), '\n', bytes.size())) {
        ++lines;
        bytes.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) + 1);
        if (bytes.empty())
            break;
    }
    return lines;
}

class MemoryFile final : public ax::ReadableFile {
public:
    explicit MemoryFile(std::string bytes) : m_bytes(std::move(bytes)) {}
    void append(std::string_view bytes) { m_bytes += bytes; }
    std::string_view bytes() const { return m_bytes; }
    ax::Result<ax::FileStatus> status() const override {
        return ax::FileStatus{
            .identity = {}, .kind = ax::FileKind::Regular, .size = m_bytes.size(), .modifiedNanoseconds = 0};
    }
    ax::Result<std::size_t> readAt(std::uint64_t offset, std::span<char> into) const override {
        const auto part = std::string_view(m_bytes).substr(offset, into.size());
        std::memcpy(into.data(), part.data(), part.size());
        return part.size();
    }

private:
    std::string m_bytes;
};

void report(const char* name, std::string_view bytes, const ax::ReadableFile& file) {
    ax::TranscriptScratch scratch;
    ax::TranscriptFacts facts;
    const double reading = bestSeconds([&] {
        ax::TranscriptReader reader("claude", ax::TranscriptRole::Session);
        (void)reader.readAppended(file, scratch);
        facts = reader.facts();
    });
    std::size_t lines = 0;
    const double scanning = bestSeconds([&] { lines = countLines(bytes); });
    const double megabytes = static_cast<double>(bytes.size()) / 1e6;
    std::println("{}: {:.1f} MB, {} lines, {} prompts, {} answers, {} unknown, {} damaged", name, megabytes,
                 lines, facts.prompts, facts.answers, facts.unknownRecords, facts.damagedRecords);
    std::println("  reader {:8.0f} MB/s   line scan {:8.0f} MB/s   ({:.0f} ns a record)", megabytes / reading,
                 megabytes / scanning, reading * 1e9 / static_cast<double>(std::max<std::size_t>(lines, 1)));
}

void reportAppends(std::size_t bytes) {
    ax::bench::ClaudeTranscriptGenerator generator(7, "00000000-0000-4000-8000-000000000007");
    MemoryFile file(generator.transcript(bytes));
    ax::TranscriptScratch scratch;
    ax::TranscriptReader reader("claude", ax::TranscriptRole::Session);
    (void)reader.readAppended(file, scratch);
    constexpr int Count = 200;
    std::size_t appended = 0;
    double spent = 0;
    for (int index = 0; index < Count; ++index) {
        const std::string turn = generator.turn();
        file.append(turn);
        appended += turn.size();
        const double start = coreSeconds();
        (void)reader.readAppended(file, scratch);
        (void)reader.facts();
        spent += coreSeconds() - start;
    }
    std::println("append to {:.0f} MB: {:.1f} us for {:.1f} KB on average", static_cast<double>(bytes) / 1e6,
                 spent * 1e6 / Count, static_cast<double>(appended) / Count / 1e3);
}

} // namespace

int main(int argumentCount, char** arguments) {
    const std::size_t megabytes = argumentCount > 1 ? std::strtoul(arguments[1], nullptr, 10) : 200;
    for (int index = 2; index < argumentCount; ++index) {
        const auto bytes = ax::readWholeFile(ax::RealFileSystem(), arguments[index], 1ULL << 32);
        if (!bytes) {
            std::println(stderr, "{}", bytes.error().message);
            return 1;
        }
        report(arguments[index], *bytes, MemoryFile(*bytes));
    }
    if (argumentCount <= 2) {
        ax::bench::ClaudeTranscriptGenerator generator(1, "00000000-0000-4000-8000-000000000001");
        const MemoryFile file(generator.transcript(megabytes * 1'000'000));
        report("generated", file.bytes(), file);
    }
    for (const std::size_t size : {1, 20, 100})
        reportAppends(size * 1'000'000);
}
