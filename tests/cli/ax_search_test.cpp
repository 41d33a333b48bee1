// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using ax::cli::testing::AxHome;
using ax::cli::testing::Outcome;

namespace {

const QString One = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString Other = QStringLiteral("22222222-2222-4222-8222-222222222222");

AxHome& filled(AxHome& home) {
    home.writeClaudeSession(One, "The Crane is stuck", "/tmp");
    home.writeClaudeSession(Other, "the crane again", "/tmp");
    return home;
}

} // namespace

class AxSearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsIds() {
        AxHome home;
        filled(home);
        const Outcome stuck =
            home.run({QStringLiteral("search"), QStringLiteral("crane"), QStringLiteral("IS")});
        QCOMPARE(stuck.exitCode, 0);
        QCOMPARE(stuck.output, One.toUtf8() + '\n');
        QCOMPARE(stuck.errors, QByteArray());
        QCOMPARE(home.run({QStringLiteral("search"), QStringLiteral("crane")}).output.count('\n'), 2);
        QCOMPARE(home.run({QStringLiteral("search"), QStringLiteral("crane"), QStringLiteral("--limit"),
                           QStringLiteral("1")})
                     .output.count('\n'),
                 1);
        const Outcome nobody = home.run({QStringLiteral("search"), QStringLiteral("nobody said this")});
        QCOMPARE(nobody.exitCode, 0);
        QCOMPARE(nobody.output, QByteArray());
    }

    void emptyQueriesPrintNothing() {
        AxHome home;
        filled(home);
        for (const QStringList& words :
             {QStringList{}, QStringList{QStringLiteral("  ")}, QStringList{QStringLiteral("--json")}}) {
            const Outcome outcome = home.run(QStringList{QStringLiteral("search")} + words);
            QCOMPARE(outcome.exitCode, 0);
            QCOMPARE(outcome.output + outcome.errors, QByteArray());
        }
    }

    void takesExpressionsAndFields() {
        AxHome home;
        filled(home);
        QCOMPARE(home.run({QStringLiteral("search"), QStringLiteral("/crane (is|was)/")}).output,
                 One.toUtf8() + '\n');
        QCOMPARE(home.run({QStringLiteral("search"), QStringLiteral("harness:pi"), QStringLiteral("crane")})
                     .output,
                 QByteArray());
        QCOMPARE(home.run({QStringLiteral("search"), QStringLiteral("-harness:pi"), QStringLiteral("crane")})
                     .output.count('\n'),
                 2);
        QCOMPARE(home.run({QStringLiteral("search"), QStringLiteral("--"), QStringLiteral("--json")}).output,
                 QByteArray());
    }

    void refusesWhatItCannotRead() {
        AxHome home;
        for (const QStringList& words :
             {QStringList{QStringLiteral("/a(b/")}, QStringList{QStringLiteral("cost:much")},
              QStringList{QStringLiteral("--limit")},
              QStringList{QStringLiteral("--limit=x"), QStringLiteral("y")}}) {
            const Outcome outcome = home.run(QStringList{QStringLiteral("search")} + words);
            QCOMPARE(outcome.exitCode, 2);
            QCOMPARE(outcome.output, QByteArray());
            QVERIFY(outcome.errors.startsWith("ax: "));
            QCOMPARE(outcome.errors.count('\n'), 1);
        }
    }

    void reportsAsJson() {
        AxHome home;
        filled(home);
        const Outcome outcome =
            home.run({QStringLiteral("search"), QStringLiteral("--json"), QStringLiteral("crane is")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.output.startsWith("{\n  \"ids\": [\n    \""));
        QVERIFY(outcome.output.endsWith("}\n"));
        const QJsonObject report = QJsonDocument::fromJson(outcome.output).object();
        QCOMPARE(report.value(QStringLiteral("ids")).toArray(), QJsonArray{One});
        const QJsonObject result = report.value(QStringLiteral("results")).toArray().at(0).toObject();
        QCOMPARE(result.value(QStringLiteral("id")).toString(), One);
        QCOMPARE(result.value(QStringLiteral("hits")).toInt(), 1);
        QCOMPARE(result.value(QStringLiteral("snippets")).toArray(),
                 QJsonArray{QStringLiteral("The Crane is stuck")});
        const QJsonObject match = result.value(QStringLiteral("matches")).toArray().at(0).toObject();
        QCOMPARE(match.value(QStringLiteral("speaker")).toString(), QStringLiteral("user"));
        const QJsonObject nothing =
            QJsonDocument::fromJson(home.run({QStringLiteral("search"), QStringLiteral("--json"),
                                              QStringLiteral("nobody said this")})
                                        .output)
                .object();
        QVERIFY(nothing.value(QStringLiteral("ids")).isArray() &&
                nothing.value(QStringLiteral("results")).isArray());
    }
};

QTEST_GUILESS_MAIN(AxSearchTest)
#include "ax_search_test.moc"
