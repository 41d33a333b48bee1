// SPDX-License-Identifier: MIT
// Drives the true agents under our holder through working, asking, answered, interrupted, idle and killed, N times
// each, and compares what `ax status` shows with what the agents say of themselves. Started by `run ... rounds N`.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

import { until } from './driver/waiting.mjs';
import { World } from './driver/world.mjs';
import { agents, configuration, Endless } from './rounds/agents.mjs';
import { Comparison } from './rounds/comparison.mjs';
import { Watch } from './rounds/watch.mjs';

const Rest = 2200; // ms in which a state that has been reached is looked at
const Enter = '\r';
const Escape = '\x1b';
const AgainAfter = 1500; // ms until a key that an agent let fall is pressed again

const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: 'string' }, binaries: { type: 'string' }, agents: { type: 'string' }, rounds: { type: 'string' } },
});
const here = path.dirname(new URL(import.meta.url).pathname);
const execute = promisify(execFile);
const world = await World.create(options);
const witnesses = path.join(options.folder, 'witnesses');
prepare();

const names = positionals.length ? positionals : Object.keys(agents);
const isRight = (await Promise.all(names.map(drive))).every(Boolean);
console.log(`\n${options.rounds} rounds of ${names.join(', ')}: ${isRight ? 'no state was wrong or late' : 'see the faults above'}`);
process.exit(isRight ? 0 : 1);

/** Puts each agent's witness in its place and lets them ask; installs our hooks as a person does. */
function prepare() {
    fs.mkdirSync(witnesses);
    const watched = path.join(options.folder, 'watched');
    fs.mkdirSync(watched);
    for (const name of Object.keys(agents)) {
        const program = path.join(options.agents, 'bin', name);
        const script = `#!/bin/sh\nexec '${here}/rounds/watched.py' '${witnesses}' '${program}' "$@"\n`;
        fs.writeFileSync(path.join(watched, name), script, { mode: 0o755 });
    }
    world.environment.PATH = `${watched}:${world.environment.PATH}`;
    world.environment.TERM = 'xterm-256color';
    world.environment.AX_WITNESS_FOLDER = witnesses;
    const home = world.environment.HOME;
    const put = (place, text) => {
        fs.mkdirSync(path.dirname(path.join(home, place)), { recursive: true });
        fs.writeFileSync(path.join(home, place), text);
    };
    put('.config/ax/config.toml', configuration());
    put('.config/opencode/plugin/witness.js', fs.readFileSync(path.join(here, 'rounds/opencode-witness.js')));
    put('.pi/agent/extensions/dialogs.ts', fs.readFileSync(path.join(here, 'rounds/pi-dialogs.ts')));
    // What opencode fetches where it finds a plugin: there is no network here.
    const opencode = fs.readdirSync(options.agents).find((folder) => folder.startsWith('opencode-'));
    if (opencode)
        fs.cpSync(path.join(options.agents, opencode, 'companions'), path.join(home, '.config/opencode'), { recursive: true });
}

/** All rounds of one agent; whether nothing was wrong. */
async function drive(name) {
    const comparison = new Comparison();
    const broken = [];
    await ax('hook', 'install', name);
    for (let round = 1; round <= Number(options.rounds); ++round) {
        const id = await launch(name, agents[name].permission(`mark-${round}`).prompt);
        const watch = new Watch(id, { log: path.join(witnesses, id), environment: world.environment });
        try {
            await play(watch, agents[name], round);
        } catch (error) {
            const screen = await ax('preview', id).catch(() => '');
            broken.push({ round, message: `${error.message}\n${screen}` });
            await ax('kill', id).catch(() => {});
        }
        await watch.stop();
        const texts = [agents[name].permission(`mark-${round}`).text, agents[name].question?.(`mark-${round}`).text];
        comparison.add(round, { events: watch.events(), samples: watch.samples, texts });
        process.stderr.write(`${name} ${round}/${options.rounds}\n`);
    }
    comparison.print(name);
    for (const { round, message } of broken)
        console.log(`broken: round ${round}: ${message}`);
    return comparison.faultless && !broken.length;
}

async function launch(name, task) {
    return JSON.parse(await ax(name, ...agents[name].options ?? [], '--dir', world.project, '--json', task)).id;
}

/** One life of a session: a permission, then a question where the agent has those, a turn that is interrupted, and
 *  its end. */
async function play(watch, agent, round) {
    let after = await answered(watch, 0);
    if (agent.question) {
        await ax('send', watch.id, agent.question(`mark-${round}`).prompt);
        after = await answered(watch, after);
    }
    await ax('send', watch.id, Endless);
    after = await pressed(watch, Escape, await watch.reached('working', after));
    await ax('kill', watch.id);
    await watch.reached('not running', after);
    await sleep(Rest);
}

/** Waits for what is asked, answers with what is offered first, and waits for the end of the turn. */
async function answered(watch, after) {
    return pressed(watch, Enter, await watch.reached('needs you', after));
}

/** Lets a state last, presses a key until the agent reacts, and waits until it is idle. */
async function pressed(watch, key, after) {
    await sleep(Rest);
    let last = 0;
    await until(async () => {
        if (Date.now() - last > AgainAfter) {
            last = Date.now();
            await ax('send', '--no-enter', watch.id, key);
        }
        return watch.events().length > after;
    }, `${watch.id}: a reaction to a key`, 100);
    const idle = await watch.reached('idle', after);
    await sleep(Rest);
    return idle;
}

async function ax(...argumentList) {
    const { stdout } = await execute('ax', argumentList, { env: world.environment, cwd: world.project });
    return stdout;
}
