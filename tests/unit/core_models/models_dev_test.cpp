// SPDX-License-Identifier: MIT
#include "core/models/model_catalog.h"
#include "core/models/model_copy.h"
#include "core/models/models_dev.h"

#include <QtTest>

using namespace ax;

namespace {

constexpr std::string_view Answer =
    R"({"zzz":{"id":"zzz","models":{"m":{"cost":{"input":9,"output":9},"limit":{"context":9,"output":9}},)"
    R"("only":{"cost":{"input":0.25,"output":1.5,"cache_read":0.1,"cache_write":1,"tiers":[{"input":1,"output":2,)"
    R"("cache_read":0.5,"tier":{"type":"context","size":272000}}],"context_over_200k":{"input":7,"output":7}}}}},)"
    R"("anthropic":{"models":{"m":{"cost":{"input":3,"output":15,"context_over_200k":{"input":6,"output":22.5}},)"
    R"("limit":{"context":200000,"output":64000}},"<x>":{}}}})";

constexpr std::string_view Copy =
    R"({"\u003cx\u003e":{"context":0,"output_limit":0,"input":0,"output":0,"cache_read":null,"cache_write":null},)"
    R"("m":{"context":200000,"output_limit":64000,"input":3,"output":15,"cache_read":null,"cache_write":null,"tiers":)"
    R"([{"above":200000,"input":6,"output":22.5,"cache_read":null,"cache_write":null}]},)"
    R"("only":{"context":0,"output_limit":0,"input":0.25,"output":1.5,"cache_read":0.1,"cache_write":1,"tiers":)"
    R"([{"above":272000,"input":1,"output":2,"cache_read":0.5,"cache_write":null}]}})";

} // namespace

class ModelsDevTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesTheCopy();
    void copyIsReadBack();
    void refusesOtherAnswers_data();
    void refusesOtherAnswers();
    void survivesACutAtEachByte();
};

void ModelsDevTest::makesTheCopy() {
    const auto copy = copyOfModelsDev(Answer);
    QVERIFY(copy);
    QCOMPARE(copy->models, std::size_t{3});
    QCOMPARE(copy->json, std::string(Copy));
}

void ModelsDevTest::copyIsReadBack() {
    const std::string table = modelTableOfCopy(Copy, "x");
    const ModelCatalog models(table);
    QCOMPARE(models.find("m")->priceFor(PromptLength::Above200k), std::optional(ModelPrice{6, 22.5, {}, {}}));
    QCOMPARE(models.find("only")->priceFor(PromptLength::Above200k), models.find("only")->price);
    QVERIFY(!models.find("<x>")->price);
}

void ModelsDevTest::refusesOtherAnswers_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a login page") << QByteArray("<!doctype html><title>Log in</title>");
    QTest::newRow("no models") << QByteArray("{}");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("a number") << QByteArray("7");
    QTest::newRow("models of a wrong type") << QByteArray(R"({"a":{"models":[1]},"b":1})");
    QTest::newRow("nested") << QByteArray(200'000, '{');
    QTest::newRow("garbage behind") << QByteArray(R"({"a":{"models":{"m":{}}}} x)");
}

void ModelsDevTest::refusesOtherAnswers() {
    QFETCH(QByteArray, answer);
    const auto copy = copyOfModelsDev(answer.toStdString());
    QVERIFY(!copy);
    QVERIFY(copy.error().message.starts_with("models.dev answered "));
}

void ModelsDevTest::survivesACutAtEachByte() {
    for (std::size_t size = 0; size < Answer.size(); ++size)
        QVERIFY2(!copyOfModelsDev(Answer.substr(0, size)), std::to_string(size).c_str());
}

QTEST_GUILESS_MAIN(ModelsDevTest)
#include "models_dev_test.moc"
