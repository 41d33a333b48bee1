// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json_text.h"
#include "core/search/content_index.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <format>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ax::test {

/// Text between JSON quotes as JavaScript writes it.
inline std::string escapedText(std::string_view text) {
    std::string escaped;
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            escaped += std::string("\\") + letter;
        else if (letter == '\n')
            escaped += "\\n";
        else if (letter == '\t')
            escaped += "\\t";
        else if (static_cast<unsigned char>(letter) < 0x20)
            escaped += std::format("\\u{:04x}", static_cast<unsigned>(letter));
        else
            escaped += letter;
    }
    return escaped;
}

/// One record of Claude Code, its text already escaped.
inline std::string record(std::string_view role, std::string_view escaped) {
    if (role == "tool")
        return std::format(R"({{"type":"user","message":{{"role":"user","content":[{{"type":"tool_result",)"
                           R"("tool_use_id":"t","content":"{}"}}]}},"uuid":"unsaid"}})"
                           "\n",
                           escaped);
    if (role == "assistant")
        return std::format(R"({{"type":"assistant","message":{{"id":"m","role":"assistant","model":"unsaid",)"
                           R"("content":[{{"type":"text","text":"{}"}}]}},"cwd":"/unsaid"}})"
                           "\n",
                           escaped);
    return std::format(R"({{"type":"user","cwd":"/unsaid","message":{{"role":"user","content":"{}"}}}})"
                       "\n",
                       escaped);
}

/// Transcripts in a folder, as a snapshot, and an index over them.
class SearchWorld {
public:
    std::string path(const std::string& name) const {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    std::string cache() const { return path("cache/text"); }

    void write(const std::string& name, std::string_view bytes) {
        QVERIFY(files.writeCache(path(name), bytes)); // nothing has to survive a power cut
    }
    void append(const std::string& name, std::string_view bytes) { QVERIFY(files.append(path(name), bytes)); }
    void remove(const std::string& name) { QVERIFY(files.remove(path(name))); }

    /// The session that a transcript is; the first one is the latest.
    Session& session(const std::string& name) {
        auto& session = m_sessions.emplace_back(std::make_shared<Session>());
        session->harness = "claude";
        session->format = "claude";
        session->id = name;
        session->file = path(name);
        session->last = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)) -
                        std::chrono::hours(m_sessions.size());
        return *session;
    }
    SnapshotPointer snapshot() const {
        auto made = std::make_shared<Snapshot>();
        for (const auto& session : m_sessions) {
            auto seen = std::make_shared<Session>(*session);
            const auto status = files.status(seen->file);
            seen->fileStatus = status && seen->format != "opencode" ? std::optional(*status) : std::nullopt;
            for (SubAgent& agent : seen->subAgents) {
                const auto agentStatus = files.status(agent.file);
                agent.fileStatus = agentStatus ? std::optional(*agentStatus) : std::nullopt;
            }
            made->sessions.push_back(std::move(seen));
        }
        return made;
    }
    void forgetSessions() { m_sessions.clear(); }

    static SearchQuery query(const std::string& text) {
        auto parsed = SearchQuery::parse(
            text, {.now = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 3 / 2))});
        if (!parsed)
            qFatal("%s", parsed.error().message.c_str());
        return std::move(*parsed);
    }
    static std::vector<std::string> ids(const SearchResults& results) {
        std::vector<std::string> found;
        for (const SearchResult& result : results.results)
            found.push_back(result.session->id);
        return found;
    }
    static std::set<std::string> idSet(const SearchResults& results) {
        const auto found = ids(results);
        return {found.begin(), found.end()};
    }

    RealFileSystem files;

private:
    QTemporaryDir m_folder;
    std::vector<std::shared_ptr<Session>> m_sessions;
};

/// Enough that the index is written at once.
inline std::string filling(std::size_t bytes = 3 << 20) {
    std::string text;
    for (int i = 0; text.size() < bytes; ++i)
        text += record("tool", std::format("line {} of a log that nobody reads {}", i, i * 7919));
    return text;
}

} // namespace ax::test
