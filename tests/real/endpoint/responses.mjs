// SPDX-License-Identifier: MIT
// The OpenAI Responses API, as a stream: Codex asks for nothing else.
import { createHash } from 'node:crypto';

export const name = 'responses';

export function handles(path) {
    return path === '/v1/responses';
}

export function read(body) {
    const turns = [];
    for (const { type, role, content } of body.input ?? []) {
        if (type === 'function_call' || (type === 'message' && role === 'assistant'))
            turns.push({ role: 'answer', text: textOf(content) });
        else if (type === 'message' && role === 'user' && isTyped(textOf(content)))
            turns.push({ role: 'prompt', text: textOf(content) });
    }
    const tools = (body.tools ?? []).map((tool) => tool.name);
    return { turns, tools, isAside: Boolean(body.text?.format), session: '', agent: '', model: body.model ?? '' };
}

/** What Codex adds of its own accord is wrapped in tags, or is the text of an AGENTS.md. */
function isTyped(text) {
    return !/^\s*(<|# AGENTS\.md|$)/.test(text);
}

function textOf(content) {
    return typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n');
}

/** Writes everything; ending the response is the caller's. */
export async function write(response, request, reply, pieces) {
    const id = createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 24);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const event = (type, data) => response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    const item = reply.call
        ? { id: `fc_${id}`, type: 'function_call', call_id: `call_${id}`, name: reply.call.name,
            arguments: JSON.stringify(reply.call.input), status: 'completed' }
        : { id: `msg_${id}`, type: 'message', role: 'assistant', status: 'completed',
            content: [{ type: 'output_text', text: whole(request, reply), annotations: [] }] };
    event('response.created', { response: { id: `resp_${id}`, status: 'in_progress', output: [] } });
    const isMessage = item.type === 'message';
    event('response.output_item.added', { output_index: 0, item: isMessage ? { ...item, content: [] } : item });
    if (isMessage)
        for await (const delta of pieces(item.content[0].text))
            event('response.output_text.delta', { item_id: item.id, output_index: 0, content_index: 0, delta });
    event('response.output_item.done', { output_index: 0, item });
    event('response.completed', {
        response: { id: `resp_${id}`, status: 'completed', output: [item], usage: usageOf(reply.usage) },
    });
}

/** The text, or the smallest document that fits the schema that was asked for, which has texts alone. */
function whole(request, reply) {
    const names = Object.keys(request.text?.format?.schema?.properties ?? {});
    return names.length ? JSON.stringify(Object.fromEntries(names.map((key) => [key, reply.text]))) : reply.text;
}

export function writeError(response, { status, message }) {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { type: 'api_error', message } }));
}

function usageOf({ input, output, cacheRead, cacheWrite }) {
    const input_tokens = input + cacheRead + cacheWrite;
    return { input_tokens, input_tokens_details: { cached_tokens: cacheRead }, output_tokens: output,
             output_tokens_details: { reasoning_tokens: 0 }, total_tokens: input_tokens + output };
}
