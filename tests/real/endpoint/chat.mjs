// SPDX-License-Identifier: MIT
// The OpenAI Chat Completions API, which opencode and pi speak to a model of one's own.
import { createHash } from 'node:crypto';

export const name = 'chat';

export function handles(path) {
    return path === '/v1/chat/completions';
}

export function read(body) {
    const turns = [];
    for (const { role, content } of body.messages ?? []) {
        if (role === 'assistant')
            turns.push({ role: 'answer', text: textOf(content) });
        else if (role === 'user')
            turns.push({ role: 'prompt', text: textOf(content) });
    }
    const tools = (body.tools ?? []).map((tool) => tool.function.name);
    return { turns, tools, isAside: !tools.length, session: '', agent: '', model: body.model ?? '' };
}

function textOf(content) {
    return typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n');
}

/** Writes everything; ending the response is the caller's. */
export async function write(response, request, reply, pieces) {
    const id = createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 24);
    const base = { id: `chatcmpl-${id}`, created: 1700000000, model: request.model };
    const calls = reply.call && [{
        index: 0, id: `call_${id}`, type: 'function',
        function: { name: reply.call.name, arguments: JSON.stringify(reply.call.input) },
    }];
    const finish_reason = calls ? 'tool_calls' : 'stop';
    if (!request.stream) {
        response.writeHead(200, { 'content-type': 'application/json' });
        const message = { role: 'assistant', content: reply.text, ...(calls && { tool_calls: calls }) };
        response.write(JSON.stringify({ ...base, object: 'chat.completion', usage: usageOf(reply.usage),
                                        choices: [{ index: 0, message, finish_reason }] }));
        return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const chunk = (more) =>
        response.write(`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', ...more })}\n\n`);
    const delta = (part, reason = null) => chunk({ choices: [{ index: 0, delta: part, finish_reason: reason }] });
    delta({ role: 'assistant', content: '' });
    for await (const text of pieces(reply.text))
        delta({ content: text });
    if (calls)
        delta({ tool_calls: calls });
    delta({}, finish_reason);
    chunk({ choices: [], usage: usageOf(reply.usage) });
    response.write('data: [DONE]\n\n');
}

export function writeError(response, { status, message }) {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { type: 'api_error', message } }));
}

function usageOf({ input, output, cacheRead, cacheWrite }) {
    const prompt_tokens = input + cacheRead + cacheWrite;
    return { prompt_tokens, completion_tokens: output, total_tokens: prompt_tokens + output,
             prompt_tokens_details: { cached_tokens: cacheRead } };
}
