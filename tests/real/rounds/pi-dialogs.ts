// SPDX-License-Identifier: MIT
// pi never asks by itself; extensions of its persons do, as this one.
export default function (pi) {
    pi.on("tool_call", async (event, context) => {
        if (event.toolName !== "bash")
            return;
        const answer = await context.ui.select(`Run ${event.input.command}?`, ["Yes", "No"]);
        return answer === "Yes" ? undefined : { block: true, reason: "not allowed" };
    });
    pi.registerTool({
        name: "ask",
        label: "Ask",
        description: "Asks the person",
        parameters: { type: "object", properties: { question: { type: "string" } }, required: ["question"] },
        async execute(id, { question }, signal, update, context) {
            const answer = await context.ui.select(question, ["Red", "Blue"]);
            return { content: [{ type: "text", text: answer ?? "" }], details: {} };
        },
    });
}
