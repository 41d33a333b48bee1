// SPDX-License-Identifier: MIT
#include "app/desktop/options.h"

#include <QTest>

using namespace ax::desktop;
using ax::widgets::SchemeChoice;

class OptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void understandsWhatPeopleType();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void OptionsTest::understandsWhatPeopleType() {
    const Options plain = parseOptions({QStringLiteral("ax-desktop")});
    QCOMPARE(plain.start, Options::Start::Window);
    QCOMPARE(plain.world, Options::World::Users);

    const Options full =
        parseOptions({QStringLiteral("ax-desktop"), QStringLiteral("--demo"), QStringLiteral("--screenshot"),
                      QStringLiteral("a.png"), QStringLiteral("--size=1024x768"), QStringLiteral("--scheme"),
                      QStringLiteral("dark")});
    QCOMPARE(full.start, Options::Start::Window);
    QCOMPARE(full.world, Options::World::Demo);
    QCOMPARE(full.screenshotFile, QStringLiteral("a.png"));
    QCOMPARE(full.size, QSize(1024, 768));
    QCOMPARE(full.scheme, SchemeChoice::Dark);
    QCOMPARE(parseOptions({QStringLiteral("ax-desktop"), QStringLiteral("--help")}).start,
             Options::Start::Help);
    QCOMPARE(parseOptions({QStringLiteral("ax-desktop"), QStringLiteral("--version")}).start,
             Options::Start::Version);
}

void OptionsTest::saysWhatIsWrong_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList{QStringLiteral("--frobnicate")};
    QTest::newRow("stray word") << QStringList{QStringLiteral("list")};
    QTest::newRow("size without x") << QStringList{QStringLiteral("--size=1024")};
    QTest::newRow("size of nothing") << QStringList{QStringLiteral("--size=0x0")};
    QTest::newRow("size beyond reason") << QStringList{QStringLiteral("--size=99999x99999")};
    QTest::newRow("screenshot to nowhere") << QStringList{QStringLiteral("--screenshot=")};
    QTest::newRow("scheme unknown") << QStringList{QStringLiteral("--scheme=pink")};
}

void OptionsTest::saysWhatIsWrong() {
    QFETCH(QStringList, arguments);
    const Options options = parseOptions(QStringList{QStringLiteral("ax-desktop")} + arguments);
    QCOMPARE(options.start, Options::Start::Mistake);
    QVERIFY(!options.text.isEmpty());
}

QTEST_GUILESS_MAIN(OptionsTest)
#include "options_test.moc"
