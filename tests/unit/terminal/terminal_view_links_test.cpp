// SPDX-License-Identifier: MIT
#include "tests/unit/terminal/view_rig.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace ax::terminal;
using namespace Qt::StringLiterals;

namespace {

constexpr QPoint OnFirstLine(60, 16);

} // namespace

class TerminalViewLinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void controlClick_data();
    void controlClick();
    void plainClickDoesNothing();
    void menu();
};

void TerminalViewLinksTest::controlClick_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QUrl>("link");
    QTest::newRow("https") << "https://example.org/path"_ba << QUrl(u"https://example.org/path"_s);
    QTest::newRow("www") << "www.example.org/path"_ba << QUrl(u"http://www.example.org/path"_s);
    QTest::newRow("mail") << "someone@example.org"_ba << QUrl(u"mailto:someone@example.org"_s);
    QTest::newRow("file") << "file:///etc/passwd"_ba << QUrl();
    QTest::newRow("ssh") << "ssh://-oProxyCommand=x/"_ba << QUrl();
    QTest::newRow("text") << "nothing to click here"_ba << QUrl();
}

void TerminalViewLinksTest::controlClick() {
    QFETCH(QByteArray, text);
    QFETCH(QUrl, link);
    ViewRig rig;
    QSignalSpy activated(rig.view.get(), &TerminalView::linkActivated);
    rig.channel->say(text);
    QTRY_COMPARE(rig.view->screenText(), QString::fromUtf8(text));
    const auto click = [&] {
        QTest::mouseClick(&rig.display(), Qt::LeftButton, Qt::ControlModifier, OnFirstLine);
        return !activated.isEmpty();
    };
    if (link.isEmpty()) {
        QTest::qWait(100); // the emulator looks for links a moment after it has drawn
        QVERIFY(!click());
        return;
    }
    QTRY_VERIFY(click());
    QCOMPARE(activated.last()[0].toUrl(), link);
}

void TerminalViewLinksTest::plainClickDoesNothing() {
    ViewRig rig;
    QSignalSpy activated(rig.view.get(), &TerminalView::linkActivated);
    rig.channel->say("https://example.org/path");
    QTRY_VERIFY((QTest::mouseClick(&rig.display(), Qt::LeftButton, Qt::ControlModifier, OnFirstLine),
                 !activated.isEmpty()));
    activated.clear();
    QTest::mouseClick(&rig.display(), Qt::LeftButton, {}, OnFirstLine);
    QCOMPARE(activated.size(), 0);
}

void TerminalViewLinksTest::menu() {
    ViewRig rig;
    QSignalSpy activated(rig.view.get(), &TerminalView::linkActivated);
    rig.channel->say("https://example.org/path");
    const auto entry = [&](const QString& name) -> QAction* {
        delete rig.view->findChild<QMenu*>(u"terminalMenu"_s);
        QContextMenuEvent event(QContextMenuEvent::Mouse, OnFirstLine,
                                rig.display().mapToGlobal(OnFirstLine));
        QApplication::sendEvent(&rig.display(), &event);
        const auto actions = rig.view->findChild<QMenu*>(u"terminalMenu"_s)->actions();
        for (QAction* const action : actions) {
            if (action->text() == name)
                return action;
        }
        return nullptr;
    };
    QTRY_VERIFY(entry(u"Open link"_s) != nullptr);
    QCOMPARE(activated.size(), 0); // looking it up is not opening it
    entry(u"Open link"_s)->trigger();
    QCOMPARE(activated.size(), 1);
    entry(u"Copy link address"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://example.org/path"_s);
}

QTEST_MAIN(TerminalViewLinksTest)
#include "terminal_view_links_test.moc"
