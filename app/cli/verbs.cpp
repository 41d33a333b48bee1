// SPDX-License-Identifier: MIT
#include "app/cli/verbs.h"

#include "app/cli/ask_command.h"
#include "app/cli/attach_command.h"
#include "app/cli/await_session_command.h"
#include "app/cli/help_command.h"
#include "app/cli/history_command.h"
#include "app/cli/hook_command.h"
#include "app/cli/kill_command.h"
#include "app/cli/launch_command.h"
#include "app/cli/list_command.h"
#include "app/cli/log_command.h"
#include "app/cli/metrics_command.h"
#include "app/cli/models_command.h"
#include "app/cli/move_command.h"
#include "app/cli/preview_command.h"
#include "app/cli/read_command.h"
#include "app/cli/reply_command.h"
#include "app/cli/result_command.h"
#include "app/cli/run_command.h"
#include "app/cli/search_command.h"
#include "app/cli/send_command.h"
#include "app/cli/status_command.h"
#include "app/cli/version_command.h"

#include <algorithm>
#include <array>

namespace ax::cli {

namespace {

constexpr auto Verbs = std::to_array<Verb>({
    {"list", runList, "ax list [--json] [--run R] [--all]", "list the sessions, the latest first"},
    {"new", runNew, "ax new [--with-args] [HARNESS [FLAGS...]]", "start a session and attach to it"},
    {"status", runStatus, "ax status ID [--json]", "say what a session does, and how that is known"},
    {"attach", runAttach, "ax attach ID", "show a running session on this terminal; resume one that is not"},
    {"send", runSend, "ax send ID TEXT... | --stdin | --interrupt [--no-enter]",
     "type into a running session"},
    {"ask", runAsk, "ax ask [--default T] [--timeout D] QUESTION...",
     "ask the person, from within a session, and print the answer"},
    {"reply", runReply, "ax reply ID TEXT... | --stdin", "answer the question of a session"},
    {"kill", runKill, "ax kill ID...", "end running sessions"},
    {"move", runMove, "ax move ID... NAME | --run R | --tag K=V [--to NAME]",
     "move sessions' windows into a tmux session"},
    {"read", runRead, "ax read ID | --run R [--follow]", "print what was said, or tell of it as it happens"},
    {"preview", runPreview, "ax preview ID", "show what a session is and its last turns"},
    {"result", runResult, "ax result ID [--json]", "print a session's last report"},
    {"metrics", runMetrics, "ax metrics [--json|--prom]", "count cost, tokens, time and outcomes"},
    {"models", runModels, "ax models [update]", "say where prices come from; fetch newer ones"},
    {"hook", runHook, "ax hook install|uninstall claude|codex|opencode|pi",
     "let an agent's hooks tell what it does"},
    {"history", runHistory, "ax history [status|enable|disable|keep|restore]",
     "keep copies of what agents delete by themselves"},
    {"log", runLog, "ax log", "print the diagnostic log"},
    {"search", runSearch, "ax search [--json] [--limit N] QUERY...",
     "find the sessions in which it was said"},
    {"version", runVersion, "ax version", "say which version this is"},
    {"--version", runVersion, "", ""},
    {"help", runHelp, "ax help", "print this"},
    {"--help", runHelp, "", ""},
    {"-h", runHelp, "", ""},
    {"pick"},
    {"archive"},
    {"unarchive"},
    {"prune"},
    {"tag"},
    {"wait"},
    {"restart"},
    {"continue"},
    {"coordinate"},
    {"runs"},
    {"host"},
    {"config"},
    {"check"},
    {"run", runHolder, "", ""},
    {"await-session", runAwaitSession, "", ""},
    {"hookstate", runHookState, "", ""},
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
