// SPDX-License-Identifier: MIT
#include "terminal/link.h"

#include <QTest>

using namespace ax::terminal;

class LinkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offers_data();
    void offers();
};

void LinkTest::offers_data() {
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* link, bool expected) {
        QTest::newRow(link) << QString::fromUtf8(link) << expected;
    };
    row("https://example.org/a?b=c#d", true);
    row("http://localhost:8080", true);
    row("mailto:someone@example.org", true);
    row("file:///etc/passwd", false);
    row("javascript:alert(1)", false);
    row("ssh://-oProxyCommand=x", false);
    row("data:text/html,x", false);
    row("https:///nohost", false);
    row("mailto:", false);
    row("example.org", false);
    row("https://example.org/\u202Egpj.exe", false);
    row("https://example.org/%E2%80%AEgpj.exe", false);
    row("https://example.org/?text=a%0ab", true);
    row("", false);
}

void LinkTest::offers() {
    QFETCH(QString, link);
    QFETCH(bool, expected);
    QCOMPARE(isOfferable(QUrl(link, QUrl::StrictMode)), expected);
}

QTEST_GUILESS_MAIN(LinkTest)
#include "link_test.moc"
