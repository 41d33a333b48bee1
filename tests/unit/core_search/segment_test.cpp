// SPDX-License-Identifier: MIT
#include "core/search/segment.h"
#include "core/search/text_catalog.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace ax;

namespace {

std::vector<std::uint32_t> hashesOf(std::string_view text) {
    return gramsOf(text, 100);
}

std::string_view padded(std::string& text) {
    const std::size_t size = text.size();
    text.append(GramSet::Padding, '\0');
    return std::string_view(text).substr(0, size);
}

SegmentBuilder built(std::size_t columns) {
    SegmentBuilder builder(7);
    GramSet grams;
    for (std::size_t i = 0; i < columns; ++i) {
        std::string all = "everywhere";
        grams.add(padded(all));
        std::string own = "column" + std::to_string(1000 + i);
        grams.add(padded(own));
        if (builder.add(grams) != i)
            qFatal("another column");
    }
    return builder;
}

} // namespace

class SegmentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheColumns_data() {
        QTest::addColumn<int>("columns");
        for (const int columns : {1, 7, 8, 9, 479, 480})
            QTest::addRow("%d", columns) << columns;
    }
    void findsTheColumns() {
        QFETCH(int, columns);
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("s")).toStdString();
        const RealFileSystem files;
        QVERIFY(files.writeCache(path, built(static_cast<std::size_t>(columns)).bytes()));
        const auto segment = Segment::open(files, path, 7);
        QVERIFY(segment);
        QCOMPARE(segment->columnsWith(hashesOf("everywhere"))->count(), columns);
        QVERIFY((*segment->columnsWith(hashesOf("column1000")))[0]);
        QVERIFY(segment->columnsWith(hashesOf("nothing like that"))->none());
        QVERIFY(!Segment::open(files, path, 8));
    }

    void noticesDamage() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("s")).toStdString();
        const RealFileSystem files;
        const std::string bytes = built(20).bytes();
        const auto open = [&](std::string_view content) {
            if (!files.writeCache(path, content))
                qFatal("cannot write");
            return Segment::open(files, path, 7);
        };
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{5}, sizeof(segment::Header), bytes.size() - 1})
            QVERIFY(!open(bytes.substr(0, size)));
        QVERIFY(!open(bytes + 'x'));
        for (std::size_t i = 0; i < sizeof(segment::Header); ++i) {
            std::string damaged = bytes;
            damaged[i] = static_cast<char>(damaged[i] ^ 1);
            QVERIFY(!open(damaged));
        }
        // A row that a crash left empty finds nothing at all rather than no columns.
        std::string hollow = bytes;
        std::fill(hollow.begin() + sizeof(segment::Header), hollow.end(), '\0');
        const auto segment = open(hollow);
        QVERIFY(segment);
        QVERIFY(!segment->columnsWith(hashesOf("everywhere")));
    }

    void catalogsComeBack() {
        TextCatalog catalog;
        catalog.segments = {5, 9};
        IndexedDocument document;
        document.identity = {1, 2};
        document.size = 300;
        document.end = 200;
        document.spans = {
            {.from = 0, .to = 200, .segment = 1, .column = 3, .traits = TextSpan::AloneInColumn}};
        const DocumentKey key = documentKey("claude", "/a", "");
        catalog.documents.emplace(key, document);
        const std::string bytes = catalog.bytes();
        const auto back = TextCatalog::fromBytes(bytes);
        QVERIFY(back);
        QCOMPARE(back->segments, catalog.segments);
        QCOMPARE(back->documents.at(key).spans.front().column, 3);
        QCOMPARE(back->bytes(), bytes);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut)
            QVERIFY(!TextCatalog::fromBytes(std::string_view(bytes).substr(0, cut)));
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            std::string damaged = bytes;
            damaged[i] = static_cast<char>(damaged[i] ^ 4);
            QVERIFY(!TextCatalog::fromBytes(damaged));
        }
    }

    void keysTellDocumentsApart() {
        QVERIFY(documentKey("claude", "/a", "") == documentKey("claude", "/a", ""));
        QVERIFY(!(documentKey("claude", "/a", "") == documentKey("pi", "/a", "")));
        QVERIFY(!(documentKey("opencode", "/a", "1") == documentKey("opencode", "/a", "2")));
    }
};

QTEST_APPLESS_MAIN(SegmentTest)
#include "segment_test.moc"
