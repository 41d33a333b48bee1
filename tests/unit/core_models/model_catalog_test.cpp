// SPDX-License-Identifier: MIT
#include "core/models/model_catalog.h"

#include <QtTest>

using namespace ax;

namespace {

constexpr std::string_view Table =
    "# source: a test\n"
    "claude-big\t200000\t3\t15\t0.3\t3.75\tanthropic\t272000:9/45/0.9/- 200000:6/22.5/0.6/7.5\n"
    "claude-dated-20250101\t100\t1\t2\t-\t-\tanthropic\n"
    "claude-dated-20250601\t200\t2\t4\t-\t-\tanthropic\n"
    "damaged\tx\ty\n"
    "damaged-steps\t1\t1\t1\t1\t1\tx\t:1/2 a:1/1/1/1 5 9:x/1/1/1  :\n"
    "free\t1000\t-\t-\t-\t-\topencode\n"
    "nothing\n"
    "vendor/claude-big\t300\t9\t9\t-\t-\tvendor\n";

constexpr TokenCounts Million{1'000'000, 1'000'000, 1'000'000, 1'000'000};

std::optional<double> inputPrice(const ModelCatalog& catalog, std::string_view id) {
    const auto info = catalog.find(id);
    return info && info->price ? std::optional(info->price->input) : std::nullopt;
}

} // namespace

class ModelCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAllFields();
    void prefersTheExactId();
    void cutsPrefixesAndDates();
    void takesTheNewestOfAFamily();
    void contextSuffixDecidesTheWindow();
    void unknownIsNoValue();
    void damagedLineHasNoPrice();
    void estimates();
    void needsEveryPriceThatOccurs();
    void longPromptsCostMore();
    void anHourInTheCacheCostsMore();
    void sumsTokens();
    void builtInTableIsCurrent();
    void builtInKnowsTheFormsThatAgentsWrite_data();
    void builtInKnowsTheFormsThatAgentsWrite();
    void builtInHasNoZeroPrice();
};

void ModelCatalogTest::readsAllFields() {
    const auto info = ModelCatalog(Table).find("claude-big");
    QVERIFY(info && info->price);
    QCOMPARE(info->contextWindow, 200'000U);
    QCOMPARE(info->price->input, 3.0);
    QCOMPARE(info->price->output, 15.0);
    QCOMPARE(info->price->cacheRead, std::optional(0.3));
    QCOMPARE(info->price->cacheWrite, std::optional(3.75));
}

void ModelCatalogTest::prefersTheExactId() {
    const ModelCatalog catalog(Table);
    QCOMPARE(inputPrice(catalog, "vendor/claude-big"), std::optional(9.0));
    QCOMPARE(inputPrice(catalog, "other/claude-big"), std::optional(3.0));
    QCOMPARE(inputPrice(catalog, "claude-dated-20250101"), std::optional(1.0));
}

void ModelCatalogTest::cutsPrefixesAndDates() {
    const ModelCatalog catalog(Table);
    for (const char* id :
         {"us.anthropic.claude-big-v1:0", "anthropic/claude-big", "claude-big-latest",
          "claude-big-2025-09-29", "claude-big@20250929", "eu.anthropic.claude-big-20250929-v2:0"})
        QCOMPARE(inputPrice(catalog, id), std::optional(3.0));
}

void ModelCatalogTest::takesTheNewestOfAFamily() {
    const ModelCatalog catalog(Table);
    for (const char* id : {"claude-dated", "claude-dated-latest", "claude-dated-20240101"})
        QCOMPARE(inputPrice(catalog, id), std::optional(2.0));
}

void ModelCatalogTest::contextSuffixDecidesTheWindow() {
    const ModelCatalog catalog(Table);
    const auto info = catalog.find("claude-big[1m]");
    QVERIFY(info && info->price);
    QCOMPARE(info->contextWindow, 1'000'000U);
    QCOMPARE(info->price->input, 3.0);
    QVERIFY(!catalog.find("unheard-of[1m]"));
}

void ModelCatalogTest::unknownIsNoValue() {
    const ModelCatalog catalog(Table);
    for (const char* id : {"", "claude", "claude-bigger", "opus", "<synthetic>", "\t", "claude-big\t200000"})
        QVERIFY2(!catalog.find(id), id);
    QVERIFY(!estimateCost(Million, std::nullopt));
}

void ModelCatalogTest::damagedLineHasNoPrice() {
    const ModelCatalog catalog(Table);
    for (const char* id : {"damaged", "nothing"}) {
        const auto info = catalog.find(id);
        QVERIFY(info && !info->price);
        QCOMPARE(info->contextWindow, 0U);
    }
}

void ModelCatalogTest::estimates() {
    const auto model = ModelCatalog(Table).find("claude-big");
    QCOMPARE(estimateCost(Million, model), std::optional(22.05));
    QCOMPARE(estimateCost({1000, 0, 0, 0}, model), std::optional(0.003));
    QCOMPARE(estimateCost({}, model), std::optional(0.0));
}

void ModelCatalogTest::needsEveryPriceThatOccurs() {
    const ModelCatalog catalog(Table);
    const auto model = catalog.find("claude-dated-20250601");
    QCOMPARE(estimateCost({1'000'000, 1'000'000, 0, 0}, model), std::optional(6.0));
    QVERIFY(!estimateCost({1, 1, 1, 0}, model));
    QVERIFY(!estimateCost({1, 1, 0, 1}, model));
    QVERIFY(!estimateCost({1, 1, 0, 0}, catalog.find("free")));
}

void ModelCatalogTest::longPromptsCostMore() {
    const ModelCatalog catalog(Table);
    const auto model = catalog.find("claude-big");
    constexpr TokenCounts Tokens{1'000'000, 1'000'000, 1'000'000, 0};
    QCOMPARE(estimateCost(Tokens, model, PromptLength::Usual), std::optional(18.3));
    QCOMPARE(estimateCost(Tokens, model, PromptLength::Above100k), std::optional(18.3));
    QCOMPARE(estimateCost(Tokens, model, PromptLength::Above200k), std::optional(29.1));
    QCOMPARE(estimateCost(Tokens, model, PromptLength::Above272k), std::optional(54.9));
    QVERIFY(!estimateCost(Million, model, PromptLength::Above272k)); // no price of cache writes there
    QCOMPARE(catalog.find("damaged-steps")->longPrompts.size(), std::size_t{0});

    const auto luna = ModelCatalog::builtIn().find("gpt-5.5");
    QVERIFY(luna && luna->priceFor(PromptLength::Above272k));
    QCOMPARE(luna->priceFor(PromptLength::Above272k)->input, 2 * luna->price->input);
    QCOMPARE(luna->priceFor(PromptLength::Above200k), luna->price);
    const auto sonnet = ModelCatalog::builtIn().find("claude-sonnet-4-5-20250929[1m]");
    QVERIFY(sonnet);
    QCOMPARE(sonnet->priceFor(PromptLength::Above200k), std::optional(ModelPrice{6, 22.5, 0.6, 7.5}));
}

void ModelCatalogTest::anHourInTheCacheCostsMore() {
    const auto model = ModelCatalog(Table).find("claude-big");
    QCOMPARE(estimateCost({0, 0, 0, 1'000'000, 400'000}, model), std::optional(0.6 * 3.75 + 0.4 * 6));
    QCOMPARE(estimateCost({0, 0, 0, 1'000'000, UINT64_MAX}, model),
             std::optional(6.0)); // more than all is all
    QCOMPARE(estimateCost({0, 0, 0, 1'000'000, 1'000'000}, model, PromptLength::Above200k),
             std::optional(12.0));
}

void ModelCatalogTest::sumsTokens() {
    TokenCounts sum{1, 2, 3, 4, 1};
    sum += {10, 20, 30, 40, 5};
    QCOMPARE(sum, (TokenCounts{11, 22, 33, 44, 6}));
    QCOMPARE(sum.total(), std::uint64_t{110});
}

void ModelCatalogTest::builtInTableIsCurrent() {
    const ModelCatalog& catalog = ModelCatalog::builtIn();
    QVERIFY(catalog.size() > 1000);
    QVERIFY(catalog.source().starts_with("models.dev as carried by "));
    for (const char* id : {"claude-opus-5-5", "claude-sonnet-4-5", "gpt-6-astra"}) {
        const auto info = catalog.find(id);
        QVERIFY2(info && info->price && info->price->cacheRead && info->price->cacheWrite, id);
        QVERIFY(info->contextWindow >= 200'000);
    }
}

void ModelCatalogTest::builtInKnowsTheFormsThatAgentsWrite_data() {
    QTest::addColumn<QByteArray>("id");
    for (const char* id : {"claude-sonnet-4-5", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5@20250929",
                           "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic/claude-sonnet-4-5",
                           "claude-sonnet-4-5-latest", "claude-sonnet-4-5-2025-09-29",
                           "claude-sonnet-4-5[1m]", "apac.anthropic.claude-sonnet-4-5-20250929-v1:0[1m]"})
        QTest::newRow(id) << QByteArray(id);
}

void ModelCatalogTest::builtInKnowsTheFormsThatAgentsWrite() {
    QFETCH(QByteArray, id);
    const auto price = inputPrice(ModelCatalog::builtIn(), id.toStdString());
    QVERIFY(price);
    QVERIFY2(*price >= 3.0 && *price <= 3.3, "Bedrock's regional ids are listed a tenth higher");
}

void ModelCatalogTest::builtInHasNoZeroPrice() {
    // "Not known" must not read as "free".
    const auto model = ModelCatalog::builtIn().find("big-pickle");
    QVERIFY(model);
    QVERIFY(!model->price);
    QVERIFY(model->contextWindow > 0);
}

QTEST_GUILESS_MAIN(ModelCatalogTest)
#include "model_catalog_test.moc"
