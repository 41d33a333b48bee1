// SPDX-License-Identifier: MIT
#include "core/mux/zellij_multiplexer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace ax;
using Ending = Multiplexer::Ending;

namespace {

/// A program in zellij's place that writes down how it is called: zellij itself is in no distribution we
/// test on.
class FakeZellij {
public:
    FakeZellij() {
        write("zellij",
              "#!/bin/sh\nfolder=$(dirname \"$0\")\n{ printf '<%s>' \"$@\"; echo; } >> \"$folder/calls\"\n"
              "case $2 in\n dump-layout) cat \"$folder/layout\" ;;\n"
              " dump-screen) printf 'one\\ntwo\\n\\n\\n' > \"$4\" ;;\n"
              " close-pane) echo \"$(printf 'no\\033[2J such pane')\" >&2; exit 2 ;;\nesac\n");
        QFile::setPermissions(path("zellij"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        write("layout",
              "layout {\n tab name=\"x\" { pane }\n tab { pane command=\"claude\" name=\"id-1\" }\n}\n");
    }
    ZellijMultiplexer multiplexer() const {
        return {m_runner, {.program = path("zellij").toStdString(), .sessionName = "hill", .prefix = "ax:"}};
    }
    MuxWindow window(std::size_t index) const { return multiplexer().list().value().at(index); }
    /// Since the last question.
    QByteArray calls() const {
        QFile file(path("calls"));
        QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        file.remove();
        return text;
    }

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    void write(const char* name, const QByteArray& text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
    RealProcessRunner m_runner;
};

} // namespace

class ZellijMultiplexerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opens();
    void types();
    void refuses();
    void tails();
    void steers();
};

void ZellijMultiplexerTest::opens() {
    const FakeZellij zellij;
    QVERIFY(zellij.multiplexer().open({.sessionId = "id-2",
                                       .title = "run/name",
                                       .directory = "/src",
                                       .arguments = {"ax", "attach", "id-2"},
                                       .variables = {{"HOME", "/home/a b"}},
                                       .shown = NewMuxWindow::Shown::Background}));
    QCOMPARE(zellij.calls(),
             QByteArray("<action><new-tab><--name><ax:run/name><--cwd></src>\n"
                        "<run><--in-place><--close-on-exit><--name><id-2><--cwd></src><--><env>"
                        "<HOME=/home/a b><ax><attach><id-2>\n"));
}

void ZellijMultiplexerTest::types() {
    const FakeZellij zellij;
    const MuxWindow window = zellij.window(1);
    zellij.calls();
    QVERIFY(zellij.multiplexer().sendText(window, "-a b\n\nc", Ending::Enter));
    QCOMPARE(zellij.calls(),
             QByteArray("<action><go-to-tab><2>\n<action><write-chars><--><-a b>\n<action><write><13>\n"
                        "<action><write><13>\n<action><write-chars><--><c>\n<action><write><13>\n"));
    QVERIFY(zellij.multiplexer().sendText(window, "x", Ending::None));
    QCOMPARE(zellij.calls(), QByteArray("<action><go-to-tab><2>\n<action><write-chars><--><x>\n"));
}

void ZellijMultiplexerTest::refuses() {
    const FakeZellij zellij;
    const auto toShell = zellij.multiplexer().sendText(zellij.window(0), "rm", Ending::Enter);
    QVERIFY(!toShell && toShell.error().code == ErrorCode::Denied);
    MuxWindow unfocused = zellij.window(1);
    unfocused.state = MuxWindow::State::InMode;
    zellij.calls();
    QCOMPARE(zellij.multiplexer().sendText(unfocused, "x", Ending::Enter).error().code, ErrorCode::Busy);
    QCOMPARE(zellij.multiplexer().interrupt(unfocused).error().code, ErrorCode::Busy);
    QCOMPARE(zellij.multiplexer().close(unfocused).error().code, ErrorCode::Busy);
    QCOMPARE(zellij.calls(), QByteArray());
    const auto moved = zellij.multiplexer().move(std::vector{unfocused}, "x");
    QVERIFY(!moved && moved.error().code == ErrorCode::Unsupported);
    const auto closed = zellij.multiplexer().close(zellij.window(1));
    QVERIFY(!closed &&
            closed.error().message.ends_with(" action: no[2J such pane")); // no escape gets through
}

void ZellijMultiplexerTest::tails() {
    const FakeZellij zellij;
    QCOMPARE(zellij.multiplexer().tail(zellij.window(1), 0).value_or(""), "one\ntwo");
}

void ZellijMultiplexerTest::steers() {
    const FakeZellij zellij;
    const MuxWindow window = zellij.window(1);
    zellij.calls();
    QVERIFY(zellij.multiplexer().interrupt(window));
    QVERIFY(zellij.multiplexer().retag(window, "true-id"));
    QCOMPARE(zellij.calls(), QByteArray("<action><go-to-tab><2>\n<action><write><3>\n<action><go-to-tab><2>\n"
                                        "<action><rename-pane><--><true-id>\n"));
    const auto focus = zellij.multiplexer().focusCommand(window);
    QCOMPARE(std::vector(focus.begin() + 1, focus.end()),
             (std::vector<std::string>{"action", "go-to-tab", "2"}));
}

QTEST_GUILESS_MAIN(ZellijMultiplexerTest)
#include "zellij_multiplexer_test.moc"
