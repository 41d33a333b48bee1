// SPDX-License-Identifier: MIT
#include "core/models/built_in_models.h"
#include "core/models/model_table.h"

#include <QtTest>

using namespace ax;

namespace {

constexpr std::string_view Table = "# source: a test\n"
                                   "# anything\n"
                                   "a\t1\n"
                                   "a-2024-01-01\t2\n"
                                   "a-20250101\t3\n"
                                   "a-2026-preview\t4\n"
                                   "ab\t5\n"
                                   "b-20230101\t6\n"
                                   "z\t7\n";

} // namespace

class ModelTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsEachLine_data();
    void findsEachLine();
    void missesWhatIsNotThere_data();
    void missesWhatIsNotThere();
    void findsTheNewestDate();
    void countsAndNamesItsSource();
    void survivesOddTables_data();
    void survivesOddTables();
    void findsEachIdOfTheBuiltInTable();
};

void ModelTableTest::findsEachLine_data() {
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("first") << QByteArray("a") << QByteArray("1");
    QTest::newRow("second") << QByteArray("a-2024-01-01") << QByteArray("2");
    QTest::newRow("middle") << QByteArray("ab") << QByteArray("5");
    QTest::newRow("last") << QByteArray("z") << QByteArray("7");
}

void ModelTableTest::findsEachLine() {
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, fields);
    QCOMPARE(ModelTable(Table).find(id.toStdString()), std::optional(std::string_view(fields.constData())));
}

void ModelTableTest::missesWhatIsNotThere_data() {
    QTest::addColumn<QByteArray>("id");
    for (const char* id : {"", "A", "aa", "a-", "b", "zz", "# source: a test", "a\t1", "\n"})
        QTest::newRow(id) << QByteArray(id);
}

void ModelTableTest::missesWhatIsNotThere() {
    QFETCH(QByteArray, id);
    QVERIFY(!ModelTable(Table).find(id.toStdString()));
}

void ModelTableTest::findsTheNewestDate() {
    const ModelTable table(Table);
    QCOMPARE(table.findNewestDated("a"), std::optional<std::string_view>("3"));
    QCOMPARE(table.findNewestDated("b"), std::optional<std::string_view>("6"));
    QVERIFY(!table.findNewestDated("z"));
    QVERIFY(!table.findNewestDated(""));
}

void ModelTableTest::countsAndNamesItsSource() {
    const ModelTable table(Table);
    QCOMPARE(table.size(), std::size_t{7});
    QCOMPARE(table.source(), std::string_view("a test"));
}

void ModelTableTest::survivesOddTables_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<uint>("size");
    QTest::newRow("empty") << QByteArray() << 0U;
    QTest::newRow("only comments") << QByteArray("# a\n# b") << 0U;
    QTest::newRow("no last newline") << QByteArray("a\t1\nb\t2") << 2U;
    QTest::newRow("no tab") << QByteArray("a\nb\n") << 2U;
    QTest::newRow("blank lines") << QByteArray("\n\n\n") << 3U;
}

void ModelTableTest::survivesOddTables() {
    QFETCH(QByteArray, text);
    const std::string bytes = text.toStdString();
    const ModelTable table(bytes);
    QTEST(static_cast<uint>(table.size()), "size");
    for (const char* id : {"", "a", "b", "c"}) {
        const auto fields = table.find(id);
        QCOMPARE(fields.has_value(),
                 *id != '\0' && (text.startsWith(id) || text.contains(QByteArray("\n") + id)));
        table.findNewestDated(id);
    }
}

void ModelTableTest::findsEachIdOfTheBuiltInTable() {
    const ModelTable table(BuiltInModels);
    std::size_t found = 0;
    const auto text = QByteArray(BuiltInModels.data(), static_cast<qsizetype>(BuiltInModels.size()));
    for (const QByteArray& line : text.split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const qsizetype tab = line.indexOf('\t');
        const auto fields = table.find(line.first(tab).toStdString());
        QVERIFY2(fields, line.constData());
        QCOMPARE(QByteArray(fields->data(), static_cast<qsizetype>(fields->size())), line.sliced(tab + 1));
        ++found;
    }
    QCOMPARE(found, table.size());
}

QTEST_GUILESS_MAIN(ModelTableTest)
#include "model_table_test.moc"
