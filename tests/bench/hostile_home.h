// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>

namespace ax::bench {

/// A home folder that nobody means well with: loops of links, names that are no UTF-8, a FIFO, a socket and a
/// folder named like transcripts, a sparse file of 37 GB, clocks in the future, files that may not be read, a
/// line of 64 MB, damaged and empty databases, and `tinyFiles` transcripts of one line. Among it all stand
/// two good sessions, "good-first" and "good-last": a reader has to list them, and soon. Takes about 64 MB
/// and one inode a tiny file; what is there already is left alone.
void writeHostileHome(const std::filesystem::path& home, std::size_t tinyFiles);

} // namespace ax::bench
