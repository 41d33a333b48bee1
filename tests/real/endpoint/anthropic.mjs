// SPDX-License-Identifier: MIT
// The Anthropic Messages API: reads a request into the conversation of script.mjs, writes a reply as a stream
// of events or as one document. Another API is another file with the same exports.
import { createHash } from 'node:crypto';

export const name = 'anthropic';

export function handles(path) {
    return path === '/v1/messages';
}

export function read(body, headers) {
    const turns = [];
    for (const { role, content } of body.messages ?? []) {
        const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content ?? [];
        if (role === 'assistant') {
            turns.push({ role: 'answer', text: textOf(blocks) });
        } else if (role === 'user' && !blocks.some((block) => block.type === 'tool_result')) {
            const text = textOf(blocks.filter((block) => block.type === 'text' && isTyped(block.text)));
            if (text)
                turns.push({ role: 'prompt', text });
        }
    }
    return {
        turns,
        tools: (body.tools ?? []).map((tool) => tool.name),
        session: headers['x-claude-code-session-id'] ?? '',
        agent: headers['x-claude-code-agent-id'] ?? '', // of a sub-agent; empty for the session itself
        model: body.model ?? '',
    };
}

/** Clients wrap what they add of their own accord in tags, and note an interruption in square brackets. */
function isTyped(text) {
    return !/^\s*(<|\[Request interrupted|$)/.test(text);
}

function textOf(blocks) {
    return blocks.map((block) => block.text ?? '').join('\n');
}

/** Writes everything; ending the response is the caller's. */
export async function write(response, request, reply, pieces) {
    const id = createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 24);
    const content = blocksOf(reply, id);
    const message = {
        id: `msg_${id}`, type: 'message', role: 'assistant', model: request.model, content: [],
        stop_reason: null, stop_sequence: null, usage: { ...usageOf(reply.usage), output_tokens: 1 },
    };
    const stop = { stop_reason: reply.call ? 'tool_use' : 'end_turn', stop_sequence: null };
    response.setHeader('request-id', `req_${id}`);
    if (!request.stream) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(JSON.stringify({ ...message, content, ...stop, usage: usageOf(reply.usage) }));
        return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const event = (type, data) => response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    event('message_start', { message });
    for (const [index, block] of content.entries()) {
        event('content_block_start', { index, content_block: emptied(block) });
        for await (const delta of deltasOf(block, pieces))
            event('content_block_delta', { index, delta });
        event('content_block_stop', { index });
    }
    event('message_delta', { delta: stop, usage: usageOf(reply.usage) });
    event('message_stop', {});
}

export function writeError(response, { status, message }) {
    const types = { 400: 'invalid_request_error', 401: 'authentication_error', 404: 'not_found_error',
                    429: 'rate_limit_error', 529: 'overloaded_error' };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ type: 'error', error: { type: types[status] ?? 'api_error', message } }));
}

function blocksOf(reply, id) {
    const blocks = [];
    if (reply.thinking)
        blocks.push({ type: 'thinking', thinking: reply.thinking, signature: 'c2lnbmVk' });
    if (reply.text)
        blocks.push({ type: 'text', text: reply.text });
    if (reply.call)
        blocks.push({ type: 'tool_use', id: `toolu_${id}`, name: reply.call.name, input: reply.call.input });
    return blocks;
}

function emptied(block) {
    const blank = { thinking: '', signature: '', text: '', input: {} };
    return Object.fromEntries(Object.entries(block).map(([key, value]) => [key, blank[key] ?? value]));
}

async function* deltasOf(block, pieces) {
    if (block.type === 'text')
        for await (const text of pieces(block.text))
            yield { type: 'text_delta', text };
    if (block.type === 'thinking') {
        for await (const thinking of pieces(block.thinking))
            yield { type: 'thinking_delta', thinking };
        yield { type: 'signature_delta', signature: block.signature };
    }
    if (block.type === 'tool_use')
        yield { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
}

function usageOf({ input, output, cacheRead, cacheWrite }) {
    return { input_tokens: input, output_tokens: output, cache_read_input_tokens: cacheRead,
             cache_creation_input_tokens: cacheWrite };
}
