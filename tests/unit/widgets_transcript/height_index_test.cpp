// SPDX-License-Identifier: MIT
#include "widgets/transcript/height_index.h"

#include <QTest>

#include <numeric>

using namespace ax::widgets;

class HeightIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sums() {
        HeightIndex index;
        index.assign({10, 20, 30, 40, 50});
        QCOMPARE(index.total(), 150);
        QCOMPARE(index.top(0), 0);
        QCOMPARE(index.top(3), 60);
        index.set(1, 25);
        QCOMPARE(index.at(1), 25);
        QCOMPARE(index.top(1), 10);
        QCOMPARE(index.top(3), 65);
        QCOMPARE(index.total(), 155);
    }

    void finds() {
        HeightIndex index;
        index.assign({10, 20, 30});
        QCOMPARE(index.itemAt(-5), 0);
        QCOMPARE(index.itemAt(0), 0);
        QCOMPARE(index.itemAt(9), 0);
        QCOMPARE(index.itemAt(10), 1);
        QCOMPARE(index.itemAt(29), 1);
        QCOMPARE(index.itemAt(30), 2);
        QCOMPARE(index.itemAt(1000), 2);
    }

    void anEmptyColumnHasNoHeight() {
        HeightIndex index;
        QCOMPARE(index.total(), 0);
        index.assign({});
        QCOMPARE(index.total(), 0);
        QCOMPARE(index.size(), 0);
    }

    void agreesWithPlainSums() {
        std::uint32_t state = 5;
        const auto random = [&state](std::uint32_t below) {
            state = state * 1664525 + 1013904223;
            return (state >> 8U) % below;
        };
        for (const std::size_t size : {1U, 2U, 7U, 64U, 65U, 1000U}) {
            std::vector<int> heights(size);
            for (int& height : heights)
                height = static_cast<int>(random(50)) + 1;
            HeightIndex index;
            index.assign(heights);
            for (int round = 0; round < 200; ++round) {
                const std::size_t item = random(static_cast<std::uint32_t>(size));
                heights[item] = static_cast<int>(random(50)) + 1;
                index.set(item, heights[item]);
                const std::size_t probe = random(static_cast<std::uint32_t>(size));
                const int top =
                    std::accumulate(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(probe), 0);
                QCOMPARE(index.top(probe), top);
                QCOMPARE(index.itemAt(top), probe);
                QCOMPARE(index.itemAt(top + heights[probe] - 1), probe);
            }
        }
    }
};

QTEST_GUILESS_MAIN(HeightIndexTest)
#include "height_index_test.moc"
