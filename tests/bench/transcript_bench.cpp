// SPDX-License-Identifier: MIT
// Prints how fast transcripts are read on one core, for facts and for what was said, beside a plain line scan
// of the same bytes, and what an append costs. Usage: ax_transcript_bench [MEGABYTES] [FORMAT:FILE …].
// Without files a transcript of Claude Code's is generated; with them, all files of a format one after
// another are repeated until they are as large.
#include "core/base/file_system.h"
#include "core/transcripts/searchable_text.h"
#include "core/transcripts/transcript_reader.h"
#include "tests/bench/claude_transcript_generator.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
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

/// How many bytes of text were said; every record is looked at in place.
std::size_t countSpoken(std::string_view format, std::string_view bytes) {
    std::size_t spoken = 0;
    while (!bytes.empty()) {
        const std::string_view line = bytes.substr(0, bytes.find('\n'));
        ax::forEachSpokenText(format, line,
                              [&spoken](const ax::SpokenText& text) { spoken += text.escaped.size(); });
        bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
    }
    return spoken;
}

void report(const std::string& format, const MemoryFile& file) {
    const std::string_view padded = file.bytes();
    const std::string_view bytes = padded.substr(0, padded.size() - ax::TranscriptPadding);
    ax::TranscriptScratch scratch;
    ax::TranscriptFacts facts;
    const double reading = bestSeconds([&] {
        ax::TranscriptReader reader(format, ax::TranscriptRole::Session);
        (void)reader.readAppended(file, scratch);
        facts = reader.facts();
    });
    std::size_t lines = 0;
    const double scanning = bestSeconds([&] { lines = countLines(bytes); });
    std::size_t spoken = 0;
    const double searching = bestSeconds([&] { spoken = countSpoken(format, bytes); });
    const double megabytes = static_cast<double>(bytes.size()) / 1e6;
    std::println("{}: {:.1f} MB, {} lines, {} prompts, {} answers, {} unknown, {} damaged, {:.1f} MB said",
                 format, megabytes, lines, facts.prompts, facts.answers, facts.unknownRecords,
                 facts.damagedRecords, static_cast<double>(spoken) / 1e6);
    std::println(
        "  facts {:6.0f} MB/s   spoken text {:6.0f} MB/s   line scan {:6.0f} MB/s   ({:.0f} ns a record)",
        megabytes / reading, megabytes / searching, megabytes / scanning,
        reading * 1e9 / static_cast<double>(std::max<std::size_t>(lines, 1)));
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
    const std::size_t size = (argumentCount > 1 ? std::strtoul(arguments[1], nullptr, 10) : 200) * 1'000'000;
    std::map<std::string, std::string> transcripts; // by format
    for (int index = 2; index < argumentCount; ++index) {
        const std::string_view argument = arguments[index];
        const std::size_t colon = std::min(argument.find(':'), argument.size() - 1);
        const std::string path(argument.substr(colon + 1));
        const auto bytes = ax::readWholeFile(ax::RealFileSystem(), path, 1ULL << 32);
        if (!bytes) {
            std::println(stderr, "{}", bytes.error().message);
            return 1;
        }
        transcripts[std::string(argument.substr(0, colon))] += *bytes;
    }
    if (transcripts.empty()) {
        ax::bench::ClaudeTranscriptGenerator generator(1, "00000000-0000-4000-8000-000000000001");
        transcripts["claude"] = generator.transcript(size);
    }
    for (auto& [format, bytes] : transcripts) {
        std::string repeated;
        repeated.reserve(size + bytes.size() + ax::TranscriptPadding);
        while (repeated.size() < size && !bytes.empty())
            repeated += bytes;
        repeated.append(ax::TranscriptPadding, ' ');
        report(format, MemoryFile(std::move(repeated)));
    }
    for (const std::size_t megabytes : {1, 20, 100})
        reportAppends(megabytes * 1'000'000);
}
