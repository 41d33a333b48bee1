// SPDX-License-Identifier: MIT
#include "core/base/faulty_file_system.h"
#include "core/config/config.h"
#include "core/demo/demo_world.h"
#include "core/launch/launch.h"
#include "core/models/model_catalog.h"
#include "core/transcripts/excerpt.h"
#include "core/transcripts/transcript_reader.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace ax;
using namespace Qt::StringLiterals;

/// What the demo shows is what its readers make of it, so it is judged through them.
class DemoWorldTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedAndTimeMakeTheSameBytes();
    void readersUnderstandEverySession();
    void sessionsAreVaried();
    void conversationsHoldEveryKindOfTurn();
    void subAgentsLieBesideTheirSession();
    void configStartsTheScriptedAgentAndNoOther();
    void environmentIsPrivate();
    void fullDiskIsAnError();
    void forbiddenFolderIsAnError();
};

namespace {

const Timestamp Now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);

std::string path(const QTemporaryDir& folder) {
    return folder.path().toStdString();
}

struct Rig {
    QTemporaryDir folder;
    RealFileSystem files;
    ManualClock clock{Now};

    Result<DemoWorld> create(std::uint64_t seed = 1) const {
        return createDemoWorld(files, clock, Environment({{"PATH", "/usr/bin"}}), path(folder),
                               "/opt/it's here/ax-demo-agent", seed);
    }

    void empty() const {
        for (const QString& entry : QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QDir(folder.filePath(entry)).removeRecursively();
    }

    /// Every file below the folder, by its name.
    std::map<QString, QByteArray> bytes() const {
        std::map<QString, QByteArray> all;
        QDirIterator entries(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            QFile file(entries.next());
            if (file.open(QIODevice::ReadOnly))
                all.emplace(file.fileName(), file.readAll());
        }
        return all;
    }

    std::vector<std::string> transcripts() const {
        std::vector<std::string> paths;
        for (const auto& [name, content] : bytes()) {
            if (name.contains(u".claude/projects") && name.endsWith(u".jsonl") &&
                !name.contains(u"subagents"))
                paths.push_back(name.toStdString());
        }
        return paths;
    }

    TranscriptFacts facts(const std::string& transcript,
                          TranscriptRole role = TranscriptRole::Session) const {
        const auto file = files.open(transcript);
        TranscriptReader reader("claude", role);
        TranscriptScratch scratch;
        return file && reader.readAppended(**file, scratch) ? reader.facts() : TranscriptFacts();
    }
};

double contextShare(const TranscriptFacts& facts) {
    const auto model = ModelCatalog::builtIn().find(facts.model);
    return model ? static_cast<double>(facts.contextTokens) / model->contextWindow : 0;
}

} // namespace

void DemoWorldTest::sameSeedAndTimeMakeTheSameBytes() {
    const Rig rig;
    QVERIFY(rig.create().has_value());
    const auto first = rig.bytes();
    rig.empty();
    QVERIFY(rig.create().has_value());
    QVERIFY(first == rig.bytes());
    rig.empty();
    QVERIFY(rig.create(2).has_value());
    QVERIFY(first != rig.bytes());
}

void DemoWorldTest::readersUnderstandEverySession() {
    const Rig rig;
    QVERIFY(rig.create().has_value());
    const auto transcripts = rig.transcripts();
    QVERIFY(transcripts.size() >= 24);
    for (const std::string& transcript : transcripts) {
        const TranscriptFacts facts = rig.facts(transcript);
        QCOMPARE(facts.damagedRecords, 0U);
        QCOMPARE(facts.unknownRecords, 0U);
        QVERIFY(transcript.ends_with(facts.sessionId + ".jsonl"));
        QVERIFY(facts.prompts > 0 && facts.answers > 0);
        QVERIFY(!facts.title.empty());
        QVERIFY(ModelCatalog::builtIn().find(facts.model).has_value());
        QVERIFY(*facts.created < *facts.last);
        QVERIFY(*facts.last < Now);
        QVERIFY(facts.tokens.cacheRead > 0 && facts.tokens.output > 0);
        QVERIFY(facts.directory.starts_with(path(rig.folder)) || QFileInfo(rig.folder.path()).isSymLink());
    }
}

void DemoWorldTest::sessionsAreVaried() {
    const Rig rig;
    const auto world = rig.create();
    QVERIFY(world.has_value());
    std::set<std::string> models;
    std::set<std::string> folders;
    std::vector<std::chrono::hours> ages;
    int nearlyFull = 0;
    int gone = 0;
    int foreignTitles = 0;
    for (const std::string& transcript : rig.transcripts()) {
        const TranscriptFacts facts = rig.facts(transcript);
        models.insert(facts.model);
        folders.insert(facts.directory);
        ages.push_back(std::chrono::floor<std::chrono::hours>(Now - *facts.last));
        nearlyFull += contextShare(facts) > 0.85 ? 1 : 0;
        gone += QFileInfo::exists(QString::fromStdString(facts.directory)) ? 0 : 1;
        const QString title = QString::fromStdString(facts.title);
        foreignTitles += title.toLatin1() == title.toUtf8() ? 0 : 1;
    }
    QCOMPARE(models.size(), 3U);
    QCOMPARE(gone, 1);
    QCOMPARE(world->projects.size(), folders.size() - 1);
    for (const std::string& project : world->projects)
        QVERIFY(folders.contains(project));
    QVERIFY(nearlyFull >= 2);
    QVERIFY(foreignTitles >= 4);
    QCOMPARE(*std::ranges::min_element(ages), std::chrono::hours(0));
    QVERIFY(*std::ranges::max_element(ages) > std::chrono::weeks(5));
}

void DemoWorldTest::conversationsHoldEveryKindOfTurn() {
    const Rig rig;
    QVERIFY(rig.create().has_value());
    std::map<std::string, int> tools;
    int edits = 0;
    int failures = 0;
    int thoughts = 0;
    int notices = 0;
    for (const std::string& transcript : rig.transcripts()) {
        const auto excerpt = readExcerpt(rig.files, "claude", transcript, UINT64_MAX);
        QVERIFY(excerpt.has_value());
        QCOMPARE(excerpt->damagedRecords, 0U);
        for (const Turn& turn : excerpt->turns) {
            notices += turn.role == TurnRole::Notice ? 1 : 0;
            for (const TurnBlock& block : turn.blocks) {
                thoughts += std::holds_alternative<ThinkingBlock>(block) ? 1 : 0;
                const auto* call = std::get_if<ToolCall>(&block);
                if (call == nullptr)
                    continue;
                ++tools[call->name];
                edits += call->edit ? 1 : 0;
                failures += call->outcome == ToolOutcome::Failed ? 1 : 0;
                QVERIFY2(call->outcome != ToolOutcome::Pending, transcript.c_str());
                QVERIFY(!call->summary.empty());
            }
        }
    }
    for (const char* tool : {"Bash", "Read", "Edit", "Write", "Grep", "Agent"})
        QVERIFY2(tools[tool] > 0, tool);
    QVERIFY(edits > 10);
    QVERIFY(failures >= 5);
    QVERIFY(thoughts >= 4);
    QVERIFY(notices >= 3); // interruptions, and an answer that failed
}

void DemoWorldTest::subAgentsLieBesideTheirSession() {
    const Rig rig;
    QVERIFY(rig.create().has_value());
    int transcripts = 0;
    int descriptions = 0;
    for (const auto& [name, content] : rig.bytes()) {
        if (!name.contains(u"/subagents/agent-"))
            continue;
        const QString session = name.section(u"/subagents/"_s, 0, 0);
        QVERIFY(QFileInfo::exists(session + QStringLiteral(".jsonl")));
        if (name.endsWith(u".meta.json")) {
            ++descriptions;
            QVERIFY(content.contains("\"agentType\":\"Explore\""));
            continue;
        }
        ++transcripts;
        const TranscriptFacts facts = rig.facts(name.toStdString(), TranscriptRole::SubAgent);
        QCOMPARE(facts.damagedRecords, 0U);
        QVERIFY(facts.answers > 0 && facts.tokens.output > 0);
        QVERIFY(session.endsWith(QString::fromStdString(facts.sessionId)));
    }
    QCOMPARE(transcripts, 2);
    QCOMPARE(descriptions, 2);
}

void DemoWorldTest::configStartsTheScriptedAgentAndNoOther() {
    const Rig rig;
    const auto world = rig.create();
    QVERIFY(world.has_value());
    const LoadedConfig loaded = loadConfig(rig.files, world->paths);
    for (const ConfigProblem& problem : loaded.problems)
        QFAIL(problem.text().c_str());
    QCOMPARE(loaded.config.defaultHarness, "claude");
    NewSessionRequest request;
    request.harness = "claude";
    request.directory = world->projects.front();
    request.model = "claude-opus-5-5";
    request.task = "it's a start";
    const auto spec = startSession(loaded.config, rig.files, request);
    QVERIFY(spec.has_value());
    QVERIFY2(spec->command.contains(R"(/opt/it'\''s here/ax-demo-agent)"), spec->command.c_str());
    QVERIFY2(spec->command.contains("--session-id '" + spec->sessionId + "'"), spec->command.c_str());
    QVERIFY2(!spec->command.contains('{'), spec->command.c_str());
    for (const char* other : {"pi", "codex", "opencode"}) {
        request.harness = other;
        QVERIFY2(!startSession(loaded.config, rig.files, request), other);
    }
}

void DemoWorldTest::environmentIsPrivate() {
    const QTemporaryDir folder;
    const RealFileSystem files;
    const ManualClock clock(Now);
    const Environment base({{"PATH", "/usr/bin"},
                            {"HOME", "/home/somebody"},
                            {"XDG_STATE_HOME", "/home/somebody/state"},
                            {"AX_CONFIG", "/home/somebody/ax.toml"},
                            {"CLAUDE_CONFIG_DIR", "/home/somebody/claude"},
                            {"ANTHROPIC_API_KEY", "secret"}});
    const auto world = createDemoWorld(files, clock, base, path(folder), "/bin/agent");
    QVERIFY(world.has_value());
    for (const auto& [name, value] : world->environment.variables())
        QVERIFY2(!value.contains("somebody") && value != "secret", name.c_str());
    QCOMPARE(world->environment.value("PATH"), "/usr/bin");
    const std::string root = QFileInfo(folder.path()).canonicalFilePath().toStdString();
    for (const std::string& place :
         {world->paths.home, world->paths.configFile, world->paths.stateDirectory,
          world->paths.cacheDirectory, *world->environment.value("XDG_RUNTIME_DIR")})
        QVERIFY2(place.starts_with(root), place.c_str());
}

void DemoWorldTest::fullDiskIsAnError() {
    const QTemporaryDir folder;
    const RealFileSystem real;
    FaultyFileSystem files(real);
    files.failWritesAfter(40'000);
    const auto world = createDemoWorld(files, ManualClock(Now), Environment({}), path(folder), "/bin/agent");
    QVERIFY(!world.has_value());
    QCOMPARE(world.error().code, ErrorCode::NoSpace);
}

void DemoWorldTest::forbiddenFolderIsAnError() {
    const QTemporaryDir folder;
    const RealFileSystem real;
    FaultyFileSystem files(real);
    files.denyChanges(path(folder));
    const auto world = createDemoWorld(files, ManualClock(Now), Environment({}), path(folder), "/bin/agent");
    QVERIFY(!world.has_value());
    QCOMPARE(world.error().code, ErrorCode::Denied);
}

QTEST_GUILESS_MAIN(DemoWorldTest)
#include "demo_world_test.moc"
