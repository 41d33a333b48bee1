// SPDX-License-Identifier: MIT
#include "core/search/text_catalog.h"

#include "core/base/byte_stream.h"
#include "core/base/hash.h"
#include "core/search/segment.h"

#include <algorithm>

namespace ax {

namespace {

/// Changes with the layout, and with what counts as said (searchable_text.h).
constexpr std::string_view Magic = "axtext catalog 3\n";
constexpr std::size_t SpanBytes = 8 + 8 + 4 + 2 + 1;

void write(ByteWriter& to, const DocumentKey& key, const IndexedDocument& document) {
    to.number(key.bits[0]);
    to.number(key.bits[1]);
    to.number(document.identity.device);
    to.number(document.identity.inode);
    to.number(document.size);
    to.number(document.modifiedNanoseconds);
    to.number(document.end);
    to.number(document.tailSum);
    to.number(document.number);
    to.number(static_cast<std::uint32_t>(document.spans.size()));
    for (const TextSpan& span : document.spans) {
        to.number(span.from);
        to.number(span.to);
        to.number(span.segment);
        to.number(span.column);
        to.number(span.traits);
    }
}

std::optional<IndexedDocument> readDocument(ByteReader& from, std::size_t segments, std::size_t bytes) {
    IndexedDocument document;
    document.identity.device = from.number<std::uint64_t>();
    document.identity.inode = from.number<std::uint64_t>();
    document.size = from.number<std::uint64_t>();
    document.modifiedNanoseconds = from.number<std::int64_t>();
    document.end = from.number<std::uint64_t>();
    document.tailSum = from.number<std::uint64_t>();
    document.number = from.number<std::uint32_t>();
    const auto count = from.number<std::uint32_t>();
    document.spans.reserve(std::min<std::size_t>(count, bytes / SpanBytes));
    for (std::uint32_t i = 0; i < count && !from.failed(); ++i) {
        TextSpan& span = document.spans.emplace_back();
        span.from = from.number<std::uint64_t>();
        span.to = from.number<std::uint64_t>();
        span.segment = from.number<std::uint32_t>();
        span.column = from.number<std::uint16_t>();
        span.traits = from.number<std::uint8_t>();
        if ((span.traits & TextSpan::Silent) == 0 &&
            (span.segment >= segments || span.column >= segment::Columns))
            return std::nullopt;
    }
    return document;
}

} // namespace

DocumentKey documentKey(std::string_view format, std::string_view file, std::string_view sessionId) {
    const std::uint64_t names = hashBytes(sessionId, hashBytes(format, 0));
    return {.bits = {hashBytes(file, names), hashBytes(file, ~names)}};
}

std::string TextCatalog::bytes() const {
    ByteWriter to;
    to.text(Magic);
    to.number(saidWords);
    to.number(static_cast<std::uint32_t>(segments.size()));
    for (const std::uint64_t id : segments)
        to.number(id);
    to.number(static_cast<std::uint32_t>(documents.size()));
    for (const auto& [key, document] : documents)
        write(to, key, document);
    const std::uint64_t sum = hashBytes(to.bytes(), 0);
    to.number(sum);
    return to.take();
}

std::optional<TextCatalog> TextCatalog::fromBytes(std::string_view bytes) {
    std::uint64_t sum = 0;
    if (bytes.size() < sizeof sum)
        return std::nullopt;
    const std::string_view content = bytes.substr(0, bytes.size() - sizeof sum);
    if (ByteReader(bytes.substr(content.size())).number<std::uint64_t>() != hashBytes(content, 0))
        return std::nullopt;
    ByteReader from(content);
    if (from.text() != Magic)
        return std::nullopt;
    TextCatalog catalog;
    catalog.saidWords = from.number<std::uint64_t>();
    const auto segmentCount = from.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < segmentCount && !from.failed(); ++i)
        catalog.segments.push_back(from.number<std::uint64_t>());
    const auto documentCount = from.number<std::uint32_t>();
    catalog.documents.reserve(std::min<std::size_t>(documentCount, bytes.size()));
    for (std::uint32_t i = 0; i < documentCount && !from.failed(); ++i) {
        DocumentKey key;
        key.bits = {from.number<std::uint64_t>(), from.number<std::uint64_t>()};
        auto document = readDocument(from, segmentCount, bytes.size());
        if (!document)
            return std::nullopt;
        catalog.documents.emplace(key, std::move(*document));
    }
    return from.atEnd() ? std::optional(std::move(catalog)) : std::nullopt;
}

} // namespace ax
