// SPDX-License-Identifier: MIT
#include "core/base/clock.h"
#include "core/base/time.h"

#include <QTest>

using namespace ax;
using namespace std::chrono_literals;

class TimeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void survivesEveryCut();
    void formats_data();
    void formats();
    void formatsTheUnknown();
    void tellsAges_data();
    void tellsAges();
    void clocksMove();
};

void TimeTest::parses_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("epoch") << std::string("1970-01-01T00:00:00Z") << qint64{0};
    QTest::newRow("milliseconds") << std::string("2026-08-13T10:20:30.125Z") << qint64{1786616430125000000};
    QTest::newRow("nine digits") << std::string("1970-01-01T00:00:01.000000001Z") << qint64{1000000001};
    QTest::newRow("more digits are cut")
        << std::string("1970-01-01T00:00:00.9999999999Z") << qint64{999999999};
    QTest::newRow("east") << std::string("1970-01-01T02:00:00+02:00") << qint64{0};
    QTest::newRow("west") << std::string("1969-12-31T18:30:00-05:30") << qint64{0};
    QTest::newRow("before the epoch") << std::string("1969-12-31T23:59:59.5Z") << qint64{-500000000};
    QTest::newRow("leap day") << std::string("2024-02-29T00:00:00Z") << qint64{1709164800000000000};
}

void TimeTest::parses() {
    QFETCH(std::string, text);
    QFETCH(qint64, nanoseconds);
    const auto time = parseTimestamp(text);
    QVERIFY(time);
    QCOMPARE(qint64{time->time_since_epoch().count()}, nanoseconds);
}

void TimeTest::refuses_data() {
    QTest::addColumn<std::string>("text");
    for (const char* text : {"",
                             "now",
                             "2026-08-13",
                             "2026-08-13 10:20:30Z",
                             "2026-08-13T10:20:30",
                             "2026-08-13T10:20Z",
                             "2026-13-01T00:00:00Z",
                             "2026-02-29T00:00:00Z",
                             "2026-01-01T24:00:00Z",
                             "2026-01-01T00:60:00Z",
                             "2026-01-01T00:00:60Z",
                             "2026-01-01T00:00:00.Z",
                             "2026-01-01T00:00:00+0200",
                             "2026-01-01T00:00:00Z ",
                             " 2026-01-01T00:00:00Z",
                             "2026-01-01t00:00:00z",
                             "0001-01-01T00:00:00Z",
                             "9999-12-31T23:59:59Z",
                             "-026-01-01T00:00:00Z",
                             "+026-01-01T00:00:00Z",
                             "2026-01-01T00:00:00+99:00",
                             "1786616430"})
        QTest::newRow(text) << std::string(text);
    QTest::newRow("nul") << std::string("2026-01-01T00:00:00Z\0", 21);
}

void TimeTest::refuses() {
    QFETCH(std::string, text);
    QVERIFY(!parseTimestamp(text));
}

void TimeTest::survivesEveryCut() {
    const std::string whole = "2026-08-13T10:20:30.125+02:00";
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY2(!parseTimestamp(whole.substr(0, length)), whole.substr(0, length).c_str());
    QVERIFY(parseTimestamp(whole));
}

void TimeTest::formats_data() {
    QTest::addColumn<std::string>("text");
    for (const char* text :
         {"1970-01-01T00:00:00Z", "2026-08-13T10:20:30.125Z", "2026-08-13T10:20:30.000000001Z",
          "1969-12-31T23:59:59.5Z", "2026-08-13T10:20:30.1Z"})
        QTest::newRow(text) << std::string(text);
}

void TimeTest::formats() {
    QFETCH(std::string, text);
    QCOMPARE(formatTimestamp(parseTimestamp(text)), text);
}

void TimeTest::formatsTheUnknown() {
    QCOMPARE(formatTimestamp(std::nullopt), std::string("0001-01-01T00:00:00Z"));
    QVERIFY(!parseTimestamp(formatTimestamp(std::nullopt)));
}

void TimeTest::tellsAges_data() {
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<std::string>("age");
    QTest::newRow("future") << qint64{-5000} << std::string("now");
    QTest::newRow("0") << qint64{0} << std::string("now");
    QTest::newRow("59 s") << qint64{59} << std::string("now");
    QTest::newRow("60 s") << qint64{60} << std::string("1m");
    QTest::newRow("under an hour") << qint64{3599} << std::string("59m");
    QTest::newRow("an hour") << qint64{3600} << std::string("1h");
    QTest::newRow("under a day") << qint64{86399} << std::string("23h");
    QTest::newRow("a day") << qint64{86400} << std::string("1d");
    QTest::newRow("years") << qint64{86400 * 1000} << std::string("1000d");
}

void TimeTest::tellsAges() {
    QFETCH(qint64, seconds);
    QFETCH(std::string, age);
    const Timestamp now = *parseTimestamp("2026-08-13T10:20:30Z");
    QCOMPARE(formatAge(now - std::chrono::seconds(seconds), now), age);
    QCOMPARE(formatAge(std::nullopt, now), std::string("?"));
}

void TimeTest::clocksMove() {
    ManualClock manual(*parseTimestamp("2026-08-13T10:20:30Z"));
    manual.advance(90min);
    QCOMPARE(formatTimestamp(manual.now()), std::string("2026-08-13T11:50:30Z"));
    QVERIFY(SystemClock().now() > *parseTimestamp("2024-01-01T00:00:00Z"));
}

QTEST_GUILESS_MAIN(TimeTest)
#include "time_test.moc"
