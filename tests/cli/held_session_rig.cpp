// SPDX-License-Identifier: MIT
#include "tests/cli/held_session_rig.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QtTest>

#include <algorithm>
#include <array>
#include <poll.h>
#include <unistd.h>

namespace ax::cli::testing {

namespace {

constexpr int Patience = 30'000; // milliseconds; a hang, not a measure

} // namespace

HeldHome::HeldHome() {
    environment().insert(QStringLiteral("XDG_RUNTIME_DIR"), path(QStringLiteral("r")));
    environment().insert(QStringLiteral("TERM"), QStringLiteral("xterm-256color"));
}

HeldHome::~HeldHome() {
    const QStringList ids = QDir(state(QStringLiteral("live"))).entryList(QDir::Files);
    if (!ids.isEmpty())
        run(QStringList(QStringLiteral("kill")) + ids);
}

QString HeldHome::state(const QString& relative) const {
    return path(QStringLiteral(".local/state/ax/") + relative);
}

QByteArray HeldHome::heartbeatOf(const QString& id) const {
    QFile file(state(QStringLiteral("live/") + id));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 HeldHome::holderOf(const QString& id) const {
    const QList<QByteArray> fields = heartbeatOf(id).split('\t');
    return fields.size() > 1 ? fields[1].toLongLong() : 0;
}

void HeldHome::hold(const QString& id, const QString& command, const QStringList& options) const {
    QProcess process;
    process.setProcessEnvironment(const_cast<HeldHome*>(this)->environment());
    process.setProgram(process.processEnvironment().value(QStringLiteral("AX")));
    process.setArguments(QStringList(QStringLiteral("run")) + options + QStringList{id, command});
    process.setWorkingDirectory(path());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    QVERIFY(process.startDetached());
    QTRY_VERIFY_WITH_TIMEOUT(holderOf(id) != 0, Patience);
}

OnTerminal::OnTerminal(const AxHome& home, const QStringList& arguments, TerminalSize size) {
    ProcessSpec spec;
    const QProcessEnvironment environment = const_cast<AxHome&>(home).environment();
    spec.arguments.push_back(environment.value(QStringLiteral("AX")).toStdString());
    for (const QString& argument : arguments)
        spec.arguments.push_back(argument.toStdString());
    for (const QString& name : environment.keys())
        spec.variables.emplace(name.toStdString(), environment.value(name).toStdString());
    auto process = PtyProcess::start(spec, size);
    if (!process)
        qFatal("%s", process.error().message.c_str());
    m_process = std::move(*process);
}

void OnTerminal::type(const QByteArray& bytes) const {
    QCOMPARE(
        ::write(m_process->masterDescriptor(), bytes.constData(), static_cast<std::size_t>(bytes.size())),
        bytes.size());
}

/// False when nothing more will come.
bool OnTerminal::read() {
    pollfd wait{.fd = m_process->masterDescriptor(), .events = POLLIN, .revents = 0};
    if (::poll(&wait, 1, 20) <= 0)
        return true;
    std::array<char, 65536> buffer;
    const auto count = ::read(wait.fd, buffer.data(), buffer.size());
    if (count > 0)
        m_output.append(buffer.data(), count);
    return count > 0;
}

QByteArray OnTerminal::waitFor(const QByteArray& marker) {
    QElapsedTimer timer;
    timer.start();
    qsizetype searched = 0;
    while (m_output.indexOf(marker, searched) < 0) {
        searched = std::max<qsizetype>(0, m_output.size() - marker.size());
        if (!read() || timer.hasExpired(Patience)) {
            if (m_output.indexOf(marker, searched) >= 0)
                break;
            QTest::qFail(("no " + marker + " in: " + m_output.right(2000)).constData(), __FILE__, __LINE__);
            return {};
        }
    }
    return m_output;
}

int OnTerminal::waitForExit() {
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(Patience)) {
        read();
        if (const auto exit = m_process->collectExit()) {
            while (read() && !timer.hasExpired(Patience)) {
                pollfd more{.fd = m_process->masterDescriptor(), .events = POLLIN, .revents = 0};
                if (::poll(&more, 1, 0) <= 0)
                    break;
            }
            return exit->signal ? 128 + *exit->signal : exit->code;
        }
    }
    return -1;
}

} // namespace ax::cli::testing
