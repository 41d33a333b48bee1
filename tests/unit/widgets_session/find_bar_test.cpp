// SPDX-License-Identifier: MIT
#include "widgets/basics/tinted_label.h"
#include "widgets/session/find_bar.h"
#include "widgets/session/size_dialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

class FindBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
        m_bar = std::make_unique<FindBar>(*m_theme);
        m_bar->resize(800, 44);
        m_bar->open();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    }

    void saysWhatIsLookedFor() {
        const QSignalSpy changed(m_bar.get(), &FindBar::queryChanged);
        QTest::keyClicks(field(), u"ab"_s);
        QCOMPARE(changed.size(), 2);
        QTest::mouseClick(button("findCase"), Qt::LeftButton);
        QTest::mouseClick(button("findRegex"), Qt::LeftButton);
        QCOMPARE(changed.size(), 4);
        QCOMPARE(m_bar->query(),
                 (TextQuery{.text = "ab", .letterCase = LetterCase::Matters, .syntax = TextSyntax::Regex}));
    }

    void stepsByKeysAndButtons() {
        QSignalSpy step(m_bar.get(), &FindBar::stepRequested);
        m_bar->setCount(1, 3, FindBar::Search::Done);
        QTest::keyClick(field(), Qt::Key_Return);
        QTest::keyClick(field(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(field(), Qt::Key_F3);
        QTest::keyClick(field(), Qt::Key_F3, Qt::ShiftModifier);
        QTest::mouseClick(button("findNext"), Qt::LeftButton);
        QTest::mouseClick(button("findPrevious"), Qt::LeftButton);
        QCOMPARE(step.size(), 6);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(step.at(i).at(0).toBool(), i % 2 == 0);
        const QSignalSpy closed(m_bar.get(), &FindBar::closed);
        QTest::keyClick(field(), Qt::Key_Escape);
        QTest::mouseClick(button("findClose"), Qt::LeftButton);
        QCOMPARE(closed.size(), 2);
    }

    void counts() {
        QCOMPARE(count(), QString());
        QVERIFY(!button("findNext")->isEnabled());
        m_bar->setCount(0, 0, FindBar::Search::Going);
        QCOMPARE(count(), u"Searching…"_s);
        m_bar->setCount(3, 17, FindBar::Search::Going);
        QCOMPARE(count(), u"3 of 17+"_s);
        QVERIFY(button("findNext")->isEnabled());
        m_bar->setCount(3, 17, FindBar::Search::Done);
        QCOMPARE(count(), u"3 of 17"_s);
        m_bar->setCount(0, 0, FindBar::Search::Done);
        QCOMPARE(count(), u"Nothing found"_s);
        m_bar->setProblem(u"no expression"_s);
        QCOMPARE(count(), u"no expression"_s);
        QVERIFY(!button("findPrevious")->isEnabled());
    }

    void theSizeDialogShowsPartsAndPlaces() {
        SizeDialog dialog(u"A title"_s, *m_theme);
        dialog.setProgress(1, 4);
        QCOMPARE(dialog.findChild<QProgressBar*>(u"sizeProgress"_s)->value(), 250);
        SizeBreakdown breakdown{.bytes = 1000, .records = 3, .parts = {}, .largest = {}};
        breakdown.parts = {{.kind = ContentKind::ToolOutput, .name = "Ba\x07sh", .bytes = 900, .count = 2},
                           {.kind = ContentKind::UserText, .name = {}, .bytes = 100, .count = 1}};
        breakdown.largest = {
            {.position = 4711, .bytes = 800, .kind = ContentKind::ToolOutput, .name = "Bash"}};
        dialog.setBreakdown(breakdown);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto* parts = dialog.findChild<QTableWidget*>(u"sizeParts"_s);
        QCOMPARE(parts->rowCount(), 2);
        QCOMPARE(parts->item(0, 0)->text(), u"Output of Bash"_s);
        QCOMPARE(parts->item(1, 0)->text(), u"What you wrote"_s);
        QVERIFY(parts->item(0, 2)->text().startsWith(u"90"));
        QVERIFY(dialog.findChild<TintedLabel*>(u"sizeSummary"_s)->fullText().contains(u"3 records"));
        const QSignalSpy chosen(&dialog, &SizeDialog::placeChosen);
        auto* largest = dialog.findChild<QTableWidget*>(u"sizeLargest"_s);
        largest->setFocus();
        QTest::keyClick(largest, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).toULongLong(), 4711U);
        QVERIFY(!dialog.isVisible());
    }

    void theSizeDialogSaysWhyItCannot() {
        SizeDialog dialog(u"A title"_s, *m_theme);
        dialog.setProblem(u"It is gone."_s);
        QCOMPARE(dialog.findChild<TintedLabel*>(u"sizeSummary"_s)->fullText(), u"It is gone."_s);
        dialog.open();
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"sizeClose"_s), Qt::LeftButton);
        QVERIFY(!dialog.isVisible());
    }

private:
    QLineEdit* field() const { return m_bar->findChild<QLineEdit*>(u"findField"_s); }
    QPushButton* button(const char* name) const {
        return m_bar->findChild<QPushButton*>(QString::fromLatin1(name));
    }
    QString count() const { return m_bar->findChild<TintedLabel*>(u"findCount"_s)->fullText(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FindBar> m_bar;
};

QTEST_MAIN(FindBarTest)
#include "find_bar_test.moc"
