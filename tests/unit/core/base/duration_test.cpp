// SPDX-License-Identifier: MIT
#include "core/base/duration.h"

#include <QtTest>

using namespace ax;
using namespace std::chrono_literals;

class DurationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void DurationTest::reads_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("nanoseconds");
    const auto row = [](const char* text, std::chrono::nanoseconds value) {
        QTest::newRow(text) << QByteArray(text) << static_cast<qint64>(value.count());
    };
    row("0", 0ns);
    row("300ms", 300ms);
    row("1.5h", 90min);
    row("2h45m", 165min);
    row("1h0m0s", 1h);
    row("-3s", -3s);
    row("+3s", 3s);
    row(".5s", 500ms);
    row("1.s", 1s);
    row("7ns", 7ns);
    row("7us", 7us);
    row("7µs", 7us);
    row("7μs", 7us);
    row("100000h", 100'000h);
}

void DurationTest::reads() {
    QFETCH(QByteArray, text);
    const auto duration = parseDuration(text.toStdString());
    QVERIFY(duration);
    QTEST(static_cast<qint64>(duration->count()), "nanoseconds");
}

void DurationTest::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "-", "3", "s", ".s", "1..5s", "3 s", "3sec", "1h2", "99999999999h", "1d", "\xff", "1s\n"})
        QTest::newRow(text) << QByteArray(text);
}

void DurationTest::refuses() {
    QFETCH(QByteArray, text);
    QVERIFY(!parseDuration(text.toStdString()));
}

QTEST_GUILESS_MAIN(DurationTest)
#include "duration_test.moc"
