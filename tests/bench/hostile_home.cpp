// SPDX-License-Identifier: MIT
#include "tests/bench/hostile_home.h"

#include <fcntl.h>
#include <format>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace ax::bench {

namespace {

std::string sessionId(std::size_t number) {
    return std::format("{:08x}-0000-4000-8000-000000000000", number);
}

std::string prompt(std::string_view id, std::string_view text) {
    return std::format(
        R"({{"parentUuid":null,"isSidechain":false,"type":"user","message":{{"role":"user",)"
        R"("content":"{}"}},"uuid":"{}","timestamp":"2026-11-19T08:00:00.000Z","cwd":"/home/ann",)"
        R"("sessionId":"{}","version":"2.1.329"}})"
        "\n",
        text, id, id);
}

void write(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

void setTime(const std::filesystem::path& file, std::time_t seconds) {
    const timespec times[2] = {{.tv_sec = seconds, .tv_nsec = 0}, {.tv_sec = seconds, .tv_nsec = 0}};
    ::utimensat(AT_FDCWD, file.c_str(), times, 0);
}

/// What is no file to be read, but is named like one.
void writeOddKinds(const std::filesystem::path& folder) {
    std::error_code ignored;
    std::filesystem::create_directories(folder);
    ::mkfifo((folder / (sessionId(1) + ".jsonl")).c_str(), 0600);
    std::filesystem::create_directories(folder / (sessionId(2) + ".jsonl"));
    std::filesystem::create_symlink(sessionId(3) + ".jsonl", folder / (sessionId(3) + ".jsonl"),
                                    ignored); // itself
    std::filesystem::create_symlink("/nowhere/at/all.jsonl", folder / (sessionId(4) + ".jsonl"), ignored);
    std::filesystem::create_symlink("/dev/zero", folder / (sessionId(5) + ".jsonl"), ignored);
    std::filesystem::create_directory_symlink("..", folder / "up", ignored);
    std::filesystem::create_directory_symlink(".", folder / "here", ignored);
}

void writeOddNames(const std::filesystem::path& projects) {
    const std::filesystem::path folder = projects / "-bad-\xff\xfe-utf8";
    write(folder / (sessionId(10) + ".jsonl"), prompt(sessionId(10), "in a folder that is no UTF-8"));
    write(folder / "\xc3\x28-name.jsonl", prompt(sessionId(11), "a name that is no UTF-8"));
    write(projects / "-escape-\x1b[31m-\n-name" / (sessionId(12) + ".jsonl"),
          prompt(sessionId(12), "escapes"));
    write(projects / std::string(200, 'n') / (sessionId(13) + ".jsonl"),
          prompt(sessionId(13), "a long name"));
}

void writeOddContents(const std::filesystem::path& folder) {
    write(folder / (sessionId(20) + ".jsonl"), std::string(1 << 20, '\0'));
    write(folder / (sessionId(21) + ".jsonl"), prompt(sessionId(21), std::string(64 << 20, 'x')));
    write(folder / (sessionId(22) + ".jsonl"), std::string(4 << 20, '\n'));
    write(folder / (sessionId(23) + ".jsonl"), std::string(200'000, '[') + "\n");
    std::string deep = R"({"type":"user","message":)";
    for (int level = 0; level < 100'000; ++level)
        deep += R"({"a":)";
    write(folder / (sessionId(24) + ".jsonl"), deep + "\n" + prompt(sessionId(24), "behind a deep record"));
    write(folder / (sessionId(25) + ".jsonl"), "");
    write(folder / (sessionId(26) + ".jsonl"),
          prompt(sessionId(26), R"(\u001b]0;title\u0007 \u202e \ud800)"));

    const std::filesystem::path sparse = folder / (sessionId(27) + ".jsonl");
    write(sparse, prompt(sessionId(27), "before thirty-seven gigabytes of nothing"));
    ::truncate(sparse.c_str(), 37LL << 30);
    const std::filesystem::path future = folder / (sessionId(28) + ".jsonl");
    write(future, prompt(sessionId(28), "from the year 2100"));
    setTime(future, 4'102'444'800);
    const std::filesystem::path past = folder / (sessionId(29) + ".jsonl");
    write(past, prompt(sessionId(29), "from before time"));
    setTime(past, -86'400);
    const std::filesystem::path secret = folder / (sessionId(30) + ".jsonl");
    write(secret, prompt(sessionId(30), "not to be read"));
    ::chmod(secret.c_str(), 0);
}

void writeOtherStores(const std::filesystem::path& home) {
    write(home / ".local/share/opencode/opencode.db", "SQLite format 3" + std::string(4097, '\x5a'));
    write(home / ".local/share/opencode/opencode.db-wal", std::string(32, '\xff'));
    const std::string rollout = std::format("rollout-2026-11-19T08-00-00-{}.jsonl", sessionId(40));
    write(home / ".codex/sessions/2026/11/19" / rollout,
          std::format(
              R"({{"timestamp":"x","type":"session_meta","payload":{{"id":"{0}","forked_from_id":"{0}",)"
              R"("history_base":{{"thread_id":"{0}","end_byte_offset":18446744073709551615}}}}}})"
              "\n",
              sessionId(40)));
    write(home / ".pi/agent/sessions/--home--/2026_bad.jsonl", R"({"type":"session","version":99)");
}

} // namespace

void writeHostileHome(const std::filesystem::path& home, std::size_t tinyFiles) {
    const std::filesystem::path projects = home / ".claude/projects";
    write(projects / "-aaa/00000000-0000-4000-8000-00000000aaaa.jsonl", prompt("good-first", "good first"));
    write(projects / "-zzz/ffffffff-0000-4000-8000-00000000ffff.jsonl", prompt("good-last", "good last"));
    writeOddKinds(projects / "-kinds");
    writeOddNames(projects);
    writeOddContents(projects / "-contents");
    writeOtherStores(home);
    for (std::size_t number = 0; number < tinyFiles; ++number)
        write(projects / std::format("-tiny-{}", number / 1000) / (sessionId(1000 + number) + ".jsonl"),
              prompt(sessionId(1000 + number), "tiny"));
}

} // namespace ax::bench
