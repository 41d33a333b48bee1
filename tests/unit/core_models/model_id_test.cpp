// SPDX-License-Identifier: MIT
#include "core/models/model_id.h"

#include <QtTest>

#include <algorithm>

using namespace ax;

class ModelIdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recognisesDates_data();
    void recognisesDates();
    void cutsTheDate_data();
    void cutsTheDate();
    void splitsTheContextSuffix_data();
    void splitsTheContextSuffix();
    void findsThePlainForm_data();
    void findsThePlainForm();
    void beginsWithTheIdItself();
    void keepsNamesThatOnlyLookLikeVersions();
    void survivesAnyBytes();
};

void ModelIdTest::recognisesDates_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("compact") << QByteArray("20250929") << true;
    QTest::newRow("dashed") << QByteArray("2025-09-29") << true;
    QTest::newRow("short") << QByteArray("2025092") << false;
    QTest::newRow("letters") << QByteArray("2025092x") << false;
    QTest::newRow("dashes elsewhere") << QByteArray("202-509-29") << false;
    QTest::newRow("another century") << QByteArray("19990101") << false;
    QTest::newRow("a month only") << QByteArray("2025-09") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void ModelIdTest::recognisesDates() {
    QFETCH(QByteArray, text);
    QTEST(isModelDate(text.toStdString()), "is");
}

void ModelIdTest::cutsTheDate_data() {
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("family"); // null: there is nothing to cut
    QTest::newRow("compact") << QByteArray("claude-sonnet-4-5-20250929") << QByteArray("claude-sonnet-4-5");
    QTest::newRow("dashed") << QByteArray("gpt-5-2025-08-07") << QByteArray("gpt-5");
    QTest::newRow("latest") << QByteArray("claude-3-7-sonnet-latest") << QByteArray("claude-3-7-sonnet");
    QTest::newRow("none") << QByteArray("claude-sonnet-4-5") << QByteArray();
    QTest::newRow("only a date") << QByteArray("20250929") << QByteArray();
    QTest::newRow("dash and date") << QByteArray("-20250929") << QByteArray();
}

void ModelIdTest::cutsTheDate() {
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, family);
    const std::string text = id.toStdString();
    const auto cut = withoutDate(text);
    QCOMPARE(cut.has_value(), !family.isNull());
    QCOMPARE(std::string(cut.value_or("")), family.toStdString());
}

void ModelIdTest::splitsTheContextSuffix_data() {
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("bare");
    QTest::addColumn<uint>("window");
    QTest::newRow("1m") << QByteArray("claude-opus-5-5[1m]") << QByteArray("claude-opus-5-5") << 1'000'000U;
    QTest::newRow("200k") << QByteArray("a[200k]") << QByteArray("a") << 200'000U;
    QTest::newRow("none") << QByteArray("a") << QByteArray("a") << 0U;
    for (const char* odd :
         {"a[]", "a[m]", "a[1]", "a[1x]", "a[1mm]", "a[99999m]", "a[-1m]", "a[1m", "]", "["})
        QTest::newRow(odd) << QByteArray(odd) << QByteArray(odd) << 0U;
}

void ModelIdTest::splitsTheContextSuffix() {
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, bare);
    const std::string text = id.toStdString();
    const SizedModelId split = splitContextSuffix(text);
    QCOMPARE(std::string(split.id), bare.toStdString());
    QTEST(split.contextWindow, "window");
}

void ModelIdTest::findsThePlainForm_data() {
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("form");
    const QByteArray dated("claude-sonnet-4-5-20250929");
    QTest::newRow("path") << QByteArray("openrouter/anthropic/claude-opus-5") << QByteArray("claude-opus-5");
    QTest::newRow("bedrock") << QByteArray("anthropic.claude-sonnet-4-5-20250929-v1:0") << dated;
    QTest::newRow("bedrock, region") << QByteArray("us.anthropic.claude-sonnet-4-5-20250929-v1:0") << dated;
    QTest::newRow("bedrock, context")
        << QByteArray("anthropic.claude-sonnet-4-5-20250929-v1:0:200k") << dated;
    QTest::newRow("bedrock, no colon")
        << QByteArray("us-gov.anthropic.claude-opus-4-6-v1") << QByteArray("claude-opus-4-6");
    QTest::newRow("arn") << QByteArray("arn:aws:bedrock:us-east-1:123456789012:inference-profile/"
                                       "us.anthropic.claude-sonnet-4-5-20250929-v1:0")
                         << dated;
    QTest::newRow("vertex") << QByteArray("claude-sonnet-4-5@20250929") << dated;
    QTest::newRow("vertex, default") << QByteArray("claude-opus-5@default") << QByteArray("claude-opus-5");
    QTest::newRow("vertex, path") << QByteArray("publishers/anthropic/models/claude-sonnet-4-5@20250929")
                                  << dated;
}

void ModelIdTest::findsThePlainForm() {
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, form);
    const auto forms = formsWithoutProvider(id.toStdString());
    QVERIFY(std::ranges::contains(forms, form.toStdString()));
}

void ModelIdTest::beginsWithTheIdItself() {
    QCOMPARE(formsWithoutProvider("us.anthropic.claude-opus-4-6-v1").front(),
             std::string("us.anthropic.claude-opus-4-6-v1"));
}

void ModelIdTest::keepsNamesThatOnlyLookLikeVersions() {
    QCOMPARE(formsWithoutProvider("deepseek-v3"), std::vector<std::string>{"deepseek-v3"});
    QCOMPARE(formsWithoutProvider("gpt-5.1"), std::vector<std::string>{"gpt-5.1"});
    QCOMPARE(formsWithoutProvider("mixtral-v0.1"), std::vector<std::string>{"mixtral-v0.1"});
}

void ModelIdTest::survivesAnyBytes() {
    const std::vector<std::string> hostile = {"",
                                              "/",
                                              "//",
                                              ".",
                                              "..",
                                              "@",
                                              "@@",
                                              "-v",
                                              "-v:",
                                              ":",
                                              "a.",
                                              ".a",
                                              "a@",
                                              "a/b.c@-v",
                                              "[1m]",
                                              "\xff",
                                              std::string(4, '\0'),
                                              std::string(1 << 20, '/')};
    for (const std::string& id : hostile) {
        for (const std::string& form : formsWithoutProvider(id)) {
            QVERIFY(form.size() <= id.size());
            withoutDate(form);
        }
        QVERIFY(splitContextSuffix(id).id.size() <= id.size());
    }
}

QTEST_GUILESS_MAIN(ModelIdTest)
#include "model_id_test.moc"
