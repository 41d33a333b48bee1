// SPDX-License-Identifier: MIT
#include "widgets/session/found_places.h"

#include <QTest>

using namespace ax;
using namespace ax::widgets;

namespace {

constexpr auto Forward = FoundPlaces::Direction::Forward;
constexpr auto Backward = FoundPlaces::Direction::Backward;

} // namespace

class FoundPlacesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsFoundAtFirst() {
        FoundPlaces places;
        QVERIFY(!places.step(Forward, 0));
        QVERIFY(!places.step(Backward, 0));
        QCOMPARE(places.total(), 0);
        QCOMPARE(places.ordinal(), 0);
    }

    void stepsThroughAllAndRound() {
        FoundPlaces places;
        places.add({{.position = 10, .matches = 2}, {.position = 30, .matches = 1}});
        QCOMPARE(places.total(), 3);
        std::vector<std::uint64_t> seen;
        std::vector<std::size_t> ordinals;
        for (int i = 0; i < 4; ++i) {
            const auto place = places.step(Forward, 0);
            seen.push_back(place->position * 10 + place->match);
            ordinals.push_back(places.ordinal());
        }
        QCOMPARE(seen, (std::vector<std::uint64_t>{100, 101, 300, 100}));
        QCOMPARE(ordinals, (std::vector<std::size_t>{1, 2, 3, 1}));
        QCOMPARE(places.step(Backward, 0)->position, 30);
        QCOMPARE(places.step(Backward, 0)->match, 1);
        QCOMPARE(places.step(Backward, 0)->match, 0);
    }

    void beginsWhereOneReads() {
        FoundPlaces places;
        places.add(
            {{.position = 10, .matches = 1}, {.position = 30, .matches = 1}, {.position = 50, .matches = 1}});
        QCOMPARE(places.step(Forward, 30)->position, 30);
        FoundPlaces other = places;
        other.clear();
        other.add({{.position = 10, .matches = 1}});
        QCOMPARE(other.step(Forward, 30)->position, 10); // round
        other.clear();
        other.add({{.position = 10, .matches = 3}, {.position = 40, .matches = 1}});
        const auto last = other.step(Backward, 30);
        QCOMPARE(last->position, 10);
        QCOMPARE(last->match, 2);
    }

    void whatIsFoundLaterKeepsThePresentOne() {
        FoundPlaces places;
        places.add({{.position = 500, .matches = 2}});
        places.step(Forward, 400);
        places.step(Forward, 400);
        places.add({{.position = 10, .matches = 5}, {.position = 20, .matches = 1}});
        QCOMPARE(places.current()->position, 500);
        QCOMPARE(places.ordinal(), 8);
        QCOMPARE(places.total(), 8);
        QCOMPARE(places.matchesSince(500), 1);
        QCOMPARE(places.matchesSince(20), 2);
        QCOMPARE(places.matchesSince(501), 1); // a turn cannot begin behind it; its own match is left
    }
};

QTEST_GUILESS_MAIN(FoundPlacesTest)
#include "found_places_test.moc"
