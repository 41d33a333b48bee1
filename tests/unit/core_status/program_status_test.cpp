// SPDX-License-Identifier: MIT
#include "core/status/program_status.h"

#include <QTest>

using namespace ax;

class ProgramStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsReports_data();
    void readsReports();
    void ignoresWhatIsNoReport_data();
    void ignoresWhatIsNoReport();
    void survivesEveryCut();
};

void ProgramStatusTest::readsReports_data() {
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* payload, ProgramState state, const char* program, const char* message) {
        QTest::newRow(payload) << QByteArray(payload) << static_cast<int>(state) << QString::fromUtf8(program)
                               << QString::fromUtf8(message);
    };
    row("state=idle:app=claude-code", ProgramState::Idle, "claude-code", "");
    row("state=working:app=codex", ProgramState::Working, "codex", "");
    row("state=working:app=claude-code:msg=RmFrZSBzaGVsbCBjb21tYW5k", ProgramState::Working, "claude-code",
        "Fake shell command");
    row("state=blocked:app=claude-code:kind=permission:msg=YXBwcm92ZSBCYXNoOiB0b3VjaCB5LnR4dA==",
        ProgramState::BlockedOnPermission, "claude-code", "approve Bash: touch y.txt");
    row("state=blocked:kind=question:msg=UmVkIMK3IEJsdWU", ProgramState::BlockedOnQuestion, "",
        "Red \u00B7 Blue"); // without padding
    row("state=blocked", ProgramState::BlockedOnQuestion, "", "");
    row("state=done:app=pi", ProgramState::Done, "pi", "");
    row("app=pi:state=error:msg=bm8=", ProgramState::Failed, "pi", "no");
    row("state=clear", ProgramState::Cleared, "", "");
    row("state=idle:state=working:future=1:::x", ProgramState::Working, "", "");
    row("state=done:msg=YRtbMzFtYgpjwptk", ProgramState::Done, "", "a[31mb cd"); // ESC, newline and C1
    row("state=done:msg=/w==", ProgramState::Done, "", "\uFFFD");
}

void ProgramStatusTest::readsReports() {
    QFETCH(QByteArray, payload);
    QFETCH(int, state);
    QFETCH(QString, program);
    QFETCH(QString, message);
    const auto status = parseProgramStatus(payload.toStdString());
    QVERIFY(status.has_value());
    QCOMPARE(static_cast<int>(status->state), state);
    QCOMPARE(QString::fromStdString(status->program), program);
    QCOMPARE(QString::fromStdString(status->message), message);
    QCOMPARE(parseProgramStatus(payload.toStdString() + ":progress=42:title=VGl0bGU=")->progress, 42);
    QCOMPARE(parseProgramStatus(payload.toStdString() + ":progress=42:title=VGl0bGU=")->title, "Title");
    for (const char* wrong : {"", "-1", "101", "4x", "99999999999"})
        QVERIFY(!parseProgramStatus(payload.toStdString() + ":progress=" + wrong)->progress);
}

void ProgramStatusTest::ignoresWhatIsNoReport_data() {
    QTest::addColumn<QByteArray>("payload");
    for (const char* payload : {"", "?", "?;x", "state", "state=", "state=sleeping", "app=pi", ":::", "=idle",
                                "state=idle:msg=%%%", "state=idle:msg=A", "state=idle:title=\x01"})
        QTest::newRow(payload) << QByteArray(payload);
}

void ProgramStatusTest::ignoresWhatIsNoReport() {
    QFETCH(QByteArray, payload);
    QVERIFY(!parseProgramStatus(payload.toStdString()));
}

void ProgramStatusTest::survivesEveryCut() {
    const std::string payload = "state=blocked:app=claude-code:kind=permission:msg=YXBwcm92ZQ==:progress=7";
    for (std::size_t end = 0; end <= payload.size(); ++end) {
        const auto status = parseProgramStatus(std::string_view(payload).substr(0, end));
        QVERIFY(!status || status->message.size() <= 7);
        QVERIFY(end < 13 || end == payload.size() || !status ||
                status->state >= ProgramState::BlockedOnPermission);
    }
    std::string huge = "state=idle:msg=" + std::string(4'000'000, 'A');
    QVERIFY(parseProgramStatus(huge)->message.empty()); // NULs
    huge = "state=idle:msg=" + std::string(4'000'000, 'a');
    QVERIFY(parseProgramStatus(huge)->message.size() < 10'000);
}

QTEST_GUILESS_MAIN(ProgramStatusTest)
#include "program_status_test.moc"
