// SPDX-License-Identifier: MIT
#include "core/archive/history_settings.h"
#include "core/archive/retention_policy.h"
#include "tests/unit/core_archive/archive_world.h"

using namespace ax;
using namespace ax::test;
using std::chrono::days;

class RetentionPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ArchiveWorld>(); }
    void thirtyDaysByDefault();
    void theUsersSettings_data();
    void theUsersSettings();
    void managedSettingsWin();
    void theShortestProjectCounts();
    void otherAgentsDeleteNothing();
    void whatExpires();
    void settingsOfInsurance();

private:
    RetentionPolicies load(std::set<std::string> projects = {}) const {
        return loadRetentionPolicies(m_world->real, {.config = m_config,
                                                     .paths = m_world->paths,
                                                     .projects = std::move(projects),
                                                     .managedSettings = managed()});
    }
    std::string managed() const { return m_world->home() + "/etc/managed-settings.json"; }
    std::string user() const { return m_world->home() + "/.claude/settings.json"; }

    Config m_config = builtInConfig();
    std::unique_ptr<ArchiveWorld> m_world;
};

void RetentionPolicyTest::thirtyDaysByDefault() {
    const RetentionPolicies policies = load();
    QCOMPARE(policies.size(), std::size_t{1});
    QVERIFY(policies.at("claude") == (RetentionPolicy{days(30), {}}));
}

void RetentionPolicyTest::theUsersSettings_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("expected"); // -1: for ever
    QTest::newRow("number") << QByteArray(R"({"x":[1],"cleanupPeriodDays":7})") << 7;
    QTest::newRow("zero") << QByteArray(R"({"cleanupPeriodDays":0})") << 0;
    QTest::newRow("fraction") << QByteArray(R"({"cleanupPeriodDays":45.0})") << 45;
    QTest::newRow("ever") << QByteArray(R"({"cleanupPeriodDays":99999})") << -1;
    QTest::newRow("absurd") << QByteArray(R"({"cleanupPeriodDays":1e300})") << -1;
    QTest::newRow("negative") << QByteArray(R"({"cleanupPeriodDays":-1})") << 30;
    QTest::newRow("text") << QByteArray(R"({"cleanupPeriodDays":"7"})") << 30;
    QTest::newRow("other") << QByteArray(R"({"model":"opus"})") << 30;
    QTest::newRow("no object") << QByteArray("[7]") << 30;
    QTest::newRow("cut") << QByteArray(R"({"cleanupPeriodDays":7)") << 30;
    QTest::newRow("garbage") << QByteArray("\0\xff{", 3) << 30;
    QTest::newRow("deep") << QByteArray(100'000, '[') << 30;
}

void RetentionPolicyTest::theUsersSettings() {
    QFETCH(QByteArray, json);
    QFETCH(int, expected);
    m_world->write(user(), json.toStdString());
    const auto keepFor = load().at("claude").keepFor;
    QCOMPARE(keepFor ? static_cast<int>(keepFor->count()) : -1, expected);
}

void RetentionPolicyTest::managedSettingsWin() {
    m_world->write(user(), R"({"cleanupPeriodDays":7})");
    m_world->write(managed(), R"({"cleanupPeriodDays":365})");
    QVERIFY(load().at("claude") == (RetentionPolicy{days(365), managed()}));
}

void RetentionPolicyTest::theShortestProjectCounts() {
    const std::string one = m_world->home() + "/one";
    const std::string two = m_world->home() + "/two";
    m_world->write(user(), R"({"cleanupPeriodDays":3650})");
    m_world->write(one + "/.claude/settings.json", R"({"cleanupPeriodDays":5})");
    m_world->write(one + "/.claude/settings.local.json", R"({"cleanupPeriodDays":20})");
    m_world->write(two + "/.claude/settings.json", R"({"cleanupPeriodDays":90})");
    QVERIFY(load({one, two}).at("claude") ==
            (RetentionPolicy{days(20), one + "/.claude/settings.local.json"}));
    QVERIFY(load({two}).at("claude") == (RetentionPolicy{days(90), two + "/.claude/settings.json"}));
    QVERIFY(load().at("claude").keepFor == days(3650));
}

void RetentionPolicyTest::otherAgentsDeleteNothing() {
    Session session;
    session.harness = "codex";
    session.fileStatus = FileStatus();
    QVERIFY(!whenDeleted(session, load()));
    session.harness = "claude";
    QVERIFY(whenDeleted(session, load()) == Timestamp(days(30)));
    session.isKeptCopy = true;
    QVERIFY(!whenDeleted(session, load()));
}

void RetentionPolicyTest::whatExpires() {
    const Timestamp now{days(20'000)};
    Snapshot snapshot;
    const auto add = [&](const char* id, days ago) {
        Session session;
        session.harness = "claude";
        session.id = id;
        session.fileStatus.emplace().modifiedNanoseconds = (now - ago).time_since_epoch().count();
        snapshot.sessions.push_back(std::make_shared<const Session>(session));
    };
    add("fresh", days(0));
    add("edge", days(27));
    add("just not", days(26));
    add("overdue", days(90));
    add("next", days(29));
    const auto expiring = expiringSessions(snapshot, load(), now);
    std::vector<std::string> ids;
    for (const ExpiringSession& each : expiring)
        ids.push_back(each.session->id);
    QCOMPARE(ids, (std::vector<std::string>{"overdue", "next", "edge"}));
    QVERIFY(expiring[2].when == now + days(3));
    m_world->write(user(), R"({"cleanupPeriodDays":99999})");
    QVERIFY(expiringSessions(snapshot, load(), now).empty());
}

void RetentionPolicyTest::settingsOfInsurance() {
    QVERIFY(loadHistorySettings(m_world->real, m_world->paths) == HistorySettings());
    HistorySettings settings;
    settings.insurance = HistorySettings::Insurance::On;
    settings.limit = 5'000'000'000;
    settings.askedAt = Timestamp(days(20'000));
    QVERIFY(saveHistorySettings(m_world->real, m_world->paths, settings).has_value());
    QVERIFY(loadHistorySettings(m_world->real, m_world->paths) == settings);
    const std::string file = m_world->paths.stateDirectory + "/history.json";
    const std::string text = *readWholeFile(m_world->real, file, Plenty);
    for (std::size_t size = 0; size + 2 < text.size(); ++size) {
        m_world->write(file, text.substr(0, size));
        QVERIFY(loadHistorySettings(m_world->real, m_world->paths) == HistorySettings());
    }
}

QTEST_GUILESS_MAIN(RetentionPolicyTest)
#include "retention_policy_test.moc"
