// SPDX-License-Identifier: MIT
#include "core/index/transcript_reading.h"

#include "core/index/sub_agent_meta.h"

#include <utility>

namespace ax {

namespace {

/// Reading this much takes as long as fetching a checkpoint.
constexpr std::uint64_t CheapToRead = 128 << 10;

} // namespace

std::string checkpointOf(const TranscriptReader& reader, std::uint64_t fileSize) {
    if (fileSize < CheapToRead)
        return {};
    ByteWriter writer;
    reader.save(writer);
    return writer.take();
}

void TranscriptReading::run(const FileSystem& files, TranscriptScratch& scratch) {
    if (!reader) {
        reader = std::make_unique<TranscriptReader>(format, role, inherited);
        if (checkpoint) {
            ByteReader saved(*checkpoint);
            reader->restore(saved); // as new where that fails
        }
    }
    const auto file = files.open(path);
    if (!file)
        return fail(file.error());
    const auto status = (*file)->status();
    if (!status)
        return fail(status.error());
    if (const auto read = reader->readAppended(**file, scratch); !read)
        return fail(read.error());
    change = FileChange::Changed;
    seen = *status;
    facts = reader->facts();
    if (isCopy)
        answers = std::make_shared<const MessageIdSet>(reader->answers());
    addCompanion(files);
    if (after == After::SaveReader) {
        newCheckpoint = checkpointOf(*reader, seen.size);
        reader.reset();
    }
}

void runChain(ReadingChain& chain, const FileSystem& files, TranscriptScratch& scratch) {
    InheritedAnswers inherited;
    for (TranscriptReading& reading : chain) {
        reading.inherited = inherited;
        reading.run(files, scratch);
        if (!reading.answers)
            continue;
        auto together = std::make_shared<MessageIdSet>(*reading.answers);
        if (inherited)
            together->insert(*inherited);
        inherited = std::move(together);
    }
}

void TranscriptReading::addCompanion(const FileSystem& files) {
    if (companionPath.empty())
        return;
    SubAgentMeta meta = readSubAgentMeta(files, companionPath);
    if (!meta.kind.empty())
        facts.agentKind = std::move(meta.kind);
    if (!meta.description.empty())
        facts.agentDescription = std::move(meta.description);
    if (facts.model.empty())
        facts.model = std::move(meta.model);
}

void TranscriptReading::fail(const Error& error) {
    reader.reset();
    if (error.code == ErrorCode::NotFound) {
        change = FileChange::Gone;
        return;
    }
    problem = error.message;
    change = FileChange::Changed;
}

} // namespace ax
