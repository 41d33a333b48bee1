#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// A model endpoint on the loopback for the true agents: it answers what the prompt tells it to answer
// (endpoint/script.mjs has the directives) and reports exactly the token numbers it was given.
//
//   node model-endpoint.mjs [--port N] [--log FILE] [--usage '{"input":1200,"cacheRead":800,"cacheWrite":100}']
//
// Prints the port as the first line and serves until it is ended. The log has one JSON line a request, written
// when its reply is out and before the connection is released: { at, api, session, agent, model, word, prompt,
// status, usage }; `usage` is missing when nothing was reported, as for an error or a client that hung up.
import fs from 'node:fs';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import * as anthropic from './endpoint/anthropic.mjs';
import * as chat from './endpoint/chat.mjs';
import * as responses from './endpoint/responses.mjs';
import { replyTo } from './endpoint/script.mjs';

const apis = [anthropic, chat, responses];
const { values: options } = parseArgs({
    options: {
        port: { type: 'string', default: '0' },
        log: { type: 'string' },
        usage: { type: 'string', default: '{}' },
    },
});
const defaultUsage = { input: 1200, cacheRead: 800, cacheWrite: 100, ...JSON.parse(options.usage) };

function log(entry) {
    if (options.log)
        fs.appendFileSync(options.log, JSON.stringify({ at: new Date().toISOString(), ...entry }) + '\n');
}

async function bodyOf(request) {
    const chunks = [];
    for await (const chunk of request)
        chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
}

async function serve(request, response) {
    const { pathname } = new URL(request.url, 'http://loopback');
    const text = await bodyOf(request);
    const api = apis.find((candidate) => candidate.handles(pathname));
    if (!api || request.method !== 'POST') {
        log({ api: 'none', method: request.method, path: pathname });
        apis[0].writeError(response, { status: 404, message: `nothing is served at ${pathname}` });
        return;
    }
    const body = JSON.parse(text);
    const conversation = api.read(body, request.headers);
    const reply = replyTo(conversation, defaultUsage);
    const { session, agent, model } = conversation;
    const prompt = conversation.turns.findLast((turn) => turn.role === 'prompt')?.text.slice(0, 120) ?? '';
    const entry = { api: api.name, session, agent, model, word: reply.word, prompt };
    if (reply.pause)
        await sleep(reply.pause);
    if (reply.error) {
        log({ ...entry, status: reply.error.status });
        api.writeError(response, reply.error);
        return;
    }
    await api.write(response, body, reply, (words) => pieces(words, reply.each, response));
    log(response.destroyed ? entry : { ...entry, status: 200, usage: reply.usage });
    response.end();
}

/** A text word by word, `each` milliseconds apart; stops early when the client hung up. */
async function* pieces(text, each, response) {
    for (const piece of text.match(/\s*\S+\s*$|\s*\S+|\s+/g) ?? []) {
        if (each)
            await sleep(each);
        if (response.destroyed)
            return;
        yield piece;
    }
}

const server = http.createServer((request, response) => {
    serve(request, response).catch((error) => {
        log({ api: 'none', path: request.url, error: String(error) });
        if (response.headersSent)
            response.destroy();
        else
            apis[0].writeError(response, { status: 400, message: String(error) });
    });
});
server.listen(Number(options.port), '127.0.0.1', () => console.log(server.address().port));
