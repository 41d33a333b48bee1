// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QAccessible>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

class TranscriptAccessibleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isADocumentOfItsText() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(fixture::talk(2)));
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&shown.view);
        QVERIFY(interface != nullptr);
        QCOMPARE(interface->role(), QAccessible::Document);
        QCOMPARE(interface->text(QAccessible::Name), u"Transcript"_s);
        QCOMPARE(interface->text(QAccessible::Value), shown.view.plainText());
        QVERIFY(interface->state().readOnly);
        QVERIFY(interface->state().focusable);
        QAccessibleTextInterface* text = interface->textInterface();
        QVERIFY(text != nullptr);
        QCOMPARE(text->characterCount(), static_cast<int>(shown.view.plainText().size()));
        QCOMPARE(text->text(4, 14), u"question 0"_s);
        QCOMPARE(text->text(0, 100'000), shown.view.plainText());
    }
};

QTEST_MAIN(TranscriptAccessibleTest)
#include "transcript_accessible_test.moc"
