// SPDX-License-Identifier: MIT
#include "tests/cli/ax_process.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

#include <memory>

using ax::cli::testing::AxHome;
using ax::cli::testing::Outcome;

namespace {

/// Answers each request on the loopback device with what stands in a file, and prints the port that it got.
constexpr const char* Server = R"(
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = open(sys.argv[1], "rb").read()
        self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *arguments):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
)";

const QStringList Update = {QStringLiteral("models"), QStringLiteral("update")};

} // namespace

class AxModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysWherePricesComeFrom();
    void updates();
    void keepsWhatItHasWhenTheAnswerIsOdd();
    void staysOffline();
    void needsAFetcher();
    void usage();

private:
    void answer(const QByteArray& body) { m_home->write(QStringLiteral("answer"), body); }
    Outcome update(int status) {
        m_home->environment().insert(QStringLiteral("AX_MODELS_URL"),
                                     QStringLiteral("http://127.0.0.1:%1/%2").arg(m_port).arg(status));
        return m_home->run(Update);
    }
    QByteArray copy() const {
        QFile file(m_home->path(QStringLiteral(".local/state/ax/models.json")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<AxHome> m_home;
    QProcess m_server;
    int m_port = 0;
};

void AxModelsTest::init() {
    if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty() ||
        QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("needs python3 and curl");
    m_home = std::make_unique<AxHome>();
    m_server.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(Server),
                                               m_home->path(QStringLiteral("answer"))});
    while (!m_server.canReadLine())
        QVERIFY(m_server.waitForReadyRead(30'000));
    m_port = m_server.readLine().trimmed().toInt();
    m_home->environment().insert(QStringLiteral("no_proxy"), QStringLiteral("127.0.0.1"));
}

void AxModelsTest::cleanup() {
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.kill();
    m_server.waitForFinished();
}

void AxModelsTest::saysWherePricesComeFrom() {
    const Outcome outcome = m_home->run({QStringLiteral("models")});
    static const QRegularExpression form(
        QStringLiteral("^\\d{4} models: models\\.dev as carried by .* 20\\d\\d-\\d\\d-\\d\\d\n$"));
    QVERIFY2(form.match(QString::fromUtf8(outcome.output)).hasMatch(), outcome.output.constData());
    QCOMPARE(outcome.exitCode, 0);
}

void AxModelsTest::updates() {
    answer(
        R"({"openai":{"models":{"a":{"cost":{"input":1,"output":2.5},"limit":{"context":10,"output":5}},"b":{}}}})");
    const Outcome outcome = update(200);
    QCOMPARE(outcome.errors, QByteArray());
    QCOMPARE(outcome.output, QByteArray("updated 2 models from models.dev\n"));
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(
        copy(),
        QByteArray(
            R"({"a":{"context":10,"output_limit":5,"input":1,"output":2.5,"cache_read":null,"cache_write":null},)"
            R"("b":{"context":0,"output_limit":0,"input":0,"output":0,"cache_read":null,"cache_write":null}})"));
    QVERIFY(m_home->run({QStringLiteral("models")}).output.startsWith("2 models: models.dev, copied 20"));
}

void AxModelsTest::keepsWhatItHasWhenTheAnswerIsOdd() {
    m_home->write(QStringLiteral(".local/state/ax/models.json"), "{}");
    answer("<html>Log in");
    const Outcome page = update(200);
    QVERIFY2(page.errors.contains("is no JSON; does a login page stand between?"), page.errors.constData());
    QCOMPARE(page.exitCode, 1);
    const Outcome status = update(503);
    QVERIFY2(status.errors.contains("answered with HTTP status 503"), status.errors.constData());
    QCOMPARE(status.exitCode, 1);
    m_home->environment().insert(QStringLiteral("AX_MODELS_URL"), QStringLiteral("http://127.0.0.1:1/"));
    QVERIFY(m_home->run(Update).errors.startsWith("ax: cannot reach http://127.0.0.1:1/"));
    m_home->environment().insert(QStringLiteral("AX_MODELS_URL"), QStringLiteral("file:///etc/passwd"));
    QCOMPARE(m_home->run(Update).exitCode, 1);
    QCOMPARE(copy(), QByteArray("{}"));
}

void AxModelsTest::staysOffline() {
    answer(R"({"openai":{"models":{"a":{}}}})");
    m_home->environment().insert(QStringLiteral("AX_OFFLINE"), QStringLiteral("1"));
    QCOMPARE(update(200).errors, QByteArray("ax: AX_OFFLINE is set: nothing is fetched\n"));
    m_home->environment().remove(QStringLiteral("AX_OFFLINE"));
    m_home->write(QStringLiteral(".config/ax/config.toml"), "offline = true\n");
    const Outcome outcome = update(200);
    QVERIFY(outcome.errors.contains("offline = true"));
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(copy(), QByteArray());
}

void AxModelsTest::needsAFetcher() {
    m_home->environment().insert(QStringLiteral("PATH"), m_home->path());
    const Outcome outcome = update(200);
    QCOMPARE(outcome.errors, QByteArray("ax: fetching prices needs curl or wget, and neither is on PATH\n"));
    QCOMPARE(outcome.exitCode, 1);
}

void AxModelsTest::usage() {
    QCOMPARE(m_home->run({QStringLiteral("models"), QStringLiteral("upgrade")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(AxModelsTest)
#include "ax_models_test.moc"
