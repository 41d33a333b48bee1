// SPDX-License-Identifier: MIT
#include "widgets/navigator/folder_names.h"

#include <QStringList>
#include <QTest>

using namespace ax::widgets;

class FolderNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
};

void FolderNamesTest::names_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const char* paths, const char* expected) {
        const auto list = [](const char* text) {
            return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
        };
        QTest::newRow(name) << list(paths) << list(expected);
    };
    row("none", "", "");
    row("base names", "/home/ann/src/api /srv/blog", "api blog");
    row("twins take their parents", "/home/ann/work/api /home/ann/old/api", "work/api old/api");
    row("only twins", "/a/api /b/api /b/blog", "a/api b/api blog");
    row("parents alike too", "/x/src/api /y/src/api", "x/src/api y/src/api");
    row("one within the other", "/api /srv/api", "/api srv/api");
    row("home", "/home/ann /srv/ann", "~ ann");
    row("root", "/", "/");
    row("trailing slashes", "/srv/api/ /srv/blog//", "api blog");
    row("the same twice", "/srv/api /srv/api", "/srv/api /srv/api");
    row("relative", "api old/api", "api old/api");
    row("not ASCII", "/srv/プロジェクト", "プロジェクト");
    row("deep twins", "/1/b/c/d/e/f/g/h/i/j/k /2/b/c/d/e/f/g/h/i/j/k",
        "/1/b/c/d/e/f/g/h/i/j/k /2/b/c/d/e/f/g/h/i/j/k");
}

void FolderNamesTest::names() {
    QFETCH(QStringList, paths);
    QFETCH(QStringList, expected);
    std::vector<std::string> bytes;
    for (const QString& path : paths) {
        bytes.push_back(path.toStdString());
    }
    QStringList shown;
    for (const std::string& name : folderNames(bytes, "/home/ann")) {
        shown.append(QString::fromStdString(name));
    }
    QCOMPARE(shown, expected);
}

QTEST_GUILESS_MAIN(FolderNamesTest)
#include "folder_names_test.moc"
