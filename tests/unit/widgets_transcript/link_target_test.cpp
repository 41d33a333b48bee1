// SPDX-License-Identifier: MIT
#include "widgets/transcript/link_target.h"

#include <QTest>
#include <QTextDocument>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

class LinkTargetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mayBeOpened_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("may");
        const auto row = [](const QString& address, bool may) {
            QTest::newRow(qPrintable(address)) << address << may;
        };
        row(u"https://example.org"_s, true);
        row(u"http://example.org:8080/a/b?c=d#e"_s, true);
        row(u"HTTPS://EXAMPLE.ORG/x"_s, true);
        row(u"https://example.org/?q={id}|x"_s, true);
        row(u"https://bücher.example/ä"_s, true);
        row(u"mailto:me@example.org"_s, true);
        row(u"mailto:"_s, false);
        row(u"https://"_s, false);
        row(u"https:///path"_s, false);
        row(u"https://user@example.org"_s, false);
        row(u"https://user:secret@example.org"_s, false);
        row(u"javascript:alert(1)"_s, false);
        row(u"JaVaScRiPt:alert(1)"_s, false);
        row(u"file:///etc/passwd"_s, false);
        row(u"data:text/html;base64,AAAA"_s, false);
        row(u"ftp://example.org"_s, false);
        row(u"ssh://example.org"_s, false);
        row(u"//example.org"_s, false);
        row(u"example.org"_s, false);
        row(u"src/main.cpp"_s, false);
        row(u""_s, false);
        row(u"https://example.org/a b"_s, false);
        row(u"https://example.org/\u202Egpj.exe"_s, false);
        row(u"https://exam\u200Bple.org"_s, false);
        row(u"https://example.org/\n"_s, false);
        row(u"https://example.org/"_s + QString(5000, u'a'), false);
    }

    void mayBeOpened() {
        QFETCH(QString, address);
        QFETCH(bool, may);
        QCOMPARE(!linkTarget(address).isEmpty(), may);
    }

    void isShownWithoutLookAlikes() {
        // The second letter is Cyrillic.
        QCOMPARE(shownTarget(linkTarget(u"https://pаypal.com/x"_s)), u"https://xn--pypal-4ve.com/x"_s);
        QCOMPARE(shownTarget(linkTarget(u"https://example.org/<b>ä"_s)),
                 u"https://example.org/%3Cb%3E%C3%A4"_s);
        QVERIFY(!Qt::mightBeRichText(shownTarget(linkTarget(u"https://example.org/<b>x</b>"_s))));
    }
};

QTEST_GUILESS_MAIN(LinkTargetTest)
#include "link_target_test.moc"
