// SPDX-License-Identifier: MIT
// opencode reports nothing over its terminal: writes its own events down as watched.py does for the others.
import { appendFileSync } from "node:fs";

const states = {
    "permission.asked": "blocked:kind=permission",
    "question.asked": "blocked:kind=question",
    "permission.replied": "working",
    "question.replied": "working",
};

export const Witness = async () => ({
    event: async ({ event }) => {
        const status = event.type === "session.status" ? event.properties.status.type : undefined;
        const state = states[event.type] ?? { busy: "working", retry: "working", idle: "idle" }[status];
        const folder = process.env.AX_WITNESS_FOLDER;
        if (state && folder)
            appendFileSync(`${folder}/${process.env.AX_SESSION_ID}`,
                           JSON.stringify({ at: Date.now(), report: `state=${state}` }) + "\n");
    },
});
