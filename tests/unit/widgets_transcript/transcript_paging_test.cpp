// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QPushButton>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

/// A transcript of which the view gets the part it asks for, at once.
class Library : public QObject {
public:
    Library(fixture::Shown& shown, std::size_t count, std::size_t margin)
        : m_shown(shown), m_turns(fixture::talk(static_cast<int>(count))), m_margin(margin) {
        connect(&shown.view, &TranscriptView::windowWanted, this, [this](quint64 from, quint64 to) {
            ++requests;
            if (answers)
                show(from / 100, (to + 99) / 100);
        });
        connect(&shown.view, &TranscriptView::endWanted, this, [this] {
            ++requests;
            if (answers)
                showEnd();
        });
    }
    void show(std::size_t from, std::size_t to) {
        const std::size_t first = from > m_margin ? from - m_margin : 0;
        m_shown.set(fixture::part(m_turns, first, std::min(to + m_margin, m_turns.size())));
    }
    void showEnd() { show(m_turns.size(), m_turns.size()); }
    void grow(int turns) { m_turns = fixture::talk(turns); }
    const std::vector<Turn>& turns() const { return m_turns; }

    int requests = 0;
    bool answers = true;

private:
    fixture::Shown& m_shown;
    std::vector<Turn> m_turns;
    std::size_t m_margin;
};

/// The first turn whose top is in sight.
std::pair<QString, int> topTurn(const fixture::Shown& shown, int count) {
    for (int i = 0; i < count; ++i) {
        const QString record = u"r%1"_s.arg(i);
        if (const auto top = shown.probe.turnTop(record); top && *top >= 0)
            return {record, *top};
    }
    return {};
}

void wheel(TranscriptView& view, int notches) {
    QWheelEvent event(QPointF(50, 50), view.viewport()->mapToGlobal(QPointF(50, 50)), {}, {0, notches * 120},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view.viewport(), &event);
}

} // namespace

/// A window on a long transcript: what is asked for when, what stays where it is, what the scroll bar says.
class TranscriptPagingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAtTheEnd() {
        fixture::Shown shown;
        Library library(shown, 5000, 60);
        library.showEnd();
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(shown.probe.turnTop(u"r4999"_s).has_value());
        const QScrollBar& bar = *shown.view.verticalScrollBar();
        QCOMPARE(bar.value(), bar.maximum());
        QVERIFY(bar.maximum() > 20 * shown.view.viewport()->height()); // of the whole, not of the window
    }

    void walksThroughAllOfIt() {
        fixture::Shown shown;
        Library library(shown, 1200, 60);
        library.showEnd();
        QScrollBar& bar = *shown.view.verticalScrollBar();
        int last = bar.value();
        for (int pages = 0; pages < 2000 && last > 0; ++pages) {
            QTest::keyClick(&shown.view, Qt::Key_PageUp);
            QVERIFY2(bar.value() <= last, qPrintable(u"the bar went back at page %1"_s.arg(pages)));
            last = bar.value();
        }
        QCOMPARE(bar.value(), 0);
        QVERIFY(shown.probe.turnTop(u"r0"_s).has_value());
        QVERIFY(shown.probe.itemCount() < 400); // never more than what is near
        int pages = 0;
        while (!shown.probe.isAtEnd() && ++pages < 2000)
            QTest::keyClick(&shown.view, Qt::Key_PageDown);
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(library.requests < 200);
    }

    void whatIsReadStaysWhereItIs() {
        fixture::Shown shown;
        Library library(shown, 3000, 60);
        library.show(1500, 1500);
        library.answers = false;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(&shown.view, Qt::Key_PageUp);
            const auto [record, top] = topTurn(shown, 3000);
            QVERIFY(!record.isEmpty());
            const auto number = record.mid(1).toULongLong();
            library.show(number, number + 10);
            QCOMPARE(shown.probe.turnTop(record), std::optional(top));
        }
    }

    void goesToEitherEnd() {
        fixture::Shown shown;
        Library library(shown, 5000, 60);
        library.showEnd();
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 0);
        QCOMPARE(shown.probe.turnTop(u"r0"_s), 16);
        QTest::keyClick(&shown.view, Qt::Key_End);
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(shown.probe.turnTop(u"r4999"_s).has_value());
    }

    void theBarLeadsAnywhere() {
        fixture::Shown shown;
        Library library(shown, 10'000, 60);
        library.showEnd();
        QScrollBar& bar = *shown.view.verticalScrollBar();
        for (const int percent : {50, 10, 90, 33, 0, 100}) {
            bar.setValue(bar.maximum() / 100 * percent);
            if (percent == 100)
                bar.setValue(bar.maximum());
            const int turn = std::min(9999, 100 * percent);
            bool near = false;
            for (int i = -30; i <= 30 && !near; ++i)
                near = shown.probe.turnTop(u"r%1"_s.arg(turn + i)).has_value();
            QVERIFY2(near, qPrintable(u"at %1 %"_s.arg(percent)));
            QVERIFY(std::abs(bar.value() - bar.maximum() / 100 * percent) < bar.maximum() / 50 + 100);
        }
    }

    void aBarThatIsHeldStaysUnderTheHand() {
        fixture::Shown shown;
        Library library(shown, 10'000, 60);
        library.showEnd();
        QScrollBar& bar = *shown.view.verticalScrollBar();
        bar.setSliderDown(true);
        const int place = bar.maximum() / 3;
        bar.setSliderPosition(place);
        QCOMPARE(bar.value(), place);
        QVERIFY(!shown.probe.isAtEnd());
        bar.setSliderDown(false);
        QVERIFY(std::abs(bar.value() - place) < bar.maximum() / 50);
    }

    void theWheelGoesByPixels() {
        fixture::Shown shown;
        Library library(shown, 3000, 60);
        library.show(1500, 1500);
        QTest::keyClick(&shown.view, Qt::Key_PageDown);
        const auto [record, top] = topTurn(shown, 3000);
        const int way = QApplication::wheelScrollLines() * shown.view.verticalScrollBar()->singleStep();
        wheel(shown.view, -1);
        wheel(shown.view, 1);
        QCOMPARE(shown.probe.turnTop(record), std::optional(top));
        wheel(shown.view, 1);
        QCOMPARE(shown.probe.turnTop(record), std::optional(top + way));
    }

    void aWindowNobodyAskedForIsLeftAlone() {
        fixture::Shown shown;
        Library library(shown, 3000, 60);
        library.show(1500, 1500);
        library.answers = false;
        const auto before = topTurn(shown, 3000);
        library.show(200, 200); // an answer that comes too late
        QCOMPARE(topTurn(shown, 3000), before);
    }

    void anAnswerThatNobodyWaitsForAnyMoreIsDropped() {
        fixture::Shown shown;
        Library library(shown, 3000, 60);
        library.showEnd();
        library.answers = false;
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QTest::keyClick(&shown.view, Qt::Key_PageUp); // on with what there is
        const auto before = topTurn(shown, 3000);
        library.show(0, 0);
        QCOMPARE(topTurn(shown, 3000), before);
    }

    void theSameIsAskedForOnce() {
        fixture::Shown shown;
        Library library(shown, 3000, 60);
        library.show(1500, 1500);
        library.answers = false;
        library.requests = 0;
        library.show(1560, 1560);
        const int asked = library.requests;
        for (int i = 0; i < 5; ++i)
            library.show(1560, 1560); // it helps nothing
        QVERIFY(library.requests <= asked + 1);
    }

    void theTailIsFollowedOnlyAtTheEnd() {
        fixture::Shown shown;
        Library library(shown, 1000, 60);
        library.showEnd();
        auto* button = shown.view.findChild<QPushButton*>(u"newBelow"_s);
        library.grow(1002);
        library.showEnd();
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(shown.probe.turnTop(u"r1001"_s).has_value());
        QVERIFY(!button->isVisible());

        for (int i = 0; i < 20; ++i)
            QTest::keyClick(&shown.view, Qt::Key_PageUp);
        const auto before = topTurn(shown, 1002);
        library.grow(1010);
        library.answers = false;
        library.showEnd(); // does not hold what is seen: only tells of the end
        QCOMPARE(topTurn(shown, 1002), before);
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), u"New below"_s);
        library.answers = true;
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(shown.probe.isAtEnd());
        QVERIFY(shown.probe.turnTop(u"r1009"_s).has_value());
        QVERIFY(!button->isVisible());
    }

    void aTranscriptThatWasCutShortIsShownAsItIs() {
        fixture::Shown shown;
        Library library(shown, 3000, 60);
        library.show(1500, 1500);
        library.grow(100);
        library.showEnd();
        QVERIFY(shown.probe.turnTop(u"r99"_s).has_value() || !topTurn(shown, 100).first.isEmpty());
        library.grow(3);
        library.showEnd();
        QVERIFY(shown.probe.turnTop(u"r2"_s).has_value());
    }
};

QTEST_MAIN(TranscriptPagingTest)
#include "transcript_paging_test.moc"
