// SPDX-License-Identifier: MIT
#include "widgets/transcript/image_decoder.h"

#include <QBuffer>
#include <QTest>

#include <string>

using namespace ax;
using namespace ax::widgets;

namespace {

std::string encoded(QSize size, const char* format) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes.toStdString();
}

/// A PNG whose header claims a size; nothing behind it.
std::string pngHeader(const char* width, const char* height) {
    using namespace std::string_literals;
    return "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s + std::string(width, 4) + std::string(height, 4) +
           "\x08\x02\0\0\0\0\0\0\0"s;
}

} // namespace

class ImageDecoderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_data() {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("PNG") << QByteArray("png");
        QTest::newRow("JPEG") << QByteArray("jpeg");
    }

    void decodes() {
        QFETCH(QByteArray, format);
        const std::string data = encoded({60, 40}, format.constData());
        const auto header = readImageHeader(data);
        QVERIFY(header.has_value());
        QCOMPARE(header->format, format);
        QCOMPARE(header->size, QSize(60, 40));
        const auto image = decodeImage(data, *header, {30, 20});
        QVERIFY(image.has_value());
        QCOMPARE(image->size(), QSize(30, 20));
    }

    void otherFormatsAreNotTried_data() {
        QTest::addColumn<std::string>("data");
        QTest::newRow("nothing") << std::string();
        QTest::newRow("text") << std::string("hello");
        QTest::newRow("SVG") << std::string("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");
        QTest::newRow("BMP") << encoded({4, 4}, "bmp");
        QTest::newRow("PPM") << encoded({4, 4}, "ppm");
        QTest::newRow("XBM") << encoded({4, 4}, "xbm");
        QTest::newRow("RIFF without WebP") << std::string("RIFF\4\0\0\0WAVE", 12);
        QTest::newRow("half a signature") << std::string("\x89PN");
    }

    void otherFormatsAreNotTried() {
        QFETCH(std::string, data);
        const auto header = readImageHeader(data);
        QVERIFY(!header.has_value());
        QCOMPARE(header.error().code, ErrorCode::Unsupported);
    }

    void absurdSizesAreRefused() {
        for (const std::string& data :
             {pngHeader("\x7f\xff\xff\xff", "\x7f\xff\xff\xff"), pngHeader("\0\0\x27\x10", "\0\0\x27\x10")}) {
            const auto header = readImageHeader(data);
            QVERIFY(!header.has_value());
            QCOMPARE(header.error().code, ErrorCode::Invalid);
        }
        const auto large = readImageHeader(encoded({4, 4}, "png") + std::string(40'000'000, 'x'));
        QVERIFY(!large.has_value());
    }

    void aCutAnywhereIsAnError() {
        const std::string data = encoded({60, 40}, "png");
        for (std::size_t length = 0; length < data.size(); ++length) {
            const std::string_view cut = std::string_view(data).substr(0, length);
            if (const auto header = readImageHeader(cut))
                (void)decodeImage(cut, *header, {30, 20}); // a picture or an error, and no crash
        }
        QVERIFY(!readImageHeader(std::string_view(data).substr(0, 20)).has_value());
    }

    void damagedBytesAreAnErrorOrAPicture() {
        const std::string whole = encoded({60, 40}, "jpeg");
        std::uint32_t state = 11;
        for (int round = 0; round < 200; ++round) {
            std::string data = whole;
            for (int i = 0; i < 10; ++i) {
                state = state * 1664525 + 1013904223;
                data[20 + state % (data.size() - 20)] = static_cast<char>(state >> 24U);
            }
            if (const auto header = readImageHeader(data);
                header && header->size.width() < 2000 && header->size.height() < 2000)
                (void)decodeImage(data, *header, {30, 20});
        }
    }
};

QTEST_GUILESS_MAIN(ImageDecoderTest)
#include "image_decoder_test.moc"
