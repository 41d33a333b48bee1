// SPDX-License-Identifier: MIT
#include "core/base/json_text.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace ax;
using namespace std::string_literals;

class JsonTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapesLikeGo_data();
    void escapesLikeGo();
    void survivesCutText();
    void printsNumbersLikeGo_data();
    void printsNumbersLikeGo();
    void printsNoInfinity();
    void knowsUtf8();
};

void JsonTextTest::escapesLikeGo_data() {
    QTest::addColumn<std::string>("given");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("plain") << R"({"a": [1, "b"]})"s << R"({"a": [1, "b"]})"s;
    QTest::newRow("html") << R"({"<a>": "b & c"})"s << R"({"\u003ca\u003e": "b \u0026 c"})"s;
    QTest::newRow("separators") << "\"\u2028\u2029\""s << R"("\u2028\u2029")"s;
    QTest::newRow("other letters stay") << "\"äß日本😀\""s << "\"äß日本😀\""s;
    QTest::newRow("hex in lower case") << R"("\u001F\u00AB")"s << R"("\u001f\u00ab")"s;
    QTest::newRow("escaped backslash before u") << R"("\\u001F")"s << R"("\\u001F")"s;
    QTest::newRow("escaped quote") << R"("\"<")"s << R"("\"\u003c")"s;
    QTest::newRow("stray byte") << "\"a\xff"
                                   "b\""s
                                << R"("a\ufffdb")"s;
    QTest::newRow("torn sequence") << "\"\xe2\x80\""s << R"("\ufffd\ufffd")"s;
    QTest::newRow("surrogate") << "\"\xed\xa0\x80\""s << R"("\ufffd\ufffd\ufffd")"s;
    QTest::newRow("overlong") << "\"\xc0\x80\""s << R"("\ufffd\ufffd")"s;
    QTest::newRow("behind the last letter") << "\"\xf4\x90\x80\x80\""s << R"("\ufffd\ufffd\ufffd\ufffd")"s;
}

void JsonTextTest::escapesLikeGo() {
    QFETCH(std::string, given);
    QFETCH(std::string, expected);
    QCOMPARE(withGoEscapes(given), expected);
}

void JsonTextTest::survivesCutText() {
    const std::string whole = "\"\\u00AB\\n\u2028<😀\\";
    for (std::size_t length = 0; length <= whole.size(); ++length)
        QVERIFY(isUtf8(withGoEscapes(whole.substr(0, length))));
}

void JsonTextTest::printsNumbersLikeGo_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<std::string>("text");
    QTest::newRow("zero") << 0.0 << "0"s;
    QTest::newRow("one") << 1.0 << "1"s;
    QTest::newRow("cents") << 12.34 << "12.34"s;
    QTest::newRow("shortest") << 0.1 << "0.1"s;
    QTest::newRow("sum") << 0.1 + 0.2 << "0.30000000000000004"s;
    QTest::newRow("negative") << -1.5 << "-1.5"s;
    QTest::newRow("1e-6") << 1e-6 << "0.000001"s;
    QTest::newRow("under 1e-6") << 1e-7 << "1e-7"s;
    QTest::newRow("1e-10") << 1.5e-10 << "1.5e-10"s;
    QTest::newRow("1e20") << 1e20 << "100000000000000000000"s;
    QTest::newRow("1e21") << 1e21 << "1e+21"s;
    QTest::newRow("largest") << std::numeric_limits<double>::max() << "1.7976931348623157e+308"s;
}

void JsonTextTest::printsNumbersLikeGo() {
    QFETCH(double, value);
    QFETCH(std::string, text);
    QCOMPARE(goNumber(value), text);
}

void JsonTextTest::printsNoInfinity() {
    QCOMPARE(goNumber(std::numeric_limits<double>::infinity()), "null"s);
    QCOMPARE(goNumber(std::nan("")), "null"s);
}

void JsonTextTest::knowsUtf8() {
    QVERIFY(isUtf8(""));
    QVERIFY(isUtf8("/home/jürgen/日本"));
    QVERIFY(!isUtf8("/home/j\xfcrgen"));
    QVERIFY(!isUtf8("\xe2\x80"));
}

QTEST_GUILESS_MAIN(JsonTextTest)
#include "json_text_test.moc"
