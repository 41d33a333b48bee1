// SPDX-License-Identifier: MIT
#include "core/demo/sample.h"

#include <QTest>

using namespace ax;

class SampleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsHeadAndSteps();
    void wrongLineIsNamed_data();
    void wrongLineIsNamed();
    void survivesCutsAtEveryByte();
    void everyEmbeddedSessionIsUnderstood();
};

namespace {

constexpr std::string_view Text =
    "project: work/x\nmodel: m\ntitle: A: b\nage: 3m\nlength: 2h\ncontext: 0.5\n\n"
    "%% prompt\nFirst\n\nsecond\n%% bash! ls -l | wc\nno\n%% edit a.c\nold\n%% to\nnew\n"
    "%% grep a|b | src\nhit\n";

} // namespace

void SampleTest::readsHeadAndSteps() {
    const auto sample = parseSample(Text);
    QVERIFY(sample.has_value());
    QCOMPARE(sample->project, "work/x");
    QCOMPARE(sample->title, "A: b");
    QCOMPARE(sample->age, std::chrono::minutes(3));
    QCOMPARE(sample->length, std::chrono::hours(2));
    QCOMPARE(sample->contextShare, 0.5);
    QVERIFY(!sample->projectGone);
    QCOMPARE(sample->steps.size(), 4U);
    QCOMPARE(sample->steps[0].body, "First\n\nsecond");
    QVERIFY(sample->steps[1].failed);
    QCOMPARE(sample->steps[1].subject, "ls -l | wc"); // a bar in a command is the command's
    QCOMPARE(sample->steps[2].body, "old");
    QCOMPARE(sample->steps[2].replacement, "new");
    QCOMPARE(sample->steps[3].subject, "a|b");
    QCOMPARE(sample->steps[3].detail, "src");
}

void SampleTest::wrongLineIsNamed_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no key") << QByteArray("project: x\nnonsense\n");
    QTest::newRow("unknown key") << QByteArray("project: x\ncolour: red\n");
    QTest::newRow("no span") << QByteArray("project: x\nage: 3 weeks\n");
    QTest::newRow("no number") << QByteArray("project: x\ncontext: half\n");
    QTest::newRow("unknown step") << QByteArray("project: x\n%% dance\n");
    QTest::newRow("replacement of nothing") << QByteArray("project: x\n%% to\n");
}

void SampleTest::wrongLineIsNamed() {
    QFETCH(QByteArray, text);
    const auto sample = parseSample(text.toStdString());
    QVERIFY(!sample.has_value());
    QCOMPARE(sample.error().code, ErrorCode::Invalid);
    QVERIFY2(sample.error().message.contains("line 2"), sample.error().message.c_str());
}

void SampleTest::survivesCutsAtEveryByte() {
    for (std::size_t length = 0; length <= Text.size(); ++length) {
        const auto sample = parseSample(Text.substr(0, length));
        QVERIFY(!sample || sample->steps.size() <= 4);
    }
}

void SampleTest::everyEmbeddedSessionIsUnderstood() {
    int sessions = 0;
    for (const EmbeddedSample& embedded : embeddedSamples()) {
        if (!embedded.path.starts_with("sessions/"))
            continue;
        ++sessions;
        const auto sample = parseSample(embedded.text);
        QVERIFY2(sample.has_value(), std::string(embedded.path).c_str());
        QVERIFY(!sample->project.empty() && !sample->model.empty() && sample->contextShare > 0);
        QVERIFY(sample->steps.size() >= 2);
    }
    QVERIFY(sessions >= 24);
}

QTEST_GUILESS_MAIN(SampleTest)
#include "sample_test.moc"
