// SPDX-License-Identifier: MIT
#include "app/cli/verbs.h"

#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace ax::cli;

namespace {

QByteArray fileText(const char* name) {
    QFile file(QStringLiteral(AX_TEST_DATA "/../../") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", name);
    return file.readAll();
}

} // namespace

/// What the shells and the manual page say must be what there is.
class VerbsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areAllTold_data();
    void areAllTold();
};

void VerbsTest::areAllTold_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("before"); // what stands before a verb
    QTest::newRow("man page") << QByteArray("docs/man/ax.1") << QByteArray(".It Cm ");
    QTest::newRow("bash") << QByteArray("resources/completions/ax.bash") << QByteArray();
    QTest::newRow("zsh") << QByteArray("resources/completions/_ax") << QByteArray();
    QTest::newRow("fish") << QByteArray("resources/completions/ax.fish") << QByteArray(" -a ");
}

void VerbsTest::areAllTold() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, before);
    const QByteArray text = fileText(file.constData());
    for (const Verb& verb : verbs()) {
        const QByteArray name(verb.name.data(), static_cast<qsizetype>(verb.name.size()));
        const QRegularExpression word(
            QStringLiteral("%1\\b%2\\b")
                .arg(QRegularExpression::escape(QString::fromLatin1(before)), QString::fromLatin1(name)));
        if (verb.command && !verb.usage.empty())
            QVERIFY2(word.match(QString::fromUtf8(text)).hasMatch(), name.constData());
    }
}

QTEST_GUILESS_MAIN(VerbsTest)
#include "verbs_test.moc"
