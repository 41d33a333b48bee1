// SPDX-License-Identifier: MIT
#include "core/transcripts/usage.h"

#include <QtTest>

using namespace ax;

namespace {

constexpr std::string_view Table = "big\t1000\t3\t15\t0.3\t3.75\tx\t200000:6/30/0.6/7.5\n"
                                   "small\t1000\t1\t2\t-\t-\tx\t-\n";

UsagePart part(std::string model, TokenCounts tokens, PromptLength length = PromptLength::Usual) {
    UsagePart part;
    part.model = std::move(model);
    part.tokens = tokens;
    part.promptLength = length;
    return part;
}

UsagePart recorded(UsagePart part, double dollars) {
    part.dollars = dollars;
    return part;
}

} // namespace

class UsageCostTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void estimatesAtThePriceOfItsLength();
    void recordedDollarsWin();
    void unknownIsNoValue();
    void sums();
    void stepsOfPromptLength();

private:
    ModelCatalog m_models{Table};
};

void UsageCostTest::estimatesAtThePriceOfItsLength() {
    QCOMPARE(estimateCost(part("big", {1'000'000}), m_models), std::optional(3.0));
    QCOMPARE(estimateCost(part("big", {1'000'000}, PromptLength::Above272k), m_models), std::optional(6.0));
    QCOMPARE(estimateCost(part("small", {1'000'000}, PromptLength::Above272k), m_models), std::optional(1.0));
}

void UsageCostTest::recordedDollarsWin() {
    QCOMPARE(estimateCost(recorded(part("big", {1'000'000}), 0.5), m_models), std::optional(0.5));
    QCOMPARE(estimateCost(recorded(part("no such model", {1}), 0), m_models), std::optional(0.0));
}

void UsageCostTest::unknownIsNoValue() {
    QVERIFY(!estimateCost(part("no such model", {1}), m_models));
    QVERIFY(!estimateCost(part("", {1}), m_models));
    QVERIFY(!estimateCost(part("small", {0, 0, 1, 0}), m_models));
    QCOMPARE(estimateCost(part("no such model", {}), m_models), std::optional(0.0));
}

void UsageCostTest::sums() {
    QCOMPARE(estimateCost(Usage{}, m_models), std::optional(0.0));
    const Usage known = {part("big", {1'000'000}), recorded(part("x", {5}), 0.25)};
    QCOMPARE(estimateCost(known, m_models), std::optional(3.25));
    const Usage unknown = {part("big", {1'000'000}), part("x", {5})};
    QVERIFY(!estimateCost(unknown, m_models));
}

void UsageCostTest::stepsOfPromptLength() {
    QCOMPARE(promptLengthOf(0), PromptLength::Usual);
    QCOMPARE(promptLengthOf(100'000), PromptLength::Usual);
    QCOMPARE(promptLengthOf(100'001), PromptLength::Above100k);
    QCOMPARE(promptLengthOf(200'000), PromptLength::Above100k);
    QCOMPARE(promptLengthOf(200'001), PromptLength::Above200k);
    QCOMPARE(promptLengthOf(272'000), PromptLength::Above200k);
    QCOMPARE(promptLengthOf(UINT64_MAX), PromptLength::Above272k);
    for (const auto length : {PromptLength::Above100k, PromptLength::Above200k, PromptLength::Above272k})
        QCOMPARE(promptLengthOf(lowerBound(length) + 1), length);
}

QTEST_GUILESS_MAIN(UsageCostTest)
#include "usage_cost_test.moc"
