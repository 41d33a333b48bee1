// SPDX-License-Identifier: MIT
#include "app/cli/session_lookup.h"

#include "core/state/alias.h"
#include "core/transcripts/utf8.h"

#include <algorithm>
#include <format>
#include <numeric>
#include <vector>

namespace ax::cli {

namespace {

constexpr std::size_t MostCandidates = 5;
constexpr std::size_t TitleLength = 40;  // characters, in messages
constexpr std::size_t LongestGuess = 64; // characters of what was typed

using Sessions = std::vector<SessionPointer>;

std::string describe(const Session& session) {
    const std::string title = oneLine(session.title, TitleLength);
    return title.empty() ? std::format("{} ({})", session.id, session.harness)
                         : std::format("{} ({}, \"{}\")", session.id, session.harness, title);
}

/// Those that pass, in their order: the latest first.
template <class Predicate>
Sessions those(const Sessions& sessions, Predicate passes) {
    Sessions found;
    std::ranges::copy_if(sessions, std::back_inserter(found),
                         [&](const SessionPointer& session) { return passes(*session); });
    return found;
}

/// `claude/1234`: the sessions of that agent, and the rest of the text.
Sessions candidates(std::span<const SessionPointer> sessions, std::string_view& text) {
    Sessions all(sessions.begin(), sessions.end());
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0)
        return all;
    const std::string_view harness = text.substr(0, slash);
    Sessions ofHarness = those(all, [&](const Session& session) { return session.harness == harness; });
    if (ofHarness.empty())
        return all;
    text.remove_prefix(slash + 1);
    return ofHarness;
}

Error ambiguous(std::string_view text, const Sessions& found) {
    std::string sentence = std::format("\"{}\" begins the ids of {} sessions:", text, found.size());
    for (std::size_t i = 0; i < std::min(found.size(), MostCandidates); ++i)
        sentence += std::format("{} {}", i == 0 ? "" : ",", describe(*found[i]));
    if (found.size() > MostCandidates)
        sentence += ", …";
    return {ErrorCode::Invalid, sentence + "; type more of it"};
}

/// How many characters to add, drop or change to make one of the other (Levenshtein).
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// The session whose id begins most like `text`, when it is like it at all.
const Session* nearest(const Sessions& sessions, std::string_view text) {
    const Session* best = nullptr;
    std::size_t least = text.size() / 3 + 1; // further away it is no misspelling
    for (const SessionPointer& session : sessions) {
        const std::size_t away = distance(text, std::string_view(session->id).substr(0, text.size()));
        if (away < least) {
            least = away;
            best = session.get();
        }
    }
    return best;
}

Error unknown(const Sessions& sessions, std::string_view text) {
    const Session* near = text.size() <= LongestGuess ? nearest(sessions, text) : nullptr;
    return {ErrorCode::NotFound,
            near ? std::format("no session has the id \"{}\"; the nearest is {}", text, describe(*near))
                 : std::format("no session has the id \"{}\"; see: ax list", text)};
}

} // namespace

Result<SessionPointer> findSession(std::span<const SessionPointer> sessions, const FileSystem& files,
                                   const Paths& paths, std::string_view text) {
    const std::string_view typed = text;
    const Sessions known = candidates(sessions, text);
    const auto withId = [&known](std::string_view id) {
        return std::ranges::find_if(known, [id](const SessionPointer& session) { return session->id == id; });
    };
    if (text.empty())
        return std::unexpected(Error{ErrorCode::NotFound, "an empty text is no session's id"});
    if (const auto exact = withId(text); exact != known.end())
        return *exact;
    if (const auto launched = withId(aliasTarget(files, paths, text)); launched != known.end())
        return *launched;
    const Sessions begun =
        those(known, [text](const Session& session) { return session.id.starts_with(text); });
    if (begun.size() == 1)
        return begun.front();
    if (begun.size() > 1)
        return std::unexpected(ambiguous(typed, begun));
    const std::vector<std::string> aliases = aliasesWith(files, paths, text);
    if (aliases.size() == 1) {
        if (const auto launched = withId(aliasTarget(files, paths, aliases[0])); launched != known.end())
            return *launched;
    }
    return std::unexpected(unknown(known, typed));
}

const std::string* idArgument(CommandContext& context, std::string_view verb) {
    const auto id = std::ranges::find_if(context.arguments,
                                         [](const std::string& word) { return !word.starts_with('-'); });
    if (id != context.arguments.end())
        return &*id;
    context.diagnostics.say(std::format("{} needs the id of a session", verb));
    return nullptr;
}

} // namespace ax::cli
