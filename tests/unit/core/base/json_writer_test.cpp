// SPDX-License-Identifier: MIT
#include "core/base/json_text.h"
#include "core/base/json_writer.h"

#include <QtTest>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <random>

using namespace ax;

class JsonWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void laysOutAsGoDoes();
    void escapesAsTheOtherWriterDoes();
    void escapesEachByte();
};

void JsonWriterTest::laysOutAsGoDoes() {
    JsonWriter writer;
    writer.open();
    writer.number("n", UINT64_MAX);
    writer.open("empty");
    writer.close();
    writer.openArray("none");
    writer.closeArray();
    writer.openArray("list");
    writer.open();
    writer.decimal("cost", 1e-7);
    writer.truth("yes", true);
    writer.close();
    writer.element("a");
    writer.closeArray();
    writer.memberUnlessEmpty("left out", "");
    writer.memberUnlessEmpty("kept", "x");
    writer.close();
    QCOMPARE(writer.take(), std::string(R"({
  "n": 18446744073709551615,
  "empty": {},
  "none": [],
  "list": [
    {
      "cost": 1e-7,
      "yes": true
    },
    "a"
  ],
  "kept": "x"
})"));
}

void JsonWriterTest::escapesAsTheOtherWriterDoes() {
    std::mt19937 random(3);
    const std::string_view parts[] = {
        "plain ", "<",  "&",  "\"",   "\\",       "\n",           "\x01",         "\x7f",
        "é",      "日", "😀", "\xff", "\xe2\x80", "\xe2\x80\xa8", "\xed\xa0\x80", "\xf4\x90\x80\x80"};
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (unsigned count = random() % 12; count > 0; --count)
            text += random() % 3 == 0 ? std::string(1, static_cast<char>(random()))
                                      : std::string(parts[random() % std::size(parts)]);
        rapidjson::StringBuffer buffer;
        rapidjson::PrettyWriter<rapidjson::StringBuffer> other(buffer);
        other.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
        std::string json;
        appendGoString(json, text);
        QCOMPARE(json, withGoEscapes({buffer.GetString(), buffer.GetSize()}));
    }
}

void JsonWriterTest::escapesEachByte() {
    std::string json;
    appendGoString(json, std::string_view("\0\b\f\t\r\x1f/", 7));
    QCOMPARE(json, R"("\u0000\b\f\t\r\u001f/")");
}

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "json_writer_test.moc"
