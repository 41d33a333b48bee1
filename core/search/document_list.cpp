// SPDX-License-Identifier: MIT
#include "core/search/document_list.h"

#include "core/search/text_indexer.h"

namespace ax {

namespace {

constexpr std::uint64_t UsualSession = 64 << 10; ///< bytes; a database does not tell

Document documentOf(std::size_t place, const Session& session, const SubAgent* subAgent) {
    Document document;
    document.session = place;
    document.owner = &session;
    document.subAgent = subAgent;
    document.isDatabase = session.format == DatabaseFormat;
    const std::string& id = subAgent ? subAgent->id : session.id;
    const std::string& file = subAgent ? subAgent->file : session.file;
    document.key = documentKey(session.format, file, document.isDatabase ? id : std::string());
    return document;
}

/// Whether the file still begins with what was indexed.
bool onlyGrew(const FileSystem& files, const std::string& path, const IndexedDocument& indexed) {
    const auto file = files.open(path);
    if (!file)
        return false;
    const auto sum = tailSumOf(**file, indexed.end);
    return sum && *sum == indexed.tailSum;
}

/// Of a database's session the row tells when it changed; it is read anew as a whole then, since an agent may
/// change parts of it that it wrote before.
void examineSession(Document& document, const SegmentFolder& folder, const TextCatalog& catalog) {
    const auto known = catalog.documents.find(document.key);
    const auto last = document.owner->last;
    document.isSettled = known != catalog.documents.end() && last &&
                         known->second.modifiedNanoseconds == last->time_since_epoch().count();
    document.indexed = document.isSettled ? &known->second : nullptr;
    document.size = document.isSettled ? known->second.end : UINT64_MAX;
    document.extract = document.isSettled ? folder.extractPath(document.key) : std::string();
}

} // namespace

std::uint64_t Document::restBytes() const {
    return isDatabase ? (hasRest() ? UsualSession : 0) : size - indexedEnd();
}

TranscriptLocation Document::location() const {
    if (!subAgent)
        return owner->location();
    return {.format = owner->format, .file = subAgent->file, .sessionId = subAgent->id};
}

std::uint64_t positionBase(const FileSystem& files, const TranscriptLocation& location) {
    if (location.format != "codex")
        return 0;
    const auto records = openRecords(files, location);
    const auto end = records ? (*records)->end() : std::unexpected(records.error());
    const auto status = files.status(location.file);
    if (!end || !status || *end < status->size)
        return 0;
    // Grown between the looks, it may be off by what was appended: still in the right record or next to it.
    return *end - status->size;
}

std::vector<Document> documentsOf(const Snapshot& snapshot) {
    std::vector<Document> documents;
    documents.reserve(snapshot.sessions.size());
    for (std::size_t place = 0; place < snapshot.sessions.size(); ++place) {
        const Session& session = *snapshot.sessions[place];
        if (!session.file.empty())
            documents.push_back(documentOf(place, session, nullptr));
        for (const SubAgent& subAgent : session.subAgents) {
            if (!subAgent.file.empty())
                documents.push_back(documentOf(place, session, &subAgent));
        }
    }
    return documents;
}

void examine(Document& document, const SegmentFolder& folder, const TextCatalog& catalog) {
    document.indexed = nullptr;
    document.size = 0;
    document.isSettled = false;
    if (document.isDatabase)
        return examineSession(document, folder, catalog);
    const FileSystem& files = folder.files();
    const std::string& path = document.subAgent ? document.subAgent->file : document.owner->file;
    const auto& status = document.subAgent ? document.subAgent->fileStatus : document.owner->fileStatus;
    if (!status || status->kind != FileKind::Regular)
        return;
    document.size = status->size;
    const auto known = catalog.documents.find(document.key);
    if (known == catalog.documents.end())
        return;
    const IndexedDocument& indexed = known->second;
    if (indexed.identity != status->identity || indexed.end > status->size)
        return;
    const bool same =
        indexed.size == status->size && indexed.modifiedNanoseconds == status->modifiedNanoseconds;
    if (!same && (indexed.size >= status->size || !onlyGrew(files, path, indexed)))
        return;
    document.indexed = &indexed;
    document.isSettled = same;
}

} // namespace ax
