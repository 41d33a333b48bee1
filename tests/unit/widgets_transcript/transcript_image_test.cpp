// SPDX-License-Identifier: MIT
#include "tests/unit/widgets_transcript/transcript_fixture.h"

#include <QBuffer>
#include <QImage>

using namespace ax;
using namespace ax::widgets;
using namespace Qt::StringLiterals;

namespace {

std::string picture(QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(200, 30, 40));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes.toStdString();
}

bool shows(TranscriptView& view, const QColor& colour, QPoint point) {
    return view.viewport()->grab().toImage().pixelColor(point) == colour;
}

} // namespace

class TranscriptImageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesAfterTheText() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(
            {fixture::turn("a", TurnRole::User, {ImageBlock{"image/png", picture({900, 300})}}),
             fixture::agent("b", "I see.")}));
        // 900 px wide are shown in 480: its place is known before its pixels are.
        const int top = *shown.probe.turnTop(u"a"_s);
        QCOMPARE(*shown.probe.turnTop(u"b"_s) - top, 160 + 16);
        QTRY_VERIFY(shows(shown.view, QColor(200, 30, 40), {300, top + 80}));
    }

    void aSmallOneKeepsItsSize() {
        fixture::Shown shown;
        shown.set(fixture::excerpt(
            {fixture::turn("a", TurnRole::User, {ImageBlock{"image/png", picture({40, 30})}}),
             fixture::agent("b", "I see.")}));
        QCOMPARE(*shown.probe.turnTop(u"b"_s) - *shown.probe.turnTop(u"a"_s), 30 + 16);
    }

    void whatCannotBeShownIsNamed() {
        fixture::Shown shown;
        shown.set(
            fixture::excerpt({fixture::turn("a", TurnRole::User,
                                            {ImageBlock{"image/svg+xml", "<svg/>"},
                                             ImageBlock{"image/png", picture({40, 30}).substr(0, 60)}})}));
        QVERIFY(shown.view.plainText().contains(u"Image (image/svg+xml, 6 bytes)"));
        shown.view.grab();
    }

    void aViewThatGoesLeavesNothingBehind() {
        const std::string large = picture({3000, 3000});
        for (int i = 0; i < 5; ++i) {
            fixture::Shown shown;
            shown.set(
                fixture::excerpt({fixture::turn("a", TurnRole::User, {ImageBlock{"image/png", large}})}));
        }
        fixture::Shown shown;
        shown.set(fixture::excerpt({fixture::turn("a", TurnRole::User, {ImageBlock{"image/png", large}})}));
        shown.set(fixture::excerpt(fixture::talk(2)));
        shown.view.grab();
    }
};

QTEST_MAIN(TranscriptImageTest)
#include "transcript_image_test.moc"
