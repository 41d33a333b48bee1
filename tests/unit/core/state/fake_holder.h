// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>

namespace ax::test {

/// A process whose words end in those given, as an `ax run` has them, though it only waits.
class FakeHolder {
public:
    explicit FakeHolder(const QStringList& words) {
        m_process.setProgram(QStringLiteral("/bin/sh"));
        m_process.setArguments(QStringList{QStringLiteral("-c"), QStringLiteral("echo up; read line; :")} +
                               words);
        m_process.start();
        m_process.waitForReadyRead();
    }
    ~FakeHolder() { end(); }
    void end() {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    long processId() const { return static_cast<long>(m_process.processId()); }

private:
    QProcess m_process;
};

} // namespace ax::test
