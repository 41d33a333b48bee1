// SPDX-License-Identifier: MIT
// What the true agent does, and what `ax` and the window make of it. Started by `run`.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { check, checkEqual, scenario, summary } from './driver/checks.mjs';
import { until } from './driver/waiting.mjs';
import { World } from './driver/world.mjs';

const { values: options } = parseArgs({
    options: { folder: { type: 'string' }, binaries: { type: 'string' }, agents: { type: 'string' } },
});
const world = await World.create(options);
const Model = 'claude-opus-5-5';

/** Makes a session with one or more headless runs; the id. */
async function session(runs, ...flags) {
    const id = randomUUID();
    for (const [index, { prompt, answer }] of runs.entries()) {
        const which = index ? ['--resume', id] : ['--session-id', id, '--model', Model];
        const { code, output } = await world.agent('-p', prompt, ...which, ...flags);
        check(`the agent answers "${answer}"`, code === 0 && output === answer, `code ${code}: ${output}`);
    }
    return id;
}

/** The row of a session says what its agent did. */
async function checkRow(id, { title }) {
    const row = await world.row(id);
    if (!check('ax lists it under its true id', row, id))
        return;
    checkEqual('harness, folder and model', { harness: row.harness, dir: row.dir, model: row.model },
               { harness: 'claude', dir: world.project, model: Model });
    const sums = Object.fromEntries(Object.keys(world.tokensSent(id)).map((key) => [key, row[key] ?? 0]));
    checkEqual('tokens as the endpoint sent them', sums, world.tokensSent(id));
    checkEqual('title', row.title, title);
    check('not shown as running', !row.state && row.dir_exists, `state ${row.state}`);
}

await scenario('a plain question', async () => {
    const prompt = 'What is this project for? [[say(output=41): It is there to try things on.]]';
    const id = await session([{ prompt, answer: 'It is there to try things on.' }]);
    await checkRow(id, { title: prompt });
    world.plainSession = id;
});

await scenario('a tool call', async () => {
    const prompt = 'Greet. [[tool: Bash {"command":"echo moin","description":"Greet"}]] [[think: Short.]] [[say: It said moin.]]';
    const id = await session([{ prompt, answer: 'It said moin.' }], '--permission-mode', 'bypassPermissions');
    const results = world.records(id).flatMap(({ message }) => message.content).filter(({ type }) => type === 'tool_result');
    checkEqual('the tool really ran', results.map(({ content }) => content), ['moin']);
    await checkRow(id, { title: prompt });
});

await scenario('two runs of one session', async () => {
    const first = 'Remember seven. [[say(input=70,cacheRead=0): I keep seven in mind.]]';
    const second = 'Which number? [[say(input=90,cacheRead=1000): Seven.]]';
    const id = await session([{ prompt: first, answer: 'I keep seven in mind.' }, { prompt: second, answer: 'Seven.' }]);
    const prompts = world.records(id).filter(({ type }) => type === 'user').map(({ message }) => message.content);
    checkEqual('both prompts are in the one transcript', prompts, [first, second]);
    await checkRow(id, { title: first });
});

await scenario('a sub-agent', async () => {
    const part = '[[task(title=Count the files): Count. [[tool: Bash {"command":"ls | wc -l"}]] [[say: One file.]]]]';
    const prompt = `Delegate the counting. ${part} [[say: The helper counted one.]]`;
    const id = await session([{ prompt, answer: 'The helper counted one.' }], '--permission-mode', 'bypassPermissions');
    const side = path.join(world.transcript(id).replace(/\.jsonl$/, ''), 'subagents');
    checkEqual('it left a transcript beside the session\'s', fs.readdirSync(side).filter((name) => name.endsWith('.jsonl')).length, 1);
    check('the endpoint served it apart', world.tokensSent(id, { ofSubAgents: true }).in_tok > 0);
    await checkRow(id, { title: prompt });
});

await scenario('a named session', async () => {
    const prompt = 'Say hello. [[say: Hello.]]';
    const id = await session([{ prompt, answer: 'Hello.' }], '--name', 'Harbour lights');
    await checkRow(id, { title: 'Harbour lights' });
});

await scenario('resumed in a terminal', async () => {
    const id = world.plainSession;
    const before = { size: fs.statSync(world.transcript(id)).size, records: world.records(id).length };
    const terminal = world.agentTerminal('--resume', id, '--permission-mode', 'manual');
    try {
        await terminal.reported('idle');
        await until(() => world.stateFile(id)?.status === 'idle', 'its state file');
        checkEqual('ax shows it as live and idle', pick(await world.row(id)), { state: 'live', activity: 'idle' });

        await terminal.send('And who looks after it? [[say(each=250): Whoever is on duty today, by the list on the door.]]');
        await terminal.reported('working');
        await until(() => world.stateFile(id)?.status === 'busy', 'the state "busy"');
        checkEqual('ax shows that it works', pick(await world.row(id)), { state: 'live', activity: 'working' });
        await terminal.reported('done');
        await until(() => world.records(id).length >= before.records + 2, 'two more records');
        check('the same transcript grew', fs.statSync(world.transcript(id)).size > before.size);
        checkEqual('tokens as the endpoint sent them', (await world.row(id)).in_tok, world.tokensSent(id).in_tok);

        const seen = terminal.reports.length;
        await terminal.send('Leave a mark. [[tool: Bash {"command":"touch mark","description":"Leave a mark"}]] [[say: Left.]]');
        const report = await terminal.reported('blocked', seen);
        checkEqual('it reports what it asks', report.kind, 'permission');
        await until(() => world.stateFile(id)?.status === 'waiting', 'the state "waiting"');
        checkEqual('ax shows that it needs you', (await world.row(id)).waiting, 'input');
        await terminal.answer('1', 'proceed');
        await terminal.reported('done', seen);
        check('the allowed command ran', fs.existsSync(path.join(world.project, 'mark')));
    } finally {
        await terminal.close();
    }
    check('its state file is gone with it', !world.stateFile(id));
    check('ax shows it as past again', !(await world.row(id)).state);
});

const windowTest = path.join(options.binaries, '../tests/real_window_test');
if (fs.existsSync(windowTest))
    await scenario('in the window', () => runWindowTest());
else
    console.log('# the window test is not built: left out');

process.exit(summary());

function pick({ state, activity }) {
    return { state, activity };
}

/** Runs the Qt test with the session of the first scenario to resume; its own output says what failed. */
async function runWindowTest() {
    const display = ['DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'QT_QPA_PLATFORM', 'DBUS_SESSION_BUS_ADDRESS'];
    const wishes = ['AX_REAL_SCHEME', 'AX_REAL_SCREENSHOT']; // of whoever started the run
    const environment = {
        TERM: 'xterm-256color',
        ...(process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? {} : { QT_QPA_PLATFORM: 'offscreen' }),
        ...Object.fromEntries([...display, ...wishes].filter((name) => process.env[name]).map((name) => [name, process.env[name]])),
        ...world.environment,
        AX_REAL_PROJECT: world.project,
        AX_REAL_SESSION: world.plainSession ?? '',
        AX_REAL_TRANSCRIPT: world.transcript(world.plainSession ?? ''),
        AX_REAL_ENDPOINT: world.endpointUrl,
        AX_REAL_ENDPOINT_LOG: world.endpointLog,
    };
    const child = spawn(windowTest, [], { cwd: world.project, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
    const limit = setTimeout(() => child.kill('SIGKILL'), 400000);
    const code = await new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)));
    clearTimeout(limit);
    checkEqual('the window test', code, 0);
}
