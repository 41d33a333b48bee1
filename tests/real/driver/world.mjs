// SPDX-License-Identifier: MIT
// The world of one run: a private folder with a clean HOME and a project, the model endpoint, and the programs
// under test, all run with nothing of the caller's environment but what is named here.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Terminal } from './terminal.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));
const execute = promisify(execFile);

export class World {
    #endpoint;

    static async create({ folder, binaries, agents }) {
        const world = new World();
        world.binaries = binaries;
        world.agents = agents;
        world.project = path.join(folder, 'project');
        world.endpointLog = path.join(folder, 'endpoint.jsonl');
        fs.mkdirSync(world.project);
        fs.mkdirSync(path.join(folder, 'tmp'));
        fs.writeFileSync(path.join(world.project, 'README.md'), '# A project to try things on\n');
        const port = await world.#startEndpoint();
        world.endpointUrl = `http://127.0.0.1:${port}`;
        const { stdout } = await execute(path.join(here, 'clean-home'), [path.join(folder, 'home'), port, world.project]);
        world.environment = Object.fromEntries(stdout.trim().split('\n').map((line) => line.split(/=(.*)/s, 2)));
        world.environment.PATH = [path.join(agents, 'bin'), binaries, '/usr/local/bin', '/usr/bin', '/bin'].join(':');
        world.environment.TMPDIR = path.join(folder, 'tmp');
        return world;
    }

    #startEndpoint() {
        this.#endpoint = spawn(process.execPath, [path.join(here, 'model-endpoint.mjs'), '--log', this.endpointLog],
                               { stdio: ['ignore', 'pipe', 'inherit'] });
        process.on('exit', () => this.#endpoint.kill());
        return new Promise((resolve, reject) => {
            this.#endpoint.stdout.once('data', (line) => resolve(String(line).trim()));
            this.#endpoint.once('close', () => reject(new Error('the model endpoint did not start')));
        });
    }

    /** Runs the agent without a terminal: { code, output }. */
    async agent(...argumentList) {
        const run = execute('claude', argumentList, { cwd: this.project, env: this.environment, timeout: 30000 });
        run.child.stdin.end();
        return run.then(({ stdout }) => ({ code: 0, output: stdout.trim() }),
                        (error) => ({ code: error.code ?? -1, output: `${error.stdout}${error.stderr}`.trim() }));
    }

    agentTerminal(...argumentList) {
        return new Terminal(['claude', ...argumentList], { environment: this.environment, folder: this.project });
    }

    /** What `ax list --json` says now. */
    async list() {
        const { stdout } = await execute('ax', ['list', '--json'], { env: this.environment, timeout: 30000 });
        return JSON.parse(stdout);
    }

    async row(id) {
        return (await this.list()).sessions.find((session) => session.id === id);
    }

    /** The sum of what the endpoint reported to a session, without or with only its sub-agents, in the words of
     *  `ax list --json`. */
    tokensSent(session, { ofSubAgents = false } = {}) {
        const sum = { in_tok: 0, out_tok: 0, cache_read_tok: 0, cache_write_tok: 0 };
        for (const line of fs.readFileSync(this.endpointLog, 'utf8').trim().split('\n')) {
            const { session: id, agent, usage } = JSON.parse(line);
            if (id !== session || !usage || Boolean(agent) !== ofSubAgents)
                continue;
            sum.in_tok += usage.input;
            sum.out_tok += usage.output;
            sum.cache_read_tok += usage.cacheRead;
            sum.cache_write_tok += usage.cacheWrite;
        }
        return sum;
    }

    transcript(id) {
        const folder = path.join(this.environment.HOME, '.claude/projects', this.project.replace(/[^A-Za-z0-9]/g, '-'));
        return path.join(folder, `${id}.jsonl`);
    }

    /** The records of a transcript that hold conversation. */
    records(id) {
        const lines = fs.readFileSync(this.transcript(id), 'utf8').split('\n').filter(Boolean);
        return lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'user' || type === 'assistant');
    }

    /** The live state file of a session, or undefined. */
    stateFile(id) {
        const folder = path.join(this.environment.HOME, '.claude/sessions');
        const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
        const states = names.map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
        return states.find((state) => state.sessionId === id);
    }
}
