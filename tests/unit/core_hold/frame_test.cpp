// SPDX-License-Identifier: MIT
#include "core/hold/frame.h"

#include <QTest>

#include <random>
#include <vector>

using namespace ax;

class FrameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The bytes are upstream's (facts: ax-compat §13).
    void hasTheDocumentedBytes() {
        std::string out;
        appendFrame(out, FrameType::Attach,
                    encodeAttach({.protocol = 1, .size = TerminalSize{.columns = 80, .rows = 24}}));
        QCOMPARE(QByteArray::fromStdString(out).toHex(' '), QByteArray("01 05 00 00 00 01 18 00 50 00"));
        QCOMPARE(QByteArray::fromStdString(encodeAttach({})).toHex(' '), QByteArray("01 00 00 00 00"));
        QCOMPARE(QByteArray::fromStdString(encodeHello({.protocol = 1, .processId = 0x01020304})).toHex(' '),
                 QByteArray("01 04 03 02 01"));
        QCOMPARE(QByteArray::fromStdString(
                     encodeExit({.code = -2, .runtime = std::chrono::milliseconds(258), .tail = "x"}))
                     .toHex(' '),
                 QByteArray("fe ff ff ff 02 01 00 00 00 00 00 00 78"));
    }

    void decodesWhatItEncodes() {
        const auto attach =
            decodeAttach(encodeAttach({.protocol = 7, .size = TerminalSize{.columns = 300, .rows = 2}}));
        QVERIFY(attach && attach->protocol == 7 && attach->size == (TerminalSize{.columns = 300, .rows = 2}));
        QVERIFY(!decodeAttach(encodeAttach({}))->size);
        QCOMPARE(decodeHello(encodeHello({.protocol = 1, .processId = 99}))->processId, 99U);
        const auto exit =
            decodeExit(encodeExit({.code = 137, .runtime = std::chrono::hours(30), .tail = "the end"}));
        QVERIFY(exit && exit->code == 137 && exit->runtime == std::chrono::hours(30) &&
                exit->tail == "the end");
        QVERIFY(!decodeResize("\x18\x00\x50"));
        QVERIFY(!decodeHello("\x01\x02"));
        QVERIFY(!decodeExit(std::string(11, '\0')));
        QVERIFY(!decodeAttach(""));
        QVERIFY(decodeExit(std::string(12, '\xff'))); // a runtime beyond all years
    }

    void putsPiecesTogether() {
        std::string stream;
        appendFrame(stream, FrameType::Hello, encodeHello({}));
        appendFrame(stream, FrameType::Output, "");
        appendFrame(stream, FrameType::Output, std::string(70'000, 'x'));
        appendFrame(stream, static_cast<FrameType>(0x77), "of a later version");
        for (const std::size_t piece : {1UL, 3UL, 4096UL, stream.size()}) {
            FrameReader reader;
            std::vector<Frame> frames;
            for (std::size_t at = 0; at < stream.size(); at += piece) {
                reader.feed(std::string_view(stream).substr(at, piece));
                for (auto frame = reader.next(); frame && *frame; frame = reader.next())
                    frames.push_back(std::move(**frame));
            }
            QCOMPARE(frames.size(), 4UL);
            QCOMPARE(frames[2].payload.size(), 70'000UL);
            QCOMPARE(static_cast<int>(frames[3].type), 0x77);
        }
    }

    void refusesWhatIsTooLong() {
        FrameReader reader;
        reader.feed(std::string("\x02\x01\x00\x10\x00", 5)); // 1 MiB and one byte
        QVERIFY(!reader.next());
        FrameReader largest;
        std::string frame;
        appendFrame(frame, FrameType::Input, std::string(MostPayload, 'y'));
        largest.feed(frame);
        QCOMPARE((*largest.next())->payload.size(), MostPayload);
    }

    void standsGarbage() {
        std::mt19937 random(3);
        for (int round = 0; round < 500; ++round) {
            FrameReader reader;
            for (int piece = 0; piece < 20; ++piece) {
                std::string bytes(random() % 64, '\0');
                for (char& byte : bytes)
                    byte = static_cast<char>(random());
                reader.feed(bytes);
                for (auto frame = reader.next(); frame && *frame; frame = reader.next()) {
                    (void)decodeAttach((*frame)->payload);
                    (void)decodeExit((*frame)->payload);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(FrameTest)
#include "frame_test.moc"
