// SPDX-License-Identifier: MIT
#include "core/base/sha1.h"
#include "core/hold/holder_socket.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <format>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace ax;

namespace {

std::string hex(std::string_view text) {
    std::string digits;
    for (const std::uint8_t byte : sha1(text))
        digits += std::format("{:02x}", byte);
    return digits;
}

unsigned modeOf(const std::string& path) {
    struct stat status{};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
}

} // namespace

class HolderSocketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    // RFC 3174's examples, and the lengths around a block.
    void sha1IsSha1() {
        QCOMPARE(hex("abc"), std::string("a9993e364706816aba3e25717850c26c9cd0d89d"));
        QCOMPARE(hex(""), std::string("da39a3ee5e6b4b0d3255bfef95601890afd80709"));
        QCOMPARE(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                 std::string("84983e441c3bd26ebaae4aa1f95129e5e54670f1"));
        QCOMPARE(hex(std::string(1'000'000, 'a')), std::string("34aa973cd4c4daa4f61eeb2bdbad27316534016f"));
        QCOMPARE(hex(std::string(64, 'a')), std::string("0098ba824b5c16427bd7a1122a5a442a25ec644d"));
        QCOMPARE(hex(std::string(55, 'a')), std::string("c1c8bbdc22796e28c0e15163d20899b65621d65a"));
    }

    void pathsAreTheDocumentedOnes() {
        const Environment plain({{"HOME", "/home/ann"}});
        QCOMPARE(holderSocketPath(plain, Paths::from(plain), "abc"),
                 std::string("/home/ann/.local/state/ax/run/ax-a9993e364706816a.sock"));
        const Environment runtime({{"HOME", "/home/ann"}, {"XDG_RUNTIME_DIR", "/run/user/7"}});
        QCOMPARE(holderSocketPath(runtime, Paths::from(runtime), "abc"),
                 std::string("/run/user/7/ax/run/ax-a9993e364706816a.sock"));
    }

    void onlyTheUserReachesIt() {
        const std::string path = at("private/run/a.sock");
        const auto socket = HolderSocket::listen(path);
        QVERIFY(socket.has_value());
        QCOMPARE(modeOf(path), 0600U);
        QCOMPARE(modeOf(at("private/run")), 0700U);
        QVERIFY(connectToHolder(path).has_value());
    }

    void aLiveOneIsRefusedAndADeadOneReplaced() {
        const std::string path = at("run/b.sock");
        {
            const auto first = HolderSocket::listen(path);
            QVERIFY(first.has_value());
            const auto second = HolderSocket::listen(path);
            QVERIFY(!second.has_value());
            QCOMPARE(second.error().code, ErrorCode::Busy);
        }
        QVERIFY(!QFile::exists(QString::fromStdString(path))); // taken away with its owner
        leaveDeadSocket(path);
        QCOMPARE(connectToHolder(path).error().code, ErrorCode::NotFound);
        QVERIFY(HolderSocket::listen(path).has_value());
        QCOMPARE(connectToHolder(at("run/none.sock")).error().code, ErrorCode::NotFound);
    }

    void leavesAnothersSocketAlone() {
        const std::string path = at("run/c.sock");
        {
            auto first = HolderSocket::listen(path);
            QVERIFY(first.has_value());
            ::unlink(path.c_str());
            leaveDeadSocket(path); // somebody else's by now
        }
        QVERIFY(QFile::exists(QString::fromStdString(path)));
    }

    void longPathsWork() {
        const std::string path = at(std::string(120, 'd') + "/d.sock");
        auto socket = HolderSocket::listen(path);
        QVERIFY2(socket.has_value(), socket ? "" : socket.error().message.c_str());
        QVERIFY(connectToHolder(path).has_value());
        QVERIFY(socket->acceptClient().has_value());
        QCOMPARE(socket->acceptClient().error().code, ErrorCode::Busy);
    }

    void placesThatCannotBe() {
        const auto socket = HolderSocket::listen("/proc/no/such/place.sock");
        QVERIFY(!socket.has_value());
        QVERIFY(!socket.error().message.empty());
        QFile file(QString::fromStdString(at("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!HolderSocket::listen(at("file/x.sock")).has_value());
    }

private:
    std::string at(const std::string& name) const { return m_folder.path().toStdString() + '/' + name; }

    /// As a process that was killed leaves it.
    static void leaveDeadSocket(const std::string& path) {
        const int made = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        QVERIFY(path.size() < sizeof address.sun_path);
        path.copy(address.sun_path, path.size());
        QCOMPARE(::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0); // NOLINT
        ::close(made);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(HolderSocketTest)
#include "holder_socket_test.moc"
