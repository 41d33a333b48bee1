// SPDX-License-Identifier: MIT
// What the model "says" is written in the prompt. A directive is
//
//     [[word(option=value,…): body]]
//
// and brackets may nest, so that the prompt for a sub-agent can carry directives of its own. Each directive is
// one model turn, in order; the number of answers after the prompt says whose turn it is, so nothing has to be
// remembered between requests and the same request always gets the same reply.
//
//     [[say: text]]                 that text
//     [[think: text]]               thinking, put before the turn that follows
//     [[tool: Bash {"command":…}]]  a call of that tool of the client's
//     [[task: prompt]]              a call of the client's sub-agent tool; option title=…
//     [[fail: 529 Overloaded]]      an HTTP error
//
// Options for each: input, output, cacheRead, cacheWrite (tokens reported), pause (ms before the reply), each
// (ms between words).

const Plain = 'Noted. There is nothing to do for this one.';
const Finished = 'That was the last step.';
const SubAgentTools = ['Agent', 'Task'];
const AsideTitle = 'A title'; // to requests beside the conversation, which repeat what was typed

/** The directives of a text, outermost level only: [{ word, options, body }]. */
export function directives(text) {
    const found = [];
    for (let at = text.indexOf('[['); at >= 0; at = text.indexOf('[[', at)) {
        const end = closing(text, at);
        const match = /^([a-z]+)(?:\(([^)]*)\))?:\s*([\s\S]*)$/.exec(text.slice(at + 2, end));
        at = match ? end + 2 : at + 2;
        if (match)
            found.push({ word: match[1], options: parseOptions(match[2] ?? ''), body: match[3].trim() });
    }
    return found;
}

/** Where the `]]` stands that closes the `[[` at `start`; the end of the text when there is none. */
function closing(text, start) {
    let depth = 0;
    for (let i = start; i < text.length - 1; ++i) {
        const pair = text.slice(i, i + 2);
        if (pair === '[[') {
            ++depth;
            ++i;
        } else if (pair === ']]') {
            if (--depth === 0)
                return i;
            ++i;
        }
    }
    return text.length;
}

function parseOptions(text) {
    const options = {};
    for (const item of text.split(',').filter(Boolean)) {
        const [key, value = ''] = item.split('=').map((part) => part.trim());
        options[key] = /^\d+$/.test(value) ? Number(value) : value;
    }
    return options;
}

/**
 * The reply to a conversation, whatever API it came through.
 *
 * conversation: { turns: [{ role: 'prompt' | 'answer', text }], tools: [name], isAside }, in order, without tool
 * results or anything else that the client slipped in.
 * Returns { word, thinking, text, call: { name, input } | null, error: { status, message } | null, usage, pause, each }.
 */
export function replyTo(conversation, defaultUsage) {
    const { turns } = conversation;
    const at = turns.findLastIndex((turn) => turn.role === 'prompt');
    const answered = turns.length - 1 - at;
    const finished = { word: 'say', options: {}, body: conversation.isAside ? AsideTitle : Finished };
    const asked = at < 0 || conversation.isAside ? [finished] : steps(turns[at].text);
    const step = asked[answered] ?? finished;
    const reply = { word: step.word, thinking: step.thinking ?? '', text: '', call: null, error: null };
    act(step, conversation, reply);
    const { input, output, cacheRead, cacheWrite, pause, each } = step.options;
    reply.pause = pause ?? 0;
    reply.each = each ?? 0;
    reply.usage = { ...defaultUsage, output: lengthInTokens(reply) };
    for (const [key, value] of Object.entries({ input, output, cacheRead, cacheWrite }))
        if (value !== undefined)
            reply.usage[key] = value;
    return reply;
}

/** The model turns that a prompt asks for: thinking joins the turn after it. */
function steps(prompt) {
    const result = [];
    let thinking = '';
    for (const directive of directives(prompt)) {
        if (directive.word === 'think') {
            thinking = directive.body;
            continue;
        }
        result.push({ ...directive, thinking });
        thinking = '';
    }
    return result.length ? result : [{ word: 'say', options: {}, body: Plain }];
}

function act(step, conversation, reply) {
    switch (step.word) {
    case 'say':
        reply.text = step.body;
        break;
    case 'tool': {
        const [, name, input] = /^(\S+)\s*([\s\S]*)$/.exec(step.body);
        reply.call = { name, input: JSON.parse(input || '{}') };
        break;
    }
    case 'task': {
        const name = SubAgentTools.find((tool) => conversation.tools.includes(tool));
        const description = step.options.title ?? 'Part of the work';
        const input = { description, prompt: step.body, subagent_type: 'general-purpose', run_in_background: false };
        if (name)
            reply.call = { name, input };
        else
            reply.text = 'This client offers no tool that starts a sub-agent.';
        break;
    }
    case 'fail': {
        const [, status, message] = /^(\d{3})\s*(.*)$/s.exec(step.body);
        reply.error = { status: Number(status), message };
        break;
    }
    default:
        reply.error = { status: 400, message: `unknown directive "${step.word}" in the prompt` };
    }
}

function lengthInTokens(reply) {
    const letters = reply.thinking + reply.text + (reply.call ? JSON.stringify(reply.call.input) : '');
    return Math.max(1, Math.ceil(letters.length / 4));
}
