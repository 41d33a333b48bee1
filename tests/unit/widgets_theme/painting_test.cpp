// SPDX-License-Identifier: MIT
#include "widgets/theme/fonts.h"
#include "widgets/theme/painting.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <set>

using namespace ax;
using namespace ax::widgets;

namespace {

constexpr int AllStatuses = 7;

/// Draws on white and hands back the picture.
template <class Draw>
QImage drawn(const Draw& draw) {
    QImage image(120, 32, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    draw(painter);
    return image;
}

int pixelsOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += int(image.pixelColor(x, y) == color);
        }
    }
    return count;
}

} // namespace

class PaintingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachStatusHasAShapeOfItsOwn();
    void thePastIsNotMarked();
    void wordsAreThoseOfTheManual();
    void theBarShowsItsShare();
    void contextColorsFollowThePercent_data();
    void contextColorsFollowThePercent();
    void pillsHoldGlyphAndWord();
    void paintersComeBackAsTheyWere();
    void fontsAreRelativeToTheUsers();
    void heightsStayOnTheGrid();

private:
    const Tokens m_tokens = makeTokens(Scheme::Light, {});
};

void PaintingTest::eachStatusHasAShapeOfItsOwn() {
    // In one colour for all, so that only the shape can tell them apart.
    Tokens grey = m_tokens;
    for (const auto color : {&Tokens::red, &Tokens::amber, &Tokens::green, &Tokens::accent, &Tokens::violet,
                             &Tokens::grey, &Tokens::muted}) {
        grey.*color = Qt::black;
    }
    std::set<std::vector<uchar>> shapes;
    for (int status = 0; status < AllStatuses; ++status) {
        const QImage image = drawn([&](QPainter& painter) {
            paintStatusGlyph(painter, QRectF(0, 0, 24, 24), static_cast<Status>(status), grey);
        });
        shapes.emplace(image.constBits(), image.constBits() + image.sizeInBytes());
    }
    QCOMPARE(shapes.size(), static_cast<std::size_t>(AllStatuses));
}

void PaintingTest::thePastIsNotMarked() {
    const QImage image = drawn(
        [&](QPainter& painter) { paintStatusGlyph(painter, QRectF(0, 0, 24, 24), Status::Past, m_tokens); });
    QCOMPARE(pixelsOf(image, Qt::white), image.width() * image.height());
    QVERIFY(statusText(Status::Past).isEmpty());
    QCOMPARE(statusColor(Status::Past, m_tokens), m_tokens.muted);
}

void PaintingTest::wordsAreThoseOfTheManual() {
    for (int i = 0; i < AllStatuses; ++i) {
        const auto status = static_cast<Status>(i);
        QCOMPARE(statusText(status).toStdString(), std::string(statusWord(status)));
        QVERIFY(contrastRatio(statusColor(status, m_tokens), statusGround(status, m_tokens)) >= 4.5);
    }
}

void PaintingTest::theBarShowsItsShare() {
    const auto filled = [this](double share) {
        const QImage image = drawn(
            [&](QPainter& painter) { paintContextBar(painter, QRectF(10, 0, 100, 32), share, m_tokens); });
        int width = 0;
        for (int x = 0; x < image.width(); ++x) {
            width += int(image.pixelColor(x, 16) == contextColor(share, m_tokens));
        }
        return width;
    };
    QCOMPARE(filled(0), 0);
    QVERIFY(filled(0.0001) >= 1);
    QVERIFY(std::abs(filled(0.5) - 50) <= 2);
    QVERIFY(std::abs(filled(0.9) - 90) <= 2);
    QVERIFY(filled(1) >= 98);
    QCOMPARE(filled(7), filled(1));
    QCOMPARE(filled(-1), 0);
}

void PaintingTest::contextColorsFollowThePercent_data() {
    QTest::addColumn<double>("share");
    QTest::addColumn<QColor>("expected");
    QTest::newRow("low") << 0.1 << m_tokens.grey;
    QTest::newRow("reads 59 %") << 0.594 << m_tokens.grey;
    QTest::newRow("reads 60 %") << 0.595 << m_tokens.amber;
    QTest::newRow("60 %") << 0.60 << m_tokens.amber;
    QTest::newRow("reads 84 %") << 0.844 << m_tokens.amber;
    QTest::newRow("85 %") << 0.85 << m_tokens.red;
    QTest::newRow("over") << 1.5 << m_tokens.red;
}

void PaintingTest::contextColorsFollowThePercent() {
    QFETCH(double, share);
    QFETCH(QColor, expected);
    QCOMPARE(contextColor(share, m_tokens), expected);
}

void PaintingTest::pillsHoldGlyphAndWord() {
    const QFontMetrics metrics{QFont()};
    const QString word = statusText(Status::NeedsYou);
    const QSizeF size = statusPillSize(metrics, Status::NeedsYou, word);
    QVERIFY(size.width() > metrics.horizontalAdvance(word) + 16);
    QVERIFY(size.width() > statusPillSize(metrics, Status::Past, word).width());
    const QImage image = drawn([&](QPainter& painter) {
        paintStatusPill(painter, QRectF(QPointF(0, 4), size), Status::NeedsYou, word, m_tokens);
    });
    QVERIFY(pixelsOf(image, m_tokens.redGround) > 100);
    QVERIFY(pixelsOf(image, m_tokens.red) > 20);
    // Too narrow for its word, it stays within itself.
    const QImage narrow = drawn([&](QPainter& painter) {
        paintStatusPill(painter, QRectF(0, 4, 50, 22), Status::NeedsYou, word.repeated(9), m_tokens);
    });
    for (int y = 0; y < narrow.height(); ++y) {
        QCOMPARE(narrow.pixelColor(60, y), QColor(Qt::white));
    }
}

void PaintingTest::paintersComeBackAsTheyWere() {
    drawn([this](QPainter& painter) {
        const QPen pen(Qt::cyan, 3);
        painter.setPen(pen);
        painter.setBrush(Qt::yellow);
        const QRectF area(0, 0, 40, 20);
        for (int status = 0; status < AllStatuses; ++status) {
            paintStatusGlyph(painter, area, static_cast<Status>(status), m_tokens);
            paintStatusPill(painter, area, static_cast<Status>(status), QStringLiteral("x"), m_tokens);
        }
        for (const Mark mark : {Mark::Live, Mark::All, Mark::Folder}) {
            paintMark(painter, area, mark, Qt::black);
        }
        paintContextBar(painter, area, 0.5, m_tokens);
        paintPill(painter, area, QStringLiteral("x"), Qt::black, Qt::white);
        QCOMPARE(painter.pen(), pen);
        QCOMPARE(painter.brush(), QBrush(Qt::yellow));
        QVERIFY(painter.transform().isIdentity());
        QVERIFY(!painter.hasClipping());
        QVERIFY(!painter.testRenderHint(QPainter::Antialiasing));
    });
}

void PaintingTest::fontsAreRelativeToTheUsers() {
    QFont points;
    points.setPointSizeF(13);
    QCOMPARE(titleFont(points).pointSizeF(), 15.0);
    QCOMPARE(secondaryFont(points).pointSizeF(), 12.0);
    QCOMPARE(titleFont(points).weight(), QFont::DemiBold);
    QFont pixels;
    pixels.setPixelSize(26);
    QCOMPARE(titleFont(pixels).pixelSize(), 30);
    QCOMPARE(secondaryFont(pixels).pixelSize(), 24);
    QCOMPARE(tabularFont(points).pointSizeF(), 13.0);
    QVERIFY(tabularFont(points).isFeatureSet("tnum"));
    QFont tiny;
    tiny.setPixelSize(1);
    QVERIFY(sectionFont(tiny).pixelSize() >= 1);
}

void PaintingTest::heightsStayOnTheGrid() {
    for (const int size : {6, 9, 12, 18, 24, 48}) {
        QFont font;
        font.setPixelSize(size);
        const int height = heightFor(font, 28);
        QVERIFY(height >= 28);
        QVERIFY(height >= QFontMetrics(font).height());
        QCOMPARE(height % 4, 0);
    }
    QFont content;
    content.setPixelSize(13);
    QCOMPARE(heightFor(content, 28), 28);
}

QTEST_MAIN(PaintingTest)
#include "painting_test.moc"
