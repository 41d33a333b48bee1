// SPDX-License-Identifier: MIT
#include "widgets/theme/tokens.h"
#include "widgets/transcript/code_colours.h"

#include <QApplication>
#include <QTest>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

QColor colourAt(const QList<QTextLayout::FormatRange>& ranges, int offset) {
    for (const auto& range : ranges) {
        if (offset >= range.start && offset < range.start + range.length)
            return range.format.foreground().color();
    }
    return {};
}

} // namespace

class CodeColoursTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatPeopleWriteAfterAFence_data() {
        QTest::addColumn<QString>("language");
        for (const char* language :
             {"cpp", "c++", "python", "py", "rust", "rs", "go", "ts", "typescript", "js", "json", "yaml",
              "sh", "bash", "html", "sql", "toml", "java", "cmake"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }

    void knowsWhatPeopleWriteAfterAFence() {
        QFETCH(QString, language);
        CodeColours colours(m_theme);
        QVERIFY(colours.begin(language).has_value());
    }

    void anUnknownLanguageHasNoColours() {
        CodeColours colours(m_theme);
        QVERIFY(!colours.begin({}).has_value());
        QVERIFY(!colours.begin(u"nosuchlanguage"_s).has_value());
        QVERIFY(!colours.begin(u"../../etc/passwd"_s).has_value());
    }

    void colours() {
        CodeColours colours(m_theme);
        auto progress = colours.begin(u"cpp"_s);
        const auto ranges = colours.nextLine(*progress, u"return \"x\"; // why"_s);
        QCOMPARE(colourAt(ranges, 0), m_theme.tokens().violet);
        QCOMPARE(colourAt(ranges, 8), m_theme.tokens().green);
        QCOMPARE(colourAt(ranges, 12), m_theme.tokens().muted);
    }

    void aStateGoesFromLineToLine() {
        CodeColours colours(m_theme);
        auto progress = colours.begin(u"cpp"_s);
        (void)colours.nextLine(*progress, u"/* begins"_s);
        QCOMPARE(colourAt(colours.nextLine(*progress, u"return"_s), 0), m_theme.tokens().muted);
        (void)colours.nextLine(*progress, u"ends */"_s);
        QCOMPARE(colourAt(colours.nextLine(*progress, u"return"_s), 0), m_theme.tokens().violet);
    }

    void everyColourCanBeReadOnCode() {
        CodeColours colours(m_theme);
        auto progress = colours.begin(u"cpp"_s);
        const auto ranges = colours.nextLine(*progress, u"int f() { return 42 + 'x' + \"s\" /* c */; }"_s);
        QVERIFY(ranges.size() > 4);
        for (const auto& range : ranges)
            QVERIFY(contrastRatio(range.format.foreground().color(), m_theme.tokens().code) >= 4.5);
    }

    void overlongLinesStayPlain() {
        CodeColours colours(m_theme);
        auto progress = colours.begin(u"cpp"_s);
        QVERIFY(colours.nextLine(*progress, u"return "_s.repeated(1000)).isEmpty());
    }

private:
    Theme m_theme{*qApp, SchemeChoice::Dark};
};

QTEST_MAIN(CodeColoursTest)
#include "code_colours_test.moc"
