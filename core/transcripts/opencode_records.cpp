// SPDX-License-Identifier: MIT
#include "core/transcripts/opencode_records.h"

#include "core/transcripts/opencode_session_records.h"

#include <algorithm>
#include <ranges>

namespace ax {

namespace {

constexpr std::uint64_t KeysAtOnce = 128;

/// One session's records: see the header. Each call opens the database anew and closes it.
class OpencodeRecordSource final : public RecordSource {
public:
    explicit OpencodeRecordSource(const TranscriptLocation& location)
        : m_file(location.file), m_session(location.sessionId) {}

    Result<std::uint64_t> end() override;
    Result<void> read(std::uint64_t from, std::uint64_t to, const Visitor& visit) override;
    Result<std::uint64_t> startOfStretch(std::uint64_t end, std::uint64_t bytes) override;
    Result<std::uint64_t> endOfStretch(std::uint64_t start, std::uint64_t bytes) override;

private:
    Result<OpencodeSessionRecords> open() const {
        return OpencodeLook::open(m_file).transform([this](std::shared_ptr<OpencodeLook> look) {
            return OpencodeSessionRecords(std::move(look), m_session);
        });
    }

    std::string m_file;
    std::string m_session;
};

Result<std::uint64_t> OpencodeRecordSource::end() {
    auto records = open();
    if (!records)
        return std::unexpected(records.error());
    return records->count();
}

Result<void> OpencodeRecordSource::read(std::uint64_t from, std::uint64_t to, const Visitor& visit) {
    auto records = open();
    if (!records)
        return std::unexpected(records.error());
    return records->read(from, to, [&visit](const Record& record) {
        visit(record);
        return true;
    });
}

Result<std::uint64_t> OpencodeRecordSource::startOfStretch(std::uint64_t end, std::uint64_t bytes) {
    auto records = open();
    if (!records)
        return std::unexpected(records.error());
    std::uint64_t gathered = 0;
    while (end > 0) {
        const std::uint64_t count = std::min(end, KeysAtOnce);
        const auto keys = records->keys(end - count, count);
        if (!keys)
            return std::unexpected(keys.error());
        for (const auto& key : *keys | std::views::reverse) {
            const std::uint64_t size = records->sizeOf(key);
            if (gathered > 0 && gathered + size > bytes)
                return end;
            gathered += size;
            --end;
        }
        if (keys->size() < count) // fewer than there were
            end -= std::min(end, count - keys->size());
    }
    return 0;
}

Result<std::uint64_t> OpencodeRecordSource::endOfStretch(std::uint64_t start, std::uint64_t bytes) {
    auto records = open();
    if (!records)
        return std::unexpected(records.error());
    std::uint64_t gathered = 0;
    while (true) {
        const auto keys = records->keys(start, KeysAtOnce);
        if (!keys)
            return std::unexpected(keys.error());
        for (const auto& key : *keys) {
            const std::uint64_t size = records->sizeOf(key);
            if (gathered > 0 && gathered + size > bytes)
                return start;
            gathered += size;
            ++start;
        }
        if (keys->size() < KeysAtOnce)
            return start;
    }
}

} // namespace

std::unique_ptr<RecordSource> openOpencodeRecords(const TranscriptLocation& location) {
    return std::make_unique<OpencodeRecordSource>(location);
}

} // namespace ax
