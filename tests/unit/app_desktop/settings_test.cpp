// SPDX-License-Identifier: MIT
#include "app/desktop/settings.h"

#include <QTemporaryDir>
#include <QTest>

using ax::desktop::Settings;
using ax::widgets::SchemeChoice;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembers();
    void aPlaceThatCannotBeWrittenIsSaid();
    void garbageIsAsGoodAsNothing();
};

void SettingsTest::remembers() {
    const QTemporaryDir folder;
    {
        Settings settings(folder.path());
        settings.setScheme(SchemeChoice::Dark);
        settings.setColumns("abc");
        settings.setNavigatorVisibility(Settings::Visibility::Hidden);
        QCOMPARE(settings.save(), QString());
    }
    const Settings settings(folder.path());
    QCOMPARE(settings.scheme(), SchemeChoice::Dark);
    QCOMPARE(settings.columns(), QByteArray("abc"));
    QVERIFY(!settings.navigatorVisible());
}

void SettingsTest::aPlaceThatCannotBeWrittenIsSaid() {
    // A file stands where the folder would have to be: that stops root as well.
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("state")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Settings settings(folder.filePath(QStringLiteral("state/ax")));
    settings.setColumns("abc");
    QVERIFY2(settings.save().contains(QStringLiteral("desktop.ini")), "the sentence names the file");
}

void SettingsTest::garbageIsAsGoodAsNothing() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("desktop.ini")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\x00\xff[[[=\n]look/scheme=@Variant(zzz)", 32);
    file.close();
    const Settings settings(folder.path());
    QCOMPARE(settings.scheme(), SchemeChoice::System);
    QVERIFY(settings.columns().isEmpty());
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
