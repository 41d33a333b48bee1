// SPDX-License-Identifier: MIT
#include "core/hold/end_session.h"
#include "tests/gui/held_desk.h"
#include "widgets/table/screen_preview.h"

#include <QHelpEvent>
#include <QLabel>
#include <QSignalSpy>

#include <csignal>
#include <tuple>

using namespace ax;
using namespace ax::test;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

class World : public TestWorld {
public:
    World() {
        addSession(First, makeFolder(u"one"_s), u"First task"_s);
        addSession(Second, makeFolder(u"two"_s), u"Second task"_s);
        setAgentScript(EchoingAgent);
    }
};

struct PreviewDesk : HeldDesk {
    using HeldDesk::HeldDesk;
    QWidget* preview() const { return find<QWidget>("screenPreview"); }
    QString text() const {
        return preview()->isVisible() ? find<QLabel>("screenPreviewText")->text() : QString();
    }
    QPoint place(const QString& id, SessionTableModel::Column column) const {
        const auto* model = static_cast<const SessionTableModel*>(rows());
        return table()->visualRect(model->index(model->rowOf(keyOf(id)), column)).center();
    }
    /// What the platform sends when the mouse rests.
    void rest(const QString& id, SessionTableModel::Column column) const {
        const QPoint position = place(id, column);
        QHelpEvent event(QEvent::ToolTip, position, table()->viewport()->mapToGlobal(position));
        QCoreApplication::sendEvent(table()->viewport(), &event);
    }
    void end(const QString& id) const {
        std::ignore = endSession(context->files, context->paths, context->clock, id.toStdString());
    }
};

} // namespace

class ScreenPreviewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheScreenOfALiveRow();
    void needsNoTerminalHere();
    void aPastSessionHasNone();
    void spaceShowsAndHidesIt();
    void goesWithItsSession();
    void isCutToItsRoom_data();
    void isCutToItsRoom();
};

void ScreenPreviewTest::showsTheScreenOfALiveRow() {
    const World world;
    const PreviewDesk desk(world);
    QVERIFY(desk.open(First));
    desk.rest(First, SessionTableModel::TitleColumn);
    QTRY_VERIFY2(desk.text().contains(u"ready"_s), qPrintable(desk.text()));
    desk.view()->terminals().terminal(keyOf(First))->sendBytes("more\r");
    QTRY_VERIFY(desk.text().contains(u"got:more"_s)); // it lives
    QTest::mouseClick(desk.table()->viewport(), Qt::LeftButton, Qt::NoModifier,
                      desk.place(First, SessionTableModel::TitleColumn));
    QVERIFY(!desk.preview()->isVisible());
}

void ScreenPreviewTest::needsNoTerminalHere() {
    const World world;
    {
        PreviewDesk desk(world);
        QVERIFY(desk.open(First));
        QVERIFY(desk.window.close());
    }
    const PreviewDesk desk(world);
    QTRY_VERIFY(desk.isHeld(First));
    desk.rest(First, SessionTableModel::StatusColumn);
    QTRY_VERIFY(desk.text().contains(u"ready"_s));
    QVERIFY(desk.view()->terminals().terminal(keyOf(First)) == nullptr);
}

void ScreenPreviewTest::aPastSessionHasNone() {
    const World world;
    const PreviewDesk desk(world);
    QVERIFY(desk.open(First));
    const QSignalSpy requested(desk.table(), &SessionTableView::previewRequested);
    desk.rest(Second, SessionTableModel::TitleColumn);
    desk.rest(First, SessionTableModel::CostColumn); // explains its number
    QVERIFY(requested.isEmpty());
}

void ScreenPreviewTest::spaceShowsAndHidesIt() {
    const World world;
    const PreviewDesk desk(world);
    QVERIFY(desk.open(First));
    desk.table()->setFocus();
    QTest::keyClick(desk.table(), Qt::Key_Space);
    QTRY_VERIFY(desk.text().contains(u"ready"_s));
    QTest::keyClick(desk.table(), Qt::Key_Space);
    QVERIFY(!desk.preview()->isVisible());
    QTest::keyClick(desk.table(), Qt::Key_Space);
    QTRY_VERIFY(desk.text().contains(u"ready"_s));
    QTest::keyClick(desk.table(), Qt::Key_J); // to another row
    QVERIFY(!desk.preview()->isVisible());
}

void ScreenPreviewTest::goesWithItsSession() {
    const World world;
    const PreviewDesk desk(world);
    QVERIFY(desk.open(First));
    desk.rest(First, SessionTableModel::TitleColumn);
    QTRY_VERIFY(desk.preview()->isVisible());
    const long holder = desk.holderOf(First);
    QVERIFY(holder > 1);
    ::kill(static_cast<pid_t>(holder), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.preview()->isVisible(), 20'000);
}

void ScreenPreviewTest::isCutToItsRoom_data() {
    QTest::addColumn<QString>("screen");
    QTest::addColumn<QString>("text");
    QTest::newRow("blank") << u"\n  \n\n"_s << QString();
    QTest::newRow("blank ends") << u"\n\n one\n\ntwo \n\n"_s << u" one\n\ntwo "_s;
    QTest::newRow("long line") << QString(200, u'x') << QString(109, u'x') + u'\u2026';
    QTest::newRow("tall") << u"first\n"_s + QString(60, u'\n').replace(u"\n"_s, u"y\n"_s)
                          << QString(24, u'y').replace(u"y"_s, u"y\n"_s).chopped(1);
    QTest::newRow("hostile") << u"a\u202Eb\x1b[31mc<b>d"_s << u"a⟦U+202E⟧bc<b>d"_s;
}

void ScreenPreviewTest::isCutToItsRoom() {
    QFETCH(QString, screen);
    QFETCH(QString, text);
    QCOMPARE(previewText(screen), text);
}

QTEST_MAIN(ScreenPreviewTest)
#include "screen_preview_test.moc"
