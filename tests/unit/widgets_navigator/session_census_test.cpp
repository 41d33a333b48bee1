// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_table/sessions.h"
#include "widgets/navigator/session_census.h"

#include <QTest>

#include <map>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using Scope = SessionFilter::Scope;

class SessionCensusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNothing();
    void foldersComeByTheirLatestActivity();
    void changesAreCountedRight();
};

void SessionCensusTest::nothingIsNothing() {
    SessionCensus census;
    QCOMPARE(census.count(Scope::All), 0U);
    QVERIFY(census.recentFolders(12).empty());
    census.setSnapshot(snapshotOf({"a"}));
    census.setSnapshot(nullptr);
    QCOMPARE(census.count(Scope::All), 0U);
    QCOMPARE(census.folderCount(), 0U);
    QCOMPARE(census.sessionsIn("/home/ann/src/api"), 0U);
    QVERIFY(census.recentFolders(12).empty());
}

void SessionCensusTest::foldersComeByTheirLatestActivity() {
    const auto in = [](const char* folder) {
        return session(folder, [folder](Session& s) { s.directory = folder; });
    };
    SessionCensus census;
    census.setSnapshot(snapshotOf({in("/b"), in(""), in("/a"), in("/b"), in("/c"), in("/a"), in("/b")}));
    const std::vector<SessionCensus::Folder> all{{"/b", 3}, {"/a", 2}, {"/c", 1}};
    QCOMPARE(census.recentFolders(12), all);
    QCOMPARE(census.recentFolders(2), (std::vector<SessionCensus::Folder>{{"/b", 3}, {"/a", 2}}));
    QCOMPARE(census.folderCount(), 3U);
}

void SessionCensusTest::changesAreCountedRight() {
    RandomSessions random(11);
    SessionCensus census;
    std::vector<SessionPointer> sessions;
    for (int round = 0; round < 200; ++round) {
        sessions.push_back(random.make());
        if (random.below(3) == 0) {
            sessions.erase(sessions.begin() + random.below(static_cast<unsigned>(sessions.size())));
        }
        if (!sessions.empty()) {
            SessionPointer& row = sessions[random.below(static_cast<unsigned>(sessions.size()))];
            row = changed(row, [&](Session& s) { random.vary(s); });
        }
        sortAsSnapshot(sessions);
        census.setSnapshot(snapshotOf(sessions));

        std::map<std::string, std::size_t> folders;
        for (const SessionPointer& row : sessions) {
            if (!row->directory.empty()) {
                ++folders[row->directory];
            }
        }
        for (const Scope scope : {Scope::All, Scope::Live, Scope::NeedsYou, Scope::Review}) {
            const auto expected = std::ranges::count_if(
                sessions, [scope](const SessionPointer& row) { return isInScope(*row, scope); });
            QCOMPARE(census.count(scope), static_cast<std::size_t>(expected));
        }
        QCOMPARE(census.folderCount(), folders.size());
        for (const SessionCensus::Folder& folder : census.recentFolders(100)) {
            QCOMPARE(folder.sessions, folders.at(folder.path));
        }
        QCOMPARE(census.recentFolders(100).size(), folders.size());
    }
}

QTEST_GUILESS_MAIN(SessionCensusTest)
#include "session_census_test.moc"
