// SPDX-License-Identifier: MIT
#include "app/cli/verbs.h"

#include "app/cli/help_command.h"
#include "app/cli/list_command.h"
#include "app/cli/search_command.h"
#include "app/cli/version_command.h"

#include <algorithm>
#include <array>

namespace ax::cli {

namespace {

constexpr auto Verbs = std::to_array<Verb>({
    {"list", runList, "ax list [--json] [--run R] [--all]", "list the sessions, the latest first"},
    {"search", runSearch, "ax search [--json] [--limit N] QUERY...", "find the sessions in which it was said"},
    {"version", runVersion, "ax version", "say which version this is"},
    {"--version", runVersion, "", ""},
    {"help", runHelp, "ax help", "print this"},
    {"--help", runHelp, "", ""},
    {"-h", runHelp, "", ""},
    {"pick"},
    {"new"},
    {"attach"},
    {"preview"},
    {"kill"},
    {"archive"},
    {"unarchive"},
    {"prune"},
    {"tag"},
    {"read"},
    {"result"},
    {"wait"},
    {"send"},
    {"ask"},
    {"reply"},
    {"move"},
    {"restart"},
    {"continue"},
    {"coordinate"},
    {"runs"},
    {"metrics"},
    {"host"},
    {"config"},
    {"hook"},
    {"check"},
    {"log"},
    {"models"},
    {"run"},
    {"hookstate"},
    {"await-close"},
    {"reap-worker"},
    {"fence-check"},
});

} // namespace

std::span<const Verb> verbs() {
    return Verbs;
}

const Verb* findVerb(std::string_view name) {
    const auto found = std::ranges::find(Verbs, name, &Verb::name);
    return found == Verbs.end() ? nullptr : &*found;
}

std::string existingVerbs() {
    std::string names;
    for (const Verb& verb : Verbs) {
        if (verb.command != nullptr && !verb.usage.empty())
            names += (names.empty() ? "" : ", ") + std::string(verb.name);
    }
    return names.replace(names.rfind(", "), 2, " and ");
}

} // namespace ax::cli
