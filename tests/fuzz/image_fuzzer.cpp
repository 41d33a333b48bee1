// SPDX-License-Identifier: MIT
/// Any bytes as the image of a snapshot, and as the parts of one whose checksum is good.
#include "core/index/packed_session.h"
#include "core/index/snapshot_image.h"
#include "tests/fuzz/fuzz_file.h"

#include <cstdlib>

namespace {

void restoreRow(std::string_view bytes) {
    ax::Session session;
    ax::ByteReader from(bytes);
    if (!restoreSession(session, from))
        return;
    ax::ByteWriter to;
    saveSession(session, to);
    ax::Session again;
    ax::ByteReader back(to.bytes());
    if (!restoreSession(again, back) || !back.atEnd())
        std::abort(); // what was taken once is taken again
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    restoreRow(bytes);
    ax::ByteReader report(bytes);
    (void)ax::restoreReport(report);
    const ax::fuzz::MemoryFiles files(bytes);
    ax::ByteReader places(bytes);
    (void)ax::isUnchanged(places, files);
    (void)ax::SnapshotImage(files, "/image", 1).load(ax::SnapshotImage::Wanted::StillTrue, [](ax::Session&) {
    });
    return 0;
}
