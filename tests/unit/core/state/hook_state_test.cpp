// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"
#include "core/state/alias.h"
#include "core/state/hook_state.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ax;

/// The smallest sidecars: a word, or an id.
class HookStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_paths.stateDirectory = m_folder->path().toStdString();
    }

    void hookStatesAreWords() {
        for (const HookWord word :
             {HookWord::Working, HookWord::Idle, HookWord::Blocked, HookWord::Done, HookWord::Failed}) {
            QVERIFY(writeHookState(m_files, m_paths, "s1", word).has_value());
            const auto state = readHookState(m_files, m_paths, "s1");
            QVERIFY(state && state->word == word);
            QCOMPARE(parseHookWord(std::string(hookWordText(word)) + "\n"), std::optional(word));
        }
        for (const char* text : {"", "work", "working!", "WORKING", "\n"})
            QVERIFY2(!parseHookWord(text), text);
        removeHookState(m_files, m_paths, "s1");
        QVERIFY(!readHookState(m_files, m_paths, "s1"));
        QVERIFY(!writeHookState(m_files, m_paths, "a/b", HookWord::Idle));
    }

    void aliasesLead() {
        QVERIFY(writeAlias(m_files, m_paths, "launch-1", "true-1").has_value());
        QVERIFY(writeAlias(m_files, m_paths, "launch-2", "true-2").has_value());
        QCOMPARE(aliasTarget(m_files, m_paths, "launch-1"), std::string("true-1"));
        QCOMPARE(aliasTarget(m_files, m_paths, "launch-3"), std::string());
        QCOMPARE(aliasesWith(m_files, m_paths, "launch").size(), 2UL);
        QVERIFY(!writeAlias(m_files, m_paths, "../x", "y"));
    }

private:
    RealFileSystem m_files;
    Paths m_paths;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(HookStateTest)
#include "hook_state_test.moc"
