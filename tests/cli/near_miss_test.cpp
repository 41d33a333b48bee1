// SPDX-License-Identifier: MIT
#include "app/cli/near_miss.h"

#include <QtTest>

using ax::cli::isNearMiss;

class NearMissTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
};

void NearMissTest::judges_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<bool>("near");
    QTest::newRow("missing inside") << QByteArray("lst") << true;
    QTest::newRow("missing at the end") << QByteArray("lis") << true;
    QTest::newRow("missing at the start") << QByteArray("ist") << true;
    QTest::newRow("added at the end") << QByteArray("lists") << true;
    QTest::newRow("added at the start") << QByteArray("alist") << true;
    QTest::newRow("changed") << QByteArray("lost") << true;
    QTest::newRow("changed at the end") << QByteArray("lisp") << true;
    QTest::newRow("the same") << QByteArray("list") << false;
    QTest::newRow("two changes") << QByteArray("lust!") << false;
    QTest::newRow("swapped") << QByteArray("lsit") << false;
    QTest::newRow("two missing") << QByteArray("ls") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void NearMissTest::judges() {
    QFETCH(QByteArray, word);
    QTEST(isNearMiss(word.toStdString(), "list"), "near");
    QTEST(isNearMiss("list", word.toStdString()), "near");
}

QTEST_GUILESS_MAIN(NearMissTest)
#include "near_miss_test.moc"
