// SPDX-License-Identifier: MIT
#include "core/models/model_catalog.h"
#include "core/models/model_copy.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace ax;

namespace {

/// As upstream writes it, with our `tiers` in one.
constexpr std::string_view Copy =
    R"({"zeta":{"context":1000,"output_limit":10,"input":1,"output":2,"cache_read":null,"cache_write":null},)"
    R"("claude-opus-5":{"context":7,"output_limit":1,"input":0.25,"output":4.5,"cache_read":0.1,"cache_write":1.25,)"
    R"("tiers":[{"above":200000,"input":1,"output":9,"cache_read":0.2,"cache_write":null}]},)"
    R"("gpt-5.5":{"context":9,"input":5,"output":30,"cache_read":0.5,"cache_write":null},)"
    R"("free":{"context":9,"input":0,"output":0}})";

class World {
public:
    explicit World(std::string_view copy) {
        m_paths.stateDirectory = m_folder.path().toStdString();
        if (!copy.empty() && !m_files.writeAtomically(modelCopyPath(m_paths), copy))
            qFatal("cannot write the copy");
    }
    ModelCatalog load() const { return ModelCatalog::load(m_files, m_paths); }

private:
    QTemporaryDir m_folder;
    RealFileSystem m_files;
    Paths m_paths;
};

} // namespace

class ModelCopyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copyWins();
    void snapshotHelpsOut();
    void withoutACopy();
    void damagedCopyIsAsIfMissing_data();
    void damagedCopyIsAsIfMissing();
    void survivesACutAtEachByte();
    void wrongTypesCostThemselves();
    void idsThatDoNotFit();
};

void ModelCopyTest::copyWins() {
    const ModelCatalog models = World(Copy).load();
    QCOMPARE(models.size(), std::size_t{4});
    QVERIFY(models.source().starts_with("models.dev, copied 2"));
    const auto opus = models.find("anthropic/claude-opus-5");
    QVERIFY(opus);
    QCOMPARE(opus->contextWindow, 7U);
    QCOMPARE(opus->price, std::optional(ModelPrice{0.25, 4.5, 0.1, 1.25}));
    QCOMPARE(opus->priceFor(PromptLength::Above200k), std::optional(ModelPrice{1, 9, 0.2, std::nullopt}));
    QVERIFY(!models.find("free")->price); // 0 is what models.dev says of unknown prices
}

void ModelCopyTest::snapshotHelpsOut() {
    const ModelCatalog models = World(Copy).load();
    QCOMPARE(models.find("claude-opus-4-1")->price, ModelCatalog::builtIn().find("claude-opus-4-1")->price);
    // Upstream writes no prices of long prompts.
    QCOMPARE(models.find("gpt-5.5")->contextWindow, 9U);
    QCOMPARE(models.find("gpt-5.5")->longPrompts, ModelCatalog::builtIn().find("gpt-5.5")->longPrompts);
    QVERIFY(!models.find("gpt-5.5")->longPrompts.empty());
}

void ModelCopyTest::withoutACopy() {
    const ModelCatalog models = World({}).load();
    QCOMPARE(models.source(), ModelCatalog::builtIn().source());
    QVERIFY(models.find("claude-opus-5")->price->input > 1);
}

void ModelCopyTest::damagedCopyIsAsIfMissing_data() {
    QTest::addColumn<QByteArray>("copy");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("not JSON") << QByteArray("<html>");
    QTest::newRow("garbage behind") << QByteArray(R"({"a":{"input":1,"output":1}} x)");
    QTest::newRow("broken UTF-8") << QByteArray("{\"\xff\":{}}");
    QTest::newRow("nested") << QByteArray(100'000, '[');
    QTest::newRow("no models") << QByteArray(R"({"a":1,"b":[],"c":null})");
}

void ModelCopyTest::damagedCopyIsAsIfMissing() {
    QFETCH(QByteArray, copy);
    QCOMPARE(World(copy.toStdString()).load().source(), ModelCatalog::builtIn().source());
}

void ModelCopyTest::survivesACutAtEachByte() {
    QVERIFY(!modelTableOfCopy(Copy, "x").empty());
    for (std::size_t size = 0; size < Copy.size(); ++size)
        QVERIFY2(modelTableOfCopy(Copy.substr(0, size), "x").empty(), std::to_string(size).c_str());
}

void ModelCopyTest::wrongTypesCostThemselves() {
    const std::string table = modelTableOfCopy(
        R"({"a":{"input":"1","output":2,"tiers":7},"b":{"context":"x","input":1,"output":-2,"tiers":[1]},)"
        R"("c":{"input":1,"output":2,"tiers":[{"input":1}]},"c":{"input":9,"output":9}})",
        "x");
    const ModelCatalog models(table);
    QCOMPARE(models.size(), std::size_t{3});
    QVERIFY(!models.find("a")->price);
    QVERIFY(!models.find("b")->price);
    QCOMPARE(models.find("c")->price->input, 1.0);
    QVERIFY(models.find("c")->longPrompts.empty());
}

void ModelCopyTest::idsThatDoNotFit() {
    const std::string table = modelTableOfCopy(
        R"({"#x":{"input":1,"output":1},"a\tb":{"input":1,"output":1},"":{"input":1},"é":{"input":1,"output":1}})",
        "x");
    QCOMPARE(ModelCatalog(table).size(), std::size_t{1});
    QVERIFY(ModelCatalog(table).find("é"));
}

QTEST_GUILESS_MAIN(ModelCopyTest)
#include "model_copy_test.moc"
