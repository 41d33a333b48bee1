// SPDX-License-Identifier: MIT
#include "app/demo-agent/script.h"

#include "core/base/paths.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace ax::demo {

namespace {

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [text](std::string_view word) { return text.contains(word); });
}

UseTool command(std::string text, std::string output, std::string whenDeclined) {
    return {.name = "Bash",
            .subject = text,
            .input = {{"command", text}},
            .output = std::move(output),
            .permission = UseTool::Permission::Needed,
            .whenDeclined = std::move(whenDeclined)};
}

UseTool read(const std::string& directory, std::string_view file, std::string content) {
    return {.name = "Read",
            .subject = std::string(file),
            .input = {{"file_path", joinPath(directory, file)}},
            .output = std::move(content),
            .permission = UseTool::Permission::NotNeeded,
            .whenDeclined = {}};
}

UseTool search(std::string pattern, std::string found) {
    return {.name = "Grep",
            .subject = pattern,
            .input = {{"pattern", pattern}, {"output_mode", "content"}},
            .output = std::move(found),
            .permission = UseTool::Permission::NotNeeded,
            .whenDeclined = {}};
}

UseTool edit(const std::string& directory, std::string_view file, std::string before, std::string after) {
    const std::string path = joinPath(directory, file);
    return {
        .name = "Edit",
        .subject = std::string(file),
        .input = {{"file_path", path}, {"old_string", std::move(before)}, {"new_string", std::move(after)}},
        .output = "The file " + path + " has been updated.",
        .permission = UseTool::Permission::NotNeeded,
        .whenDeclined = {}};
}

Script fix(const std::string& directory) {
    return {
        Think{"First find where the value is read, then see who else depends on it."},
        Say{"I will look for the place first."},
        search("parseStay", "src/stay.ts:14:export function parseStay(text: string) {"),
        edit(directory, "src/stay.ts", "  const [arrives, departs] = text.split('/');",
             "  const [arrives, departs] = text.trim().split('/');"),
        Say{"A blank at the end of the line was taken for part of the date. I will run the tests now."},
        command(
            "npm test", "Test Files  12 passed (12)\n     Tests  148 passed (148)",
            "All right, I will not run the tests. The change is in src/stay.ts; please run them before you "
            "merge it."),
        Say{"Fixed, and all 148 tests pass.\n\n"
            "- cause: parseStay() kept the blank before the line end\n"
            "- change: one word in src/stay.ts\n"
            "- left alone: the two callers, which were right already"},
    };
}

Script test() {
    return {
        Say{"I will run the whole suite."},
        command("npm test",
                "FAIL  test/season.test.ts > the season ends on the last Sunday of October\n"
                "Test Files  1 failed | 11 passed (12)\n     Tests  1 failed | 147 passed (148)",
                "All right, I will not run anything. Tell me which tests you would like to see."),
        Think{"One failure, and it depends on the calendar: the last Sunday was moved by the new time zone "
              "data."},
        Say{"147 of 148 tests pass. The one that fails is test/season.test.ts: it expects the season to end "
            "on the "
            "25th, and the last Sunday of this October is the 31st. The code is right, the test is not. "
            "Shall I fix "
            "the test?"},
    };
}

Script explain(const std::string& directory) {
    return {
        Think{"The reader wants the whole before the parts."},
        read(directory, "README.md", "# The project\n\nBooks berths: one service, one database."),
        Say{"In one sentence: a skipper asks for a berth, and the first free one that is long enough is held "
            "for "
            "twenty minutes.\n\n"
            "1. The request comes in and is checked: dates, length, draught.\n"
            "2. The database looks for a berth whose stays do not overlap.\n"
            "3. The berth is held, and a timer starts.\n"
            "4. Payment turns the hold into a stay; otherwise the timer lets it go.\n\n"
            "The interesting part is the second step: the database itself refuses two stays at once, so no "
            "two "
            "servers can disagree."},
    };
}

Script anything(unsigned turn) {
    const std::array<std::string_view, 3> answers{
        "I am the agent of the demo: I follow a script and execute nothing. Ask me to explain, to fix or to "
        "test "
        "something, and you will see a reading, an edit, a question for your permission, and an answer.",
        "Noted. If you want to see how a session looks that needs you, ask me to run the tests: I have to "
        "ask "
        "before I run a command.",
        "There is little I can say to that, being a script. But the session is real enough: it has a "
        "transcript, "
        "a state, a title, and it can be resumed after you close it.",
    };
    return {Say{std::string(answers[turn % answers.size()])}};
}

} // namespace

Script replyTo(std::string_view prompt, const std::string& directory, unsigned turn) {
    const std::string text = lowerCase(prompt);
    if (mentions(text, {"fix", "bug", "broken", "repair"}))
        return fix(directory);
    if (mentions(text, {"test"}))
        return test();
    if (mentions(text, {"explain", "how ", "what ", "why "}))
        return explain(directory);
    return anything(turn);
}

} // namespace ax::demo
