// SPDX-License-Identifier: MIT
// The agents that work without a configuration file: facts ax-compat §3 and the agents' own --help.
#include "core/config/config.h"

namespace ax {

namespace {

std::string idPatternAfter(char separator) {
    return separator +
           std::string("(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.jsonl$");
}

Harness claude() {
    Harness harness;
    harness.name = "claude";
    harness.glob = "~/.claude/projects/*/*.jsonl";
    harness.idPattern = idPatternAfter('/');
    harness.format = "claude";
    harness.resume = "cd {dir} && claude --resume {id} --model {model} {args}";
    harness.resumeInput = harness.resume + " {task}";
    harness.resumeInputHeadless = "cd {dir} && claude -p --resume {id} --model {model} {args} {task}";
    harness.launch =
        "claude --session-id {newid} --model {model} --append-system-prompt {behavior} {args} {task}";
    harness.launchHeadless =
        "claude -p --session-id {newid} --model {model} --append-system-prompt {behavior} {args} {task}";
    harness.waitingPattern = "one you trust\\?|Do you trust|Do you want to";
    harness.skipPermissions = "--dangerously-skip-permissions";
    return harness;
}

Harness pi() {
    Harness harness;
    harness.name = "pi";
    harness.glob = "~/.pi/agent/sessions/*/*.jsonl";
    // Any id, not only those that pi makes up: `pi --session-id my-own-id`.
    harness.idPattern = "/[0-9TZ-]+_(?P<id>[^/]+)\\.jsonl$";
    harness.format = "pi";
    harness.resume = "cd {dir} && pi --approve --session {id} {args}";
    harness.launch =
        "pi --approve --session-id {newid} --model {model} --append-system-prompt {behavior} {args} {task}";
    harness.launchHeadless = "pi --approve -p --session-id {newid} --model {model} --append-system-prompt "
                             "{behavior} {args} {task}";
    return harness;
}

Harness codex() {
    const std::string flags =
        "--model {model} --sandbox danger-full-access -c approval_policy=\"never\" {args}";
    Harness harness;
    harness.name = "codex";
    harness.glob = "~/.codex/sessions/*/*/*/rollout-*.jsonl";
    harness.idPattern = idPatternAfter('-');
    harness.format = "codex";
    // Without its shared server: what it runs is the session's own, and so is its environment.
    harness.resume = "cd {dir} && codex resume {id} --no-daemon " + flags;
    harness.resumeInput = harness.resume + " {task}";
    harness.resumeInputHeadless =
        "cd {dir} && codex exec resume {id} --skip-git-repo-check " + flags + " {task}";
    harness.launch = "codex --no-daemon " + flags + " {task}";
    harness.launchHeadless = "codex exec --skip-git-repo-check " + flags + " {task}";
    harness.effortArgument = "-c model_reasoning_effort={effort}";
    return harness;
}

Harness opencode() {
    Harness harness;
    harness.name = "opencode";
    harness.database = "~/.local/share/opencode/opencode.db";
    harness.format = "opencode";
    harness.resume = "cd {dir} && opencode --session {id} {args}";
    // Its positional argument is a folder, unlike everybody else's.
    harness.launch = "opencode --model {model} {args} --prompt={task}";
    harness.launchHeadless = "opencode run --model {model} --dangerously-skip-permissions {args} {task}";
    return harness;
}

} // namespace

Config builtInConfig() {
    Config config;
    config.harnesses = {claude(), pi(), codex(), opencode()};
    return config;
}

} // namespace ax
