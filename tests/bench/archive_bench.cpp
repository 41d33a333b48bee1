// SPDX-License-Identifier: MIT
// Prints what compressed copies cost: size, making, growing, reading in order and at random places; on one
// core. Usage: ax_archive_bench [MEGABYTES] [FILE …]; files are copied in place of a generated transcript.
#include "core/archive/compressed_copy.h"
#include "core/archive/compressed_file.h"
#include "tests/bench/claude_transcript_generator.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <print>
#include <random>
#include <vector>

namespace {

constexpr std::uint64_t NoLimit = UINT64_MAX;

/// Time on the core, not on the wall: other programs do not count.
double coreSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

template <class Work>
double seconds(Work work) {
    const double start = coreSeconds();
    work();
    return coreSeconds() - start;
}

void fail(const ax::Error& error) {
    std::println(stderr, "{}", error.message);
    std::exit(1);
}

/// Makes a copy of the file in `folder` and measures what can be done with it.
void measure(const std::string& source, const std::string& folder) {
    const ax::RealFileSystem files;
    const auto file = files.open(source);
    if (!file)
        fail(file.error());
    const std::uint64_t size = (*file)->status()->size;
    const std::string target = folder + "/copy.zst";
    const double megabytes = static_cast<double>(size) / 1e6;

    std::uint64_t stored = 0;
    const double making = seconds([&] {
        const auto made = ax::createCompressed(files, {**file, source, size}, target, NoLimit);
        if (!made)
            fail(made.error());
        stored = *made;
    });
    std::println("{}: {:.1f} MB in {:.1f} MB, {:.1f} : 1; made at {:.0f} MB/s", source, megabytes,
                 static_cast<double>(stored) / 1e6, static_cast<double>(size) / static_cast<double>(stored),
                 megabytes / making);

    const auto copy = ax::openCompressed(std::move(*files.open(target)), target, {});
    std::vector<char> buffer(ax::FrameSize);
    const double reading = seconds([&] {
        for (std::uint64_t offset = 0; offset < size; offset += buffer.size())
            (void)(*copy)->readAt(offset, buffer);
    });
    constexpr int Reads = 300;
    std::mt19937_64 random(1);
    const double jumping = seconds([&] {
        for (int count = 0; count < Reads; ++count)
            (void)(*copy)->readAt(random() % size, std::span(buffer).first(4096));
    });
    std::println("  read in order at {:.0f} MB/s; 4 kB at a random place in {:.2f} ms", megabytes / reading,
                 jumping / Reads * 1e3);

    const std::string longer = folder + "/longer";
    std::filesystem::copy_file(source, longer);
    if (!files.append(longer, std::string(2000, 'x') + '\n'))
        std::exit(1);
    const auto grown = files.open(longer);
    const double growing =
        seconds([&] { (void)ax::growCompressed(files, {**grown, longer, size + 2001}, target, NoLimit); });
    std::println("  grown by 2 kB in {:.2f} ms", growing * 1e3);
    std::filesystem::remove(longer);
}

} // namespace

int main(int argc, char** argv) {
    std::string name = std::filesystem::temp_directory_path() / "ax-archive-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        return 1;
    if (argc > 2) {
        for (int index = 2; index < argc; ++index)
            measure(argv[index], name);
    } else {
        const std::size_t megabytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100;
        ax::bench::ClaudeTranscriptGenerator generator(1, "11111111-1111-4111-8111-111111111111");
        const std::string transcript = name + "/transcript.jsonl";
        if (!ax::RealFileSystem().append(transcript, generator.transcript(megabytes * 1'000'000)))
            return 1;
        measure(transcript, name);
    }
    std::filesystem::remove_all(name);
}
