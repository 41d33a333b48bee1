// SPDX-License-Identifier: MIT
#include "core/hooks/hook_plugin.h"

#include "core/base/json_writer.h"

namespace ax {

namespace {

constexpr std::string_view Mark = "// Installed by `ax hook install";

constexpr std::string_view OpencodeHead =
    R"(// Installed by `ax hook install opencode`, removed by `ax hook uninstall opencode`; do not change it here.
)";

constexpr std::string_view PiHead =
    R"(// Installed by `ax hook install pi`, removed by `ax hook uninstall pi`; do not change it here.
)";

/// One call after the other, so that the last word is the last one; none of them is waited for.
constexpr std::string_view Teller = R"(
let told = Promise.resolve();

function tell(word, session, message) {
    if (!session)
        return;
    told = told.then(() => new Promise((done) => {
        const child = spawn(program, ["hookstate", word], { stdio: ["pipe", "ignore", "ignore"] });
        child.on("error", done);
        child.on("close", done);
        child.stdin.on("error", () => {});
        child.stdin.end(JSON.stringify({ session_id: session, message }));
    })).catch(() => {});
}
)";

/// `busy` is said again with each step, also while a question is open, which it does not answer.
constexpr std::string_view OpencodeBody = R"(
function permissionText({ permission, patterns, metadata }) {
    const what = metadata?.command ?? metadata?.filepath ?? metadata?.url ?? patterns?.[0];
    return what ? `${permission}: ${what}` : permission;
}

export const AxHooks = async () => {
    const parents = new Map(); // of sub-agents' sessions
    const questions = new Map(); // those that are open: by request, { session, text }
    const failed = new Set();

    const topOf = (session) => {
        while (parents.has(session))
            session = parents.get(session);
        return session;
    };
    const openIn = (session) => [...questions.values()].find((question) => question.session === session);
    const tellNow = (session) => {
        const question = openIn(session);
        if (question)
            tell("blocked", session, question.text);
        else
            tell("working", session);
    };
    const ask = ({ id, sessionID }, text) => {
        questions.set(id, { session: topOf(sessionID), text });
        tellNow(topOf(sessionID));
    };
    const answer = ({ requestID, sessionID }) => {
        if (questions.delete(requestID))
            tellNow(topOf(sessionID));
    };
    const end = (session) => {
        for (const [id, question] of questions)
            if (question.session === session)
                questions.delete(id);
        tell(failed.delete(session) ? "idle" : "stop", session);
    };

    const handlers = {
        "session.created": ({ info }) => info.parentID && parents.set(info.id, info.parentID),
        "session.updated": ({ info }) => info.parentID && parents.set(info.id, info.parentID),
        "session.error": ({ sessionID }) => failed.add(sessionID),
        "session.status": ({ sessionID, status }) => {
            if (parents.has(sessionID))
                return;
            if (status.type === "idle")
                end(sessionID);
            else
                tellNow(sessionID);
        },
        "permission.asked": (request) => ask(request, permissionText(request)),
        "permission.replied": answer,
        "question.asked": (request) => ask(request, request.questions?.[0]?.question),
        "question.replied": answer,
        "question.rejected": answer,
    };
    return {
        event: async ({ event }) => {
            try {
                handlers[event.type]?.(event.properties);
            } catch {
                // an event of another shape: never the agent's trouble
            }
        },
    };
};
)";

/// A question of an extension's, also one outside of a turn.
constexpr std::string_view PiBody = R"(
export default function (pi) {
    let failed = false;
    const on = (event, handle) =>
        pi.on(event, (what, context) => handle(context.sessionManager.getSessionId(), what, context));

    on("agent_start", (session) => tell("working", session));
    on("tool_execution_end", (session) => tell("working", session));
    on("agent_end", (session, { messages }) => {
        failed = messages?.at(-1)?.stopReason === "error";
    });
    on("agent_settled", (session, { aborted }) => tell(aborted || failed ? "idle" : "stop", session));
    on("ui_prompt_start", (session, { title }) => tell("blocked", session, title));
    on("ui_prompt_end", (session, what, context) => tell(context.isIdle() ? "idle" : "working", session));
    pi.on("session_shutdown", () => told);
}
)";

std::string pluginText(std::string_view head, std::string_view program, std::string_view body) {
    std::string text(head);
    text += "import { spawn } from \"node:child_process\";\n\nconst program = ";
    appendGoString(text, program); // without a shell: nothing else needs an escape
    text += ";\n";
    text += Teller;
    text += body;
    return text;
}

} // namespace

std::string opencodePlugin(std::string_view program) {
    return pluginText(OpencodeHead, program, OpencodeBody);
}

std::string piExtension(std::string_view program) {
    return pluginText(PiHead, program, PiBody);
}

bool isOurPlugin(std::string_view text) {
    return text.starts_with(Mark);
}

} // namespace ax
