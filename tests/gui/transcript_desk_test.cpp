// SPDX-License-Identifier: MIT
#include "app/desktop/transcript_desk.h"
#include "tests/unit/core_transcripts/long_transcript.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/session/find_bar.h"
#include "widgets/session/session_view.h"
#include "widgets/session/size_dialog.h"
#include "widgets/theme/theme.h"
#include "widgets/transcript/transcript_probe.h"
#include "widgets/transcript/transcript_view.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

SessionPointer sessionOf(const TranscriptFile& file, const std::string& id = "one") {
    auto session = std::make_shared<Session>();
    session->harness = "claude";
    session->id = id;
    session->title = "A session";
    session->file = file.path();
    return session;
}

/// The view with everything that goes on around it.
struct Rig {
    Rig() : view({}, theme), desk(files, view, theme, &view), probe(view.transcript()) {
        view.resize(1000, 600);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("no window");
    }
    void show(const SessionPointer& session) {
        view.setSession(session);
        desk.show(session, "claude");
    }
    bool sees(const QString& text) const { return probe.text(text).has_value(); }
    QString count() const { return view.findChild<TintedLabel*>(u"findCount"_s)->fullText(); }
    QLineEdit* field() const { return view.findChild<QLineEdit*>(u"findField"_s); }

    RealFileSystem files;
    Theme theme{*qApp, SchemeChoice::Light};
    SessionView view;
    desktop::TranscriptDesk desk;
    TranscriptProbe probe;
};

} // namespace

/// Transcripts on disk, far larger than a window, through the real loader.
class TranscriptDeskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAtTheEndAndGoesAnywhere() {
        const TranscriptFile file(talkRecords(0, 20'000));
        Rig rig;
        rig.show(sessionOf(file));
        QTRY_VERIFY(rig.sees(u"question 19999"_s));
        TranscriptView& transcript = rig.view.transcript();
        QTest::keyClick(&transcript, Qt::Key_Home);
        QTRY_VERIFY(rig.sees(u"question 0"_s));
        QScrollBar& bar = *transcript.verticalScrollBar();
        bar.setValue(bar.maximum() / 2);
        QTRY_VERIFY(rig.sees(u"question 10"_s)); // 10000 or near
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(&transcript, Qt::Key_PageUp);
            QCoreApplication::processEvents();
        }
        QVERIFY(transcript.window().excerpt->turns.size() < 8000);
        QTest::keyClick(&transcript, Qt::Key_End);
        QTRY_VERIFY(rig.probe.isAtEnd());
        QVERIFY(rig.sees(u"question 19999"_s));
    }

    void theTailIsFollowed() {
        const TranscriptFile file(talkRecords(0, 5000));
        Rig rig;
        const auto session = sessionOf(file);
        rig.show(session);
        QTRY_VERIFY(rig.sees(u"question 4999"_s));
        file.append(talkRecords(7000, 7001));
        rig.show(session);
        QTRY_VERIFY(rig.sees(u"question 7000"_s));
        QTest::keyClick(&rig.view.transcript(), Qt::Key_Home);
        QTRY_VERIFY(rig.sees(u"question 0"_s));
        file.append(talkRecords(8000, 8001));
        rig.show(session);
        auto* below = rig.view.findChild<QPushButton*>(u"newBelow"_s);
        QTRY_VERIFY(below->isVisible());
        QVERIFY(rig.sees(u"question 0"_s));
        QTest::mouseClick(below, Qt::LeftButton);
        QTRY_VERIFY(rig.sees(u"question 8000"_s));
    }

    void findsInAllOfIt() {
        const TranscriptFile file(talkRecords(0, 4000) + promptRecord(9001, "a needle here, a needle there") +
                                  talkRecords(10'000, 14'000) + answerRecord(9002, callBlock("c")) +
                                  resultRecord("c", "the needle") + talkRecords(20'000, 23'000));
        Rig rig;
        rig.show(sessionOf(file));
        QTRY_VERIFY(rig.sees(u"question 22999"_s));
        QTest::keyClick(&rig.view.transcript(), '/');
        QVERIFY(rig.field()->hasFocus());
        QTest::keyClicks(rig.field(), u"NEEDLE"_s);
        QTRY_COMPARE(rig.count(), u"1 of 3"_s); // from the end on: round to the first
        QTRY_VERIFY(rig.sees(u"a needle here"_s));
        QTest::keyClick(rig.field(), Qt::Key_Return);
        QCOMPARE(rig.count(), u"2 of 3"_s);
        QVERIFY(rig.sees(u"a needle there"_s));
        QTest::keyClick(rig.field(), Qt::Key_F3);
        QCOMPARE(rig.count(), u"3 of 3"_s);
        QTRY_VERIFY(rig.sees(u"the needle"_s)); // unfolded
        rig.view.transcript().setFocus();
        QTest::keyClick(&rig.view.transcript(), Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(rig.count(), u"2 of 3"_s);
        QTRY_VERIFY(rig.sees(u"a needle there"_s));

        QTest::mouseClick(rig.view.findChild<QPushButton*>(u"findCase"_s), Qt::LeftButton);
        QTRY_COMPARE(rig.count(), u"Nothing found"_s);
        QTest::mouseClick(rig.view.findChild<QPushButton*>(u"findRegex"_s), Qt::LeftButton);
        rig.field()->setText(u"need(le"_s);
        QTRY_VERIFY(rig.count().contains(u"regular expression"));
        rig.field()->setText(u"need.e"_s);
        QTRY_COMPARE(rig.count().section(u' ', 1), u"of 3"_s);
        rig.field()->setFocus();
        QTest::keyClick(rig.field(), Qt::Key_Escape);
        QVERIFY(!rig.view.findBar().isVisible());
        QVERIFY(rig.view.transcript().hasFocus());
    }

    void aSearchResultOpensAtItsPlace() {
        const std::string before = talkRecords(0, 6000);
        const TranscriptFile file(before + promptRecord(9001, "the needle") + talkRecords(10'000, 16'000));
        const TranscriptFile other(talkRecords(0, 3));
        Rig rig;
        rig.show(sessionOf(other, "other"));
        QTRY_VERIFY(rig.sees(u"question 2"_s));
        rig.desk.showPlace({.sessionKey = u"claude/one"_s,
                            .file = file.path(),
                            .position = before.size(),
                            .query = {.text = "needle"}});
        rig.show(sessionOf(file));
        QTRY_VERIFY(rig.sees(u"the needle"_s));
        QTRY_COMPARE(rig.count(), u"1 of 1"_s); // n and N go on from there
        QCOMPARE(rig.field()->text(), u"needle"_s);
        rig.desk.showPlace({.sessionKey = u"claude/one"_s, .file = file.path(), .position = 0, .query = {}});
        QTRY_VERIFY(rig.sees(u"question 0"_s));
        // Nobody knows where: it is looked for.
        rig.desk.showPlace({.sessionKey = u"claude/one"_s,
                            .file = file.path(),
                            .position = {},
                            .query = {.text = "needle"}});
        QTRY_VERIFY(rig.sees(u"the needle"_s));
    }

    void aSubAgentsTranscriptIsOneOfItsSession() {
        const TranscriptFile own(talkRecords(0, 5));
        const TranscriptFile agents(talkRecords(500, 2500) + promptRecord(9001, "the needle"));
        auto session = std::make_shared<Session>(*sessionOf(own));
        session->subAgents.push_back({.id = "a1",
                                      .file = agents.path(),
                                      .fileStatus = {},
                                      .kind = "Explore",
                                      .description = "Find the callers",
                                      .model = {},
                                      .tokens = {},
                                      .usage = {},
                                      .cost = {}});
        const desktop::TranscriptPlace place{.sessionKey = u"claude/one"_s,
                                             .file = agents.path(),
                                             .position = talkRecords(500, 2500).size(),
                                             .query = {.text = "needle"}};
        Rig rig;
        auto* bar = rig.view.findChild<QWidget*>(u"subAgentBar"_s);
        rig.show(session);
        QTRY_VERIFY(rig.sees(u"question 4"_s));
        QVERIFY(!bar->isVisible());
        rig.desk.showPlace(place);
        QTRY_VERIFY(rig.sees(u"the needle"_s));
        QTRY_COMPARE(rig.count(), u"1 of 1"_s);
        QVERIFY(bar->isVisible());
        QCOMPARE(rig.view.findChild<TintedLabel*>(u"subAgentName"_s)->fullText(),
                 u"Sub-agent · Explore · Find the callers"_s);

        // What comes to the session does not take the reader away.
        session = std::make_shared<Session>(*session);
        session->prompts = 7;
        rig.show(session);
        QVERIFY(bar->isVisible());
        QTest::mouseClick(rig.view.findChild<QPushButton*>(u"backToSession"_s), Qt::LeftButton);
        QTRY_VERIFY(rig.sees(u"question 4"_s));
        QVERIFY(!bar->isVisible());

        // Asked for before its session is shown, and left with it.
        const TranscriptFile other(talkRecords(50, 53));
        rig.show(sessionOf(other, "other"));
        QTRY_VERIFY(rig.sees(u"question 52"_s));
        rig.desk.showPlace(place);
        rig.show(session);
        QTRY_VERIFY(rig.sees(u"the needle"_s));
        QVERIFY(bar->isVisible());
        rig.show(sessionOf(other, "other"));
        QTRY_VERIFY(rig.sees(u"question 52"_s));
        QVERIFY(!bar->isVisible());
    }

    void otherSessionsAreOthers() {
        const TranscriptFile one(talkRecords(0, 5000));
        const TranscriptFile other(talkRecords(50'000, 50'003));
        Rig rig;
        for (int i = 0; i < 10; ++i) {
            rig.show(sessionOf(one));
            rig.show(sessionOf(other, "other"));
        }
        QTRY_VERIFY(rig.sees(u"question 50002"_s));
        rig.show(nullptr);
        QCOMPARE(rig.view.transcript().plainText(), u"Choose a session."_s);
    }

    void filesChangeUnderTheView() {
        const TranscriptFile file(talkRecords(0, 5000));
        Rig rig;
        const auto session = sessionOf(file);
        rig.show(session);
        QTRY_VERIFY(rig.sees(u"question 4999"_s));
        file.truncate(100'000);
        rig.show(session);
        QTRY_VERIFY(rig.view.transcript().window().end == 100'000);
        file.replace(talkRecords(30'000, 36'000));
        rig.show(session);
        QTRY_VERIFY(rig.sees(u"question 35999"_s));
        file.remove();
        QTest::keyClick(&rig.view.transcript(), Qt::Key_Home);
        QTRY_VERIFY(rig.view.transcript().window().excerpt == nullptr);
        QVERIFY(!rig.view.transcript().plainText().isEmpty()); // it says what happened
    }

    void aLineOfTwelveMegabytesIsShown() {
        const TranscriptFile file(talkRecords(0, 10) +
                                  answerRecord(1, textBlock(std::string(12'000'000, 'y'))) +
                                  promptRecord(99, "behind it"));
        Rig rig;
        rig.show(sessionOf(file));
        QTRY_VERIFY(rig.sees(u"behind it"_s));
        QVERIFY(rig.view.transcript().plainText().size() < 1'000'000);
    }

    void exportsAndMeasures() {
        const TranscriptFile file(talkRecords(0, 3000) + answerRecord(9002, callBlock("c")) +
                                  resultRecord("c", std::string(300'000, 'o')) + talkRecords(4000, 6000));
        Rig rig;
        rig.show(sessionOf(file));
        QTRY_VERIFY(rig.sees(u"question 5999"_s));
        QMenu menu;
        rig.desk.addActions(menu);
        QVERIFY(menu.findChild<QAction*>(u"actionExportMarkdown"_s)->isEnabled());

        const QTemporaryDir folder;
        const QSignalSpy exported(&rig.desk, &desktop::TranscriptDesk::exported);
        rig.desk.exportTo(folder.filePath(u"out.md"_s));
        QTRY_COMPARE(exported.size(), 1);
        QFile out(folder.filePath(u"out.md"_s));
        QVERIFY(out.open(QIODevice::ReadOnly));
        const QByteArray text = out.readAll();
        QVERIFY(text.startsWith("# A session\n"));
        QCOMPARE(text.count("## You"), 5000);
        const QSignalSpy failed(&rig.desk, &desktop::TranscriptDesk::failed);
        rig.desk.exportTo(folder.filePath(u"no/such/folder/out.md"_s));
        QTRY_COMPARE(failed.size(), 1);

        menu.findChild<QAction*>(u"actionMeasure"_s)->trigger();
        auto* dialog = rig.view.findChild<SizeDialog*>(u"sizeDialog"_s);
        QVERIFY(dialog);
        auto* largest = dialog->findChild<QTableWidget*>(u"sizeLargest"_s);
        QTRY_VERIFY(largest->rowCount() > 0);
        QCOMPARE(largest->item(0, 0)->text(), u"Output of Bash"_s);
        largest->setFocus();
        QTest::keyClick(largest, Qt::Key_Return);
        QTRY_VERIFY(rig.sees(u"Bash ls"_s));
    }

    void workEndsWithWhoWaitsForIt() {
        const TranscriptFile file(talkRecords(0, 30'000));
        {
            Rig rig;
            rig.show(sessionOf(file));
            QTRY_VERIFY(rig.sees(u"question 29999"_s));
            rig.view.openFindBar();
            QTest::keyClicks(rig.field(), u"question"_s); // each letter begins anew
            rig.desk.measure();
        }
        Rig rig;
        rig.show(sessionOf(file));
        QTRY_VERIFY(rig.sees(u"question 29999"_s));
        rig.desk.measure();
        rig.view.findChild<SizeDialog*>(u"sizeDialog"_s)->reject();
        rig.view.openFindBar();
        QTest::keyClicks(rig.field(), u"question"_s);
        QTRY_COMPARE(rig.count().section(u' ', 1), u"of 30,000"_s);
    }
};

QTEST_MAIN(TranscriptDeskTest)
#include "transcript_desk_test.moc"
