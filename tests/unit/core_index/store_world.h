// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/index/session_index.h"
#include "tests/unit/core_transcripts/reading.h"

#include <QTemporaryDir>

#include <algorithm>
#include <format>

namespace ax::test {

/// Prices that make sums easy: a dollar for a million tokens of each kind.
constexpr std::string_view PriceTable = "# source: test\n"
                                        "cheap\t200000\t1\t1\t1\t1\ttest\n"
                                        "dear\t1000000\t10\t10\t10\t10\ttest\n";

/// A home folder with a store of Claude Code's shape in it.
class StoreWorld {
public:
    StoreWorld() {
        paths.home = home();
        paths.configFile = home() + "/.config/ax/config.toml";
        paths.stateDirectory = home() + "/.local/state/ax";
        paths.cacheDirectory = home() + "/.cache/ax";
    }

    std::string home() const { return m_folder.path().toStdString(); }
    std::string projects() const { return home() + "/.claude/projects"; }
    std::string transcript(const std::string& id, const std::string& project = "-src-app") const {
        return projects() + '/' + project + '/' + id + ".jsonl";
    }
    std::string subAgent(const std::string& id, const std::string& agent) const {
        return projects() + "/-src-app/" + id + "/subagents/agent-" + agent;
    }
    std::string stateFile(long processId) const {
        return home() + "/.claude/sessions/" + std::to_string(processId) + ".json";
    }

    /// Makes folders as needed.
    void append(const std::string& path, std::string_view bytes) const {
        const std::string folder(parentFolder(path));
        QVERIFY(real.makeDirectories(folder).has_value());
        QVERIFY(real.append(path, bytes).has_value());
    }
    void replace(const std::string& path, std::string_view bytes) const {
        const std::string folder(parentFolder(path));
        QVERIFY(real.makeDirectories(folder).has_value());
        QVERIFY(real.writeAtomically(path, bytes).has_value());
    }

    IndexContext context(const FileSystem& files) const {
        return {.files = files, .clock = clock, .models = models, .paths = paths, .config = builtInConfig()};
    }
    IndexContext context() const { return context(real); }

    RealFileSystem real;
    SystemClock clock;
    ModelCatalog models{PriceTable};
    Paths paths;

private:
    QTemporaryDir m_folder;
};

inline std::string idNumber(int number) {
    return std::format("00000000-0000-4000-8000-{:012}", number);
}

/// A prompt at a minute of one day, in a folder.
inline std::string promptAt(int minute, std::string_view text, std::string_view folder = "/src/app") {
    return std::format(R"({{"type":"user","timestamp":"2026-03-04T{:02}:{:02}:00Z","cwd":"{}",)"
                       R"("message":{{"role":"user","content":"{}"}}}})"
                       "\n",
                       minute / 60, minute % 60, folder, text);
}

inline std::string answerBy(std::string_view model, std::string_view messageId, int tokens) {
    return std::format(R"({{"type":"assistant","message":{{"id":"{}","role":"assistant","model":"{}",)"
                       R"("content":[],"usage":{{"input_tokens":{},"output_tokens":0}}}}}})"
                       "\n",
                       messageId, model, tokens);
}

inline std::string stateJson(const std::string& sessionId, const std::string& status,
                             const std::string& waitingFor = {}) {
    return std::format(
        R"({{"sessionId":"{}","cwd":"/src/live","status":"{}","waitingFor":"{}","name":"Live"}})", sessionId,
        status, waitingFor);
}

inline SessionPointer find(const SnapshotPointer& snapshot, const std::string& id) {
    const auto found = std::ranges::find(snapshot->sessions, id, [](const auto& row) { return row->id; });
    return found == snapshot->sessions.end() ? nullptr : *found;
}

inline std::vector<std::string> idsOf(const SnapshotPointer& snapshot) {
    std::vector<std::string> ids;
    for (const SessionPointer& row : snapshot->sessions)
        ids.push_back(row->id);
    return ids;
}

inline const StoreReport& claudeReport(const SnapshotPointer& snapshot) {
    return *std::ranges::find(snapshot->stores, "claude", &StoreReport::harness);
}

inline SnapshotPointer update(SessionIndex& index, std::initializer_list<std::string> paths) {
    const std::vector<std::string> changed(paths);
    return index.update(changed);
}

} // namespace ax::test
