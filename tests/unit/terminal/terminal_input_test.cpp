// SPDX-License-Identifier: MIT
#include "terminal/terminal_input.h"
#include "tests/unit/terminal/view_rig.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

class TerminalInputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pasteCannotInject();
    void bracketedPasteIsNotAskedAbout();
    void severalLinesAreAskedAbout();
    void questionBox();
    void pasteKey();
    void windowShortcutsDoNotTakeFromThePrograms();
    void dropTypesPaths_data();
    void dropTypesPaths();
    void dropIsAPaste();
    void focusReports();
    void mouseReports();
    void contextMenu();
};

void TerminalInputTest::pasteCannotInject() {
    ViewRig rig;
    rig.channel->say("\x1b[?2004h");
    rig.view->pasteText(u"a\x1b[201~\nrm -rf ~\n\u009b201~"_s);
    QCOMPARE(rig.channel->takeWritten(), "\x1b[200~a[201~\rrm -rf ~\r201~\x1b[201~");
    rig.channel->say("\x1b[?2004l");
    rig.view->pasteText(u"\x03\x04\x1b[Ab"_s);
    QCOMPARE(rig.channel->takeWritten(), "[Ab");
}

void TerminalInputTest::bracketedPasteIsNotAskedAbout() {
    ViewRig rig;
    rig.view->setPasteGuard([](const QString&, const std::function<void()>&) { QFAIL("asked"); });
    rig.channel->say("\x1b[?2004h");
    rig.view->pasteText(u"a\nb"_s);
    QCOMPARE(rig.channel->takeWritten(), "\x1b[200~a\rb\x1b[201~");
}

void TerminalInputTest::severalLinesAreAskedAbout() {
    ViewRig rig;
    QString asked;
    std::function<void()> proceed;
    rig.view->setPasteGuard([&](const QString& text, std::function<void()> go) {
        asked = text;
        proceed = std::move(go);
    });
    rig.view->pasteText(u"one line"_s);
    QCOMPARE(asked, QString());
    QCOMPARE(rig.channel->takeWritten(), "one line");
    rig.view->pasteText(u"a\nb"_s);
    QCOMPARE(asked, u"a\nb"_s);
    QCOMPARE(rig.channel->takeWritten(), "");
    proceed();
    QCOMPARE(rig.channel->takeWritten(), "a\rb");
    rig.view.reset();
    proceed(); // too late, and harmless
}

void TerminalInputTest::questionBox() {
    ViewRig rig;
    for (const bool accept : {false, true}) {
        rig.view->pasteText(u"<b>a</b>\nb\n"_s);
        auto* const box = rig.view->findChild<QMessageBox*>(u"pasteQuestion"_s);
        QVERIFY(box != nullptr);
        QCOMPARE(box->textFormat(), Qt::PlainText);
        QVERIFY(box->text().contains(u'2'));
        const auto buttons = box->buttons();
        for (QAbstractButton* const button : buttons) {
            if (box->buttonRole(button) == (accept ? QMessageBox::AcceptRole : QMessageBox::RejectRole))
                button->click();
        }
        QCOMPARE(rig.channel->takeWritten(), accept ? "<b>a</b>\rb\r" : "");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void TerminalInputTest::pasteKey() {
    ViewRig rig;
    QGuiApplication::clipboard()->setText(u"from clip\x1b"
                                          u"board"_s);
    QTest::keyClick(&rig.display(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(rig.channel->takeWritten(), "from clipboard");
    QTest::keyClick(&rig.display(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(rig.channel->takeWritten(), "\x16");
}

void TerminalInputTest::windowShortcutsDoNotTakeFromThePrograms() {
    ViewRig rig;
    QVERIFY(QTest::qWaitForWindowActive(rig.view.get()));
    rig.view->setFocus();
    int fired = 0;
    for (const char* const keys : {"Ctrl+W", "Esc", "Ctrl+Shift+V", "Ctrl+Shift+K", "Ctrl+2"})
        connect(new QShortcut(QKeySequence(QString::fromLatin1(keys)), rig.view.get()), &QShortcut::activated,
                this, [&fired] { ++fired; });
    QGuiApplication::clipboard()->setText(u"P"_s);
    QTest::keyClick(&rig.display(), Qt::Key_W, Qt::ControlModifier);
    QTest::keyClick(&rig.display(), Qt::Key_Escape);
    QTest::keyClick(&rig.display(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(fired, 0);
    QCOMPARE(rig.channel->takeWritten(), "\x17\x1bP");
    QTest::keyClick(&rig.display(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(&rig.display(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(fired, 2);
    QCOMPARE(rig.channel->takeWritten(), "");
}

void TerminalInputTest::dropTypesPaths_data() {
    QTest::addColumn<QList<QUrl>>("urls");
    QTest::addColumn<QString>("typed");
    QTest::newRow("plain") << QList{QUrl::fromLocalFile(u"/tmp/a.png"_s)} << u"/tmp/a.png "_s;
    QTest::newRow("spaces") << QList{QUrl::fromLocalFile(u"/tmp/a b.png"_s), QUrl::fromLocalFile(u"/x"_s)}
                            << u"'/tmp/a b.png' /x "_s;
    QTest::newRow("hostile") << QList{QUrl::fromLocalFile(u"/tmp/$(x)'`.png"_s)}
                             << u"'/tmp/$(x)'\\''`.png' "_s;
    QTest::newRow("remote") << QList{QUrl(u"https://a.example/b c"_s)} << u"https://a.example/b%20c "_s;
}

void TerminalInputTest::dropTypesPaths() {
    QFETCH(QList<QUrl>, urls);
    QFETCH(QString, typed);
    QMimeData data;
    data.setUrls(urls);
    QCOMPARE(droppedText(data), typed);
}

void TerminalInputTest::dropIsAPaste() {
    ViewRig rig;
    rig.channel->say("\x1b[?2004h");
    QMimeData data;
    data.setText(u"a\x1b[201~\nb"_s);
    QDragEnterEvent enter(QPoint(30, 30), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&rig.display(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(30, 30), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&rig.display(), &drop);
    QCOMPARE(rig.channel->takeWritten(), "\x1b[200~a[201~\rb\x1b[201~");

    QMimeData picture;
    picture.setData(u"image/png"_s, "x");
    QDragEnterEvent refused(QPoint(30, 30), Qt::CopyAction, &picture, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&rig.display(), &refused);
    QVERIFY(!refused.isAccepted());
}

void TerminalInputTest::focusReports() {
    ViewRig rig;
    QVERIFY(QTest::qWaitForWindowActive(rig.view.get()));
    rig.view->setFocus();
    rig.view->clearFocus();
    QCOMPARE(rig.channel->takeWritten(), ""); // nobody asked
    rig.channel->say("\x1b[?1004h");
    QCOMPARE(rig.channel->takeWritten(), "\x1b[O"); // it has not got it: agents must know
    rig.view->setFocus();
    QCOMPARE(rig.channel->takeWritten(), "\x1b[I");
    rig.display().clearFocus();
    QCOMPARE(rig.channel->takeWritten(), "\x1b[O");
    rig.channel->say("\x1b[?1004l");
    rig.view->setFocus();
    QCOMPARE(rig.channel->takeWritten(), "");
}

void TerminalInputTest::mouseReports() {
    ViewRig rig;
    QTest::mouseClick(&rig.display(), Qt::LeftButton, {}, QPoint(60, 60));
    QCOMPARE(rig.channel->takeWritten(), "");
    rig.channel->say("\x1b[?1000h\x1b[?1006hx");
    QTRY_COMPARE(rig.view->screenText(), u"x"_s);
    QTest::mouseClick(&rig.display(), Qt::LeftButton, {}, QPoint(60, 60));
    const QByteArray report = rig.channel->takeWritten();
    QVERIFY(report.startsWith("\x1b[<0;") && report.endsWith('m'));
    QTest::mouseClick(&rig.display(), Qt::MiddleButton, {}, QPoint(60, 60));
    QVERIFY(rig.channel->takeWritten().startsWith("\x1b[<1;")); // the program's, not a paste

    rig.channel->end({.code = 1, .signal = {}});
    QTRY_COMPARE(rig.display().cursor().shape(), Qt::IBeamCursor); // the text can be selected again
}

void TerminalInputTest::contextMenu() {
    ViewRig rig;
    const auto open = [&] {
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(60, 60),
                                rig.display().mapToGlobal(QPoint(60, 60)));
        QApplication::sendEvent(&rig.display(), &event);
        return rig.view->findChild<QMenu*>(u"terminalMenu"_s);
    };
    QMenu* const menu = open();
    QVERIFY(menu != nullptr);
    QStringList names;
    for (const QAction* const action : menu->actions())
        names << action->text();
    QCOMPARE(names, (QStringList{u"Copy"_s, u"Paste"_s, u"Find"_s}));
    delete menu;
    rig.channel->say("\x1b[?1000hx");
    QTRY_COMPARE(rig.view->screenText(), u"x"_s);
    QVERIFY(open() == nullptr);
}

QTEST_MAIN(TerminalInputTest)
#include "terminal_input_test.moc"
