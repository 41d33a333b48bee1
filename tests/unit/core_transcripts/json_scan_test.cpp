// SPDX-License-Identifier: MIT
#include "core/transcripts/json_scan.h"
#include "core/transcripts/json_unescape.h"

#include <QDirIterator>
#include <QTest>
#include <simdjson.h>

#include <cmath>

using namespace ax;

namespace {

/// Text with bytes behind it that would end anything: nothing beyond the text may count.
class Padded {
public:
    explicit Padded(std::string_view text, char padding = '"')
        : m_bytes(std::string(text) + std::string(TranscriptPadding, padding)), m_size(text.size()) {}
    std::string_view text() const { return std::string_view(m_bytes).substr(0, m_size); }

private:
    std::string m_bytes;
    std::size_t m_size;
};

bool isSound(std::string_view json, char padding = '"') {
    const Padded padded(json, padding);
    return visitJsonObject(padded.text(), [](std::string_view, JsonCursor&) {});
}

using Members = std::vector<std::pair<std::string, std::string>>;

/// Key and value of each member (or element), as they stand there.
Members scanned(std::string_view json) {
    const Padded padded(json);
    Members found;
    JsonCursor cursor(padded.text());
    if (cursor.kind() == JsonKind::Object)
        cursor.members(
            [&](std::string_view key, JsonCursor& value) { found.emplace_back(key, value.skip()); });
    else
        cursor.elements([&](JsonCursor& value) { found.emplace_back("", value.skip()); });
    return found;
}

std::string trimmed(std::string_view text) {
    return std::string(text.substr(0, text.find_last_not_of(" \t\r\n") + 1));
}

Members parsed(std::string_view json) {
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(json);
    auto document = parser.iterate(padded);
    Members found;
    simdjson::ondemand::object object;
    simdjson::ondemand::array array;
    if (document.get_object().get(object) == simdjson::SUCCESS) {
        for (auto member : object) {
            std::string_view key = member.escaped_key().value();
            found.emplace_back(std::string(key), trimmed(member.value().raw_json().value()));
        }
    } else if (document.get_array().get(array) == simdjson::SUCCESS) {
        for (auto element : array)
            found.emplace_back("", trimmed(element.raw_json().value()));
    }
    return found;
}

/// How many values were the same, down to the last one; -1 when one differs.
int comparedValues(std::string_view json) {
    const Members ours = scanned(json);
    if (ours != parsed(json))
        return -1;
    int count = static_cast<int>(ours.size());
    for (const auto& [key, value] : ours) {
        if (!value.starts_with('{') && !value.starts_with('['))
            continue;
        const int inner = comparedValues(value);
        if (inner < 0)
            return -1;
        count += inner;
    }
    return count;
}

QStringList transcripts() {
    QStringList files;
    for (const QString& folder :
         {QStringLiteral(AX_TEST_DATA), qEnvironmentVariable("AX_KNOWN_TRANSCRIPTS")}) {
        QDirIterator found(folder, {QStringLiteral("*.jsonl")}, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (!folder.isEmpty() && found.hasNext())
            files << found.next();
    }
    return files;
}

} // namespace

class JsonScanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatAParserFinds();
    void endsStringsAtTheirQuote();
    void isSoundOnlyWhole();
    void saysWhatIsBroken_data();
    void saysWhatIsBroken();
    void takesValuesOfTheirKind();
    void readsDecimals_data();
    void readsDecimals();
    void doesNotMindDepth();
    void survivesGarbage();
    void unescapes_data();
    void unescapes();
};

void JsonScanTest::findsWhatAParserFinds() {
    int values = 0;
    for (const QString& path : transcripts()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        while (!file.atEnd()) {
            const QByteArray line = file.readLine().trimmed();
            // The odd broken line is no parser's; those that it takes must be the same to the last value.
            simdjson::dom::parser parser;
            if (line.isEmpty() || parser.parse(line.toStdString()).error() != simdjson::SUCCESS)
                continue;
            const int compared = comparedValues({line.data(), static_cast<std::size_t>(line.size())});
            QVERIFY2(compared >= 0, qPrintable(path + u' ' + QString::fromUtf8(line.left(200))));
            values += compared;
        }
    }
    QVERIFY(values > 500);
}

void JsonScanTest::endsStringsAtTheirQuote() {
    for (std::size_t before = 0; before < 140; ++before) {
        for (std::size_t backslashes = 0; backslashes < 140; backslashes += backslashes < 8 ? 1 : 13) {
            const std::string text = std::string(before, 'x') + std::string(backslashes, '\\');
            const std::string json = "{\"k\":\"" + text + "\",\"l\":[\"" + text + "]\"],\"m\":1}";
            if (backslashes % 2 == 1) { // the quote is escaped
                const std::string odd = "{\"k\":\"" + text + "\"\",\"l\":[\"" + text + "\"]\"],\"m\":1}";
                QCOMPARE(scanned(odd).size(), 3U);
                QCOMPARE(scanned(odd)[0].second, '"' + text + "\"\"");
            } else {
                QCOMPARE(scanned(json).size(), 3U);
                QCOMPARE(scanned(json)[1].second, "[\"" + text + "]\"]");
            }
        }
    }
}

void JsonScanTest::isSoundOnlyWhole() {
    const std::string json =
        R"({"a":"x\"y","b":{"c":[1,2,{"d":null}],"e":"}]"},"f":[[],{}],"g":-1.5e3,"h":true,"\u0041":"\\"})";
    QVERIFY(isSound(json));
    for (const char padding : {'"', '}', ']', '\\', '\0'}) {
        for (std::size_t size = 0; size < json.size(); ++size)
            QVERIFY2(!isSound(json.substr(0, size), padding), json.substr(0, size).c_str());
    }
}

void JsonScanTest::saysWhatIsBroken_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("sound");
    QTest::newRow("blanks") << QByteArray(" { \"a\" : [ 1 , 2 ] ,\t\"b\" : { } } ") << true;
    QTest::newRow("raw control characters") << QByteArray("{\"a\":\"\x01\x1F\n\"}") << true;
    QTest::newRow("invalid UTF-8") << QByteArray("{\"a\":\"\xFF\xC3\"}") << true;
    QTest::newRow("NUL in a string") << QByteArray("{\"a\":\"\0\"}", 9) << true;
    QTest::newRow("same key twice") << QByteArray(R"({"a":1,"a":2})") << true;
    QTest::newRow("two") << QByteArray("{}{}") << false;
    QTest::newRow("comma at the end") << QByteArray(R"({"a":1,})") << false;
    QTest::newRow("comma in an array") << QByteArray(R"({"a":[1,]})") << true; // nobody looked into it
    QTest::newRow("no comma") << QByteArray(R"({"a":1"b":2})") << false;
    QTest::newRow("no colon") << QByteArray(R"({"a" 1})") << false;
    QTest::newRow("no value") << QByteArray(R"({"a":})") << false;
    QTest::newRow("no key") << QByteArray(R"({:1})") << false;
    QTest::newRow("word") << QByteArray(R"({"a":what})") << false;
    QTest::newRow("array") << QByteArray("[1]") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void JsonScanTest::saysWhatIsBroken() {
    QFETCH(QByteArray, json);
    QFETCH(bool, sound);
    QCOMPARE(isSound({json.data(), static_cast<std::size_t>(json.size())}), sound);
}

void JsonScanTest::takesValuesOfTheirKind() {
    const Padded json(
        R"({"t":"x","n":18446744073709551615,"over":18446744073709551616,"half":1.5,"minus":-1,)"
        R"("yes":true,"no":false,"odd":truth,"null":null,"o":{"t":"y"},"a":["z"]})");
    int texts = 0, numbers = 0, booleans = 0, objects = 0, arrays = 0, seen = 0;
    for (int asked = 0; asked < 5; ++asked) {
        QVERIFY(visitJsonObject(json.text(), [&](std::string_view, JsonCursor& value) {
            ++seen;
            switch (asked) {
            case 0:
                texts += value.text().has_value();
                break;
            case 1:
                numbers += value.number().has_value();
                break;
            case 2:
                booleans += value.boolean().has_value();
                break;
            case 3:
                objects += value.members([](std::string_view, JsonCursor&) {});
                break;
            default:
                arrays += value.elements([](JsonCursor&) {});
            }
        }));
    }
    QCOMPARE(seen, 5 * 11); // a value of another kind is stepped over
    QCOMPARE(texts, 1);
    QCOMPARE(numbers, 1);
    QCOMPARE(booleans, 2);
    QCOMPARE(objects, 1);
    QCOMPARE(arrays, 1);
}

void JsonScanTest::readsDecimals_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<double>("value");
    const double none = std::nan("");
    QTest::newRow("zero") << QByteArray("0") << 0.0;
    QTest::newRow("cents") << QByteArray("0.0123") << 0.0123;
    QTest::newRow("small") << QByteArray("1.5e-7") << 1.5e-7;
    QTest::newRow("large") << QByteArray("-2E+3") << -2000.0;
    QTest::newRow("whole") << QByteArray("12") << 12.0;
    QTest::newRow("too large") << QByteArray("1e999") << none;
    QTest::newRow("far too large") << QByteArray("1e99999999999") << none;
    QTest::newRow("vanishing") << QByteArray("1e-999") << 0.0;
    QTest::newRow("text") << QByteArray("\"1\"") << none;
    QTest::newRow("torn exponent") << QByteArray("1e") << none;
    QTest::newRow("word") << QByteArray("null") << none;
}

void JsonScanTest::readsDecimals() {
    QFETCH(QByteArray, json);
    QFETCH(double, value);
    const Padded padded(json.toStdString(), ' ');
    const auto found = JsonCursor(padded.text()).decimal();
    QCOMPARE(found.has_value(), !std::isnan(value));
    if (found)
        QVERIFY(std::abs(*found - value) <= 1e-12 * std::abs(value));
}

void JsonScanTest::doesNotMindDepth() {
    constexpr std::size_t Depth = 10'000'000;
    std::string json = "{\"a\":" + std::string(Depth, '[');
    QVERIFY(!isSound(json));
    json += std::string(Depth, ']');
    QVERIFY(!isSound(json));
    QVERIFY(isSound(json + ",\"b\":1}"));
    QVERIFY(!isSound(json + "]}"));
}

void JsonScanTest::survivesGarbage() {
    unsigned state = 99;
    const auto random = [&state](unsigned below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    constexpr std::string_view Alphabet = "{}[]\",:\\ta1-. \n";
    for (int round = 0; round < 20'000; ++round) {
        std::string json = "{\"a\":";
        for (unsigned length = random(150); length > 0; --length)
            json += random(10) == 0 ? static_cast<char>(random(256)) : Alphabet[random(Alphabet.size())];
        std::size_t steps = 0;
        const Padded padded(json);
        JsonCursor cursor(padded.text());
        cursor.members([&](std::string_view key, JsonCursor& value) {
            ++steps;
            QVERIFY(key.data() + key.size() <= padded.text().data() + padded.text().size());
            value.elements([&](JsonCursor& element) {
                element.members([&](std::string_view, JsonCursor& inner) { steps += inner.skip().size(); });
            });
        });
        QVERIFY(steps <= json.size());
    }
}

void JsonScanTest::unescapes_data() {
    QTest::addColumn<QByteArray>("escaped");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("all") << QByteArray(R"(\"\\\/\b\f\n\r\t)") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("code units") << QByteArray(R"(\u0041\u00e9\u20AC\ud83d\ude00)")
                                << QByteArray("A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    QTest::newRow("NUL") << QByteArray(R"(a\u0000b)") << QByteArray("a\0b", 3);
    QTest::newRow("half a pair") << QByteArray(R"(\ud83d)") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("other half") << QByteArray(R"(\ude00x)") << QByteArray("\xEF\xBF\xBDx");
    QTest::newRow("two first halves")
        << QByteArray(R"(\ud83d\ud83d\ude00)") << QByteArray("\xEF\xBF\xBD\xF0\x9F\x98\x80");
    QTest::newRow("torn") << QByteArray(R"(a\u00)") << QByteArray(R"(a\u00)");
    QTest::newRow("no digits") << QByteArray(R"(\u-123)") << QByteArray(R"(\u-123)");
    QTest::newRow("backslash at the end") << QByteArray("a\\") << QByteArray("a\\");
    QTest::newRow("unknown") << QByteArray(R"(\q)") << QByteArray(R"(\q)");
    QTest::newRow("invalid UTF-8") << QByteArray("a\xFF") << QByteArray("a\xEF\xBF\xBD");
}

void JsonScanTest::unescapes() {
    QFETCH(QByteArray, escaped);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(unescapeJson(escaped.toStdString())), text);
}

QTEST_GUILESS_MAIN(JsonScanTest)
#include "json_scan_test.moc"
