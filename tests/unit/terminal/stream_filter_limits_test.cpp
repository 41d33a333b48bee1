// SPDX-License-Identifier: MIT
#include "tests/unit/terminal/filter_rig.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>
#include <random>

namespace {

// What the whole process holds from operator new: the only honest way to ask a class for its memory.
std::atomic<std::size_t> inUse = 0;
std::atomic<std::size_t> peak = 0;

} // namespace

void* operator new(std::size_t size) {
    void* const memory = std::malloc(size); // NOLINT
    if (memory == nullptr)
        throw std::bad_alloc();
    const std::size_t now = inUse += malloc_usable_size(memory);
    std::size_t before = peak;
    while (now > before && !peak.compare_exchange_weak(before, now)) {}
    return memory;
}

void operator delete(void* memory) noexcept {
    if (memory != nullptr)
        inUse -= malloc_usable_size(memory);
    std::free(memory); // NOLINT
}

void operator delete(void* memory, std::size_t) noexcept {
    operator delete(memory);
}

using namespace ax::terminal;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MiB = 1024 * 1024;

/// The most the filter and its outputs held while `chunk` was fed until `total` bytes had gone in.
std::size_t peakWhileFeeding(std::string_view start, const std::string& chunk, std::size_t total) {
    const std::size_t before = inUse;
    peak = before;
    StreamFilter filter(testColours);
    filter.feed(start);
    for (std::size_t fed = 0; fed < total; fed += chunk.size())
        filter.feed(chunk);
    return peak - before;
}

std::string randomBytes(std::mt19937& random, std::size_t count) {
    // Bytes that make sequences come up often, with everything else mixed in.
    static constexpr std::string_view Frequent =
        "\x1b\x1b\x1b[[]]PX^_?;:$ 0123456789mhlpqucJHKt\\\a\xc2\x9b\x18";
    std::uniform_int_distribution<std::size_t> pick(0, Frequent.size() * 2);
    std::uniform_int_distribution<int> any(0, 255);
    std::string bytes;
    while (bytes.size() < count) {
        const std::size_t i = pick(random);
        bytes += i < Frequent.size() ? Frequent[i] : static_cast<char>(any(random));
    }
    return bytes;
}

/// Whether `screen` holds nothing that the filter promises to take out.
bool isHarmless(std::string_view screen) {
    for (std::size_t i = 0; i < screen.size(); ++i) {
        const char c = screen[i];
        const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\x1b' && (c < '\a' || c > '\x0f');
        const char next = i + 1 < screen.size() ? screen[i + 1] : 'D';
        if (control || c == '\x7f')
            return false;
        if (c == '\xc2' && static_cast<unsigned char>(next) >= 0x80 &&
            static_cast<unsigned char>(next) < 0xA0)
            return false;
        if (c == '\x1b' && !std::string_view("[DEHMno78=>c()*+#").contains(next))
            return false;
    }
    return true;
}

} // namespace

class StreamFilterLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryIsBounded_data();
    void memoryIsBounded();
    void tooLongStringIsDropped();
    void longestStringCounts();
    void heldUpdateIsGivenOutWhole();
    void randomBytes1e6();
    void agentsCaptures();
};

void StreamFilterLimitsTest::memoryIsBounded_data() {
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("chunk");
    QTest::addColumn<std::size_t>("limit");
    QTest::newRow("OSC without end") << "\x1b]0;"_ba << QByteArray(4096, 'x') << 3 * MiB;
    QTest::newRow("DCS without end") << "\x1bPq"_ba << QByteArray(4096, 'x') << MiB / 4;
    QTest::newRow("APC without end") << "\x1b_G"_ba << QByteArray(4096, 'x') << MiB / 4;
    QTest::newRow("CSI without end") << "\x1b["_ba << QByteArray(4096, '1') << MiB / 4;
    QTest::newRow("update without end") << "\x1b[?2026h"_ba << QByteArray(4096, 'x') << 20 * MiB;
    QTest::newRow("unfinished notifications")
        << ""_ba << "\x1b]99;i="_ba + QByteArray(4000, 'i') + ":d=0;" + QByteArray(60000, 't') + "\a" << MiB;
    QTest::newRow("one unfinished notification")
        << ""_ba << "\x1b]99;i=1:d=0:p=body;"_ba + QByteArray(4000, 't') + "\a" << MiB / 4;
}

void StreamFilterLimitsTest::memoryIsBounded() {
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, chunk);
    QFETCH(std::size_t, limit);
    const std::size_t used = peakWhileFeeding(start.toStdString(), chunk.toStdString(), 64 * MiB);
    QVERIFY2(used < limit, qPrintable(u"%1 KiB"_s.arg(used / 1024)));
}

void StreamFilterLimitsTest::tooLongStringIsDropped() {
    FilterRig rig;
    rig.feed("\x1b]0;" + std::string(MiB + 1, 'x') + "\aafter");
    QCOMPARE(rig.events.size(), 0U);
    QCOMPARE(rig.screen, "after");
    rig.feed("\x1b]0;next\a");
    QCOMPARE(rig.events.size(), 1U);
}

void StreamFilterLimitsTest::longestStringCounts() {
    FilterRig rig;
    const std::string text(MiB / 4 * 3 - 6, 'A');
    const QByteArray encoded = QByteArray::fromStdString(text).toBase64();
    rig.feed("\x1b]52;c;" + encoded.toStdString() + "\x1b\\");
    QCOMPARE(rig.events.size(), 1U);
    QVERIFY(rig.events[0] == "clipboard " + text);
}

void StreamFilterLimitsTest::heldUpdateIsGivenOutWhole() {
    FilterRig rig;
    rig.feed("\x1b[?2026h");
    std::string all;
    for (int i = 0; all.size() <= 4 * MiB; ++i) {
        const std::string line = std::format("line {}\n", i);
        rig.feed(line);
        all += line;
    }
    QVERIFY(!rig.holding);
    QVERIFY(rig.screen == all);
    rig.feed("through\x1b[?2026l");
    QVERIFY(rig.screen == all + "through");
}

void StreamFilterLimitsTest::randomBytes1e6() {
    std::mt19937 random(7501); // NOLINT: the same each time
    const std::string bytes = randomBytes(random, 1'000'000);
    FilterRig whole;
    whole.feed(bytes);
    FilterRig pieces;
    std::uniform_int_distribution<std::size_t> length(1, 97);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = length(random);
        pieces.feed(std::string_view(bytes).substr(at, size));
        at += size;
    }
    whole.flush();
    pieces.flush();
    QVERIFY(pieces == whole);
    QVERIFY(isHarmless(whole.screen));
    QVERIFY(whole.screen.size() > 10'000); // it did not just swallow everything
}

/// Real agents' output, where a folder of captures is at hand.
void StreamFilterLimitsTest::agentsCaptures() {
    const QString folder = qEnvironmentVariable("AX_PTY_CAPTURES");
    if (folder.isEmpty())
        QSKIP("AX_PTY_CAPTURES is not set");
    const QFileInfoList captures = QDir(folder).entryInfoList({u"*.raw"_s}, QDir::Files);
    QVERIFY(!captures.isEmpty());
    for (const QFileInfo& capture : captures) {
        QFile file(capture.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string bytes = file.readAll().toStdString();
        FilterRig rig;
        rig.feed(bytes);
        rig.flush();
        QVERIFY2(isHarmless(rig.screen), qPrintable(capture.fileName()));
        QVERIFY(!rig.screen.contains("?2026") && !rig.screen.contains("]7501"));
        const auto statuses =
            std::ranges::count_if(rig.events, [](const std::string& e) { return e.starts_with("status"); });
        qInfo("%s: %zu of %zu bytes, %zu events, %ld of them states", qPrintable(capture.fileName()),
              rig.screen.size(), bytes.size(), rig.events.size(), static_cast<long>(statuses));
    }
}

QTEST_GUILESS_MAIN(StreamFilterLimitsTest)
#include "stream_filter_limits_test.moc"
