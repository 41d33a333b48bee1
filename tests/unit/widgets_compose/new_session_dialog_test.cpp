// SPDX-License-Identifier: MIT
#include "widgets/compose/new_session_dialog.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace ax;
using namespace ax::widgets;

class NewSessionDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void startNeedsAFolderThatExists();
    void carriesWhatWasChosen();
    void offersTheSessionThatRunsThere();

private:
    NewSessionChoices choices() const;

    QTemporaryDir m_home;
    std::unique_ptr<Theme> m_theme;
};

void NewSessionDialogTest::init() {
    if (!m_theme) {
        m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
    }
    QDir(m_home.path()).mkpath(QStringLiteral("src/api"));
}

NewSessionChoices NewSessionDialogTest::choices() const {
    auto live = std::make_shared<Session>();
    live->harness = "claude";
    live->id = "one";
    live->model = "claude-opus-5-5";
    live->directory = m_home.filePath(QStringLiteral("src/api")).toStdString();
    live->status.status = Status::Working;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->sessions.push_back(live);
    return {.config = builtInConfig(),
            .home = m_home.path(),
            .folders = {live->directory},
            .snapshot = snapshot,
            .preferredFolder = {}};
}

void NewSessionDialogTest::startNeedsAFolderThatExists() {
    NewSessionDialog dialog(choices(), *m_theme);
    auto* start = dialog.findChild<QPushButton*>(QStringLiteral("newSessionStart"));
    auto* folder = dialog.findChild<QComboBox*>(QStringLiteral("newSessionFolder"));
    QVERIFY(start->isEnabled()); // the most recent folder stands there already
    folder->setEditText(QStringLiteral("~/src/no-such"));
    QVERIFY(!start->isEnabled());
    folder->setEditText(QStringLiteral("~/src"));
    QVERIFY(start->isEnabled());
    folder->setEditText(QString());
    QVERIFY(!start->isEnabled());
}

void NewSessionDialogTest::carriesWhatWasChosen() {
    NewSessionDialog dialog(choices(), *m_theme);
    dialog.show();
    QTest::keyClicks(dialog.findChild<QPlainTextEdit*>(QStringLiteral("newSessionTask")),
                     QStringLiteral("fix it"));
    dialog.findChild<QComboBox*>(QStringLiteral("newSessionModel"))->setEditText(QStringLiteral("opus"));
    auto* plan = dialog.findChild<QAbstractButton*>(
        QStringLiteral("newSessionPermission%1").arg(static_cast<int>(PermissionMode::Plan)));
    QVERIFY(plan);
    QTest::mouseClick(plan, Qt::LeftButton);
    const NewSessionRequest request = dialog.request();
    QCOMPARE(request.harness, std::string("claude"));
    QCOMPARE(request.task, std::string("fix it"));
    QCOMPARE(request.model, std::string("opus"));
    QCOMPARE(request.permissions, PermissionMode::Plan);
    QCOMPARE(QString::fromStdString(request.directory), m_home.filePath(QStringLiteral("src/api")));
}

void NewSessionDialogTest::offersTheSessionThatRunsThere() {
    NewSessionDialog dialog(choices(), *m_theme);
    dialog.show();
    auto* openRunning = dialog.findChild<QPushButton*>(QStringLiteral("newSessionOpenRunning"));
    QVERIFY(openRunning->isVisible());
    QTest::mouseClick(openRunning, Qt::LeftButton);
    QCOMPARE(dialog.result(), int(QDialog::Rejected));
    QCOMPARE(dialog.chosenRunningSession(), QStringLiteral("claude/one"));
}

QTEST_MAIN(NewSessionDialogTest)
#include "new_session_dialog_test.moc"
