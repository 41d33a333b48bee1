// SPDX-License-Identifier: MIT
#include "widgets/compose/relink_dialog.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace ax::widgets;

class RelinkDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void likelyFoldersComeFirst();
    void acceptsOnlyAFolderThatExists();
};

void RelinkDialogTest::likelyFoldersComeFirst() {
    const auto found =
        relinkCandidates("/home/a/src/api", {"/home/a/src/web", "/mnt/other", "/home/a/work/api"});
    QCOMPARE(found, (std::vector<std::string>{"/home/a/work/api", "/home/a/src/web"}));
}

void RelinkDialogTest::acceptsOnlyAFolderThatExists() {
    const QTemporaryDir home;
    Theme theme(*qApp, SchemeChoice::Light);
    RelinkDialog dialog(QStringLiteral("/gone/api"), {}, home.path(), theme);
    auto* folder = dialog.findChild<QComboBox*>(QStringLiteral("relinkFolder"));
    auto* accept = dialog.findChild<QPushButton*>(QStringLiteral("relinkAccept"));
    QVERIFY(!accept->isEnabled());
    folder->setEditText(QStringLiteral("/gone/still"));
    QVERIFY(!accept->isEnabled());
    folder->setEditText(QStringLiteral("~"));
    QVERIFY(accept->isEnabled());
    QTest::mouseClick(accept, Qt::LeftButton);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.chosenFolder(), home.path());
}

QTEST_MAIN(RelinkDialogTest)
#include "relink_dialog_test.moc"
