// SPDX-License-Identifier: MIT
// An agent's terminal as a program sees it: bytes in and out, and the messages that the agent sends about
// itself (OSC 7501). Answers what a terminal of ours answers, and nothing else.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { until } from './waiting.mjs';

const bridge = fileURLToPath(new URL('terminal.py', import.meta.url));
const answers = [
    [/\x1b\]7501;\?(?:\x07|\x1b\\)/g, '\x1b]7501;?\x1b\\'],
    [/\x1b\[0?c/g, '\x1b[?62;22c'],
    [/\x1b\[6n/g, '\x1b[1;1R'],
];

export class Terminal {
    #child;
    #rest = '';
    #exit;
    #sent = 0; // where the output stood when the last prompt was sent
    /** What the agent reported, in order: [{ state, kind, app, msg }]. */
    reports = [];
    output = '';

    constructor(command, { environment, folder, columns = 100, rows = 30 }) {
        this.#child = spawn(bridge, [columns, rows, ...command], {
            env: { TERM: 'xterm-256color', ...environment }, cwd: folder, stdio: ['pipe', 'pipe', 'inherit'],
        });
        this.#child.stdout.setEncoding('latin1').on('data', (data) => this.#take(data));
        this.#child.stdin.on('error', () => {}); // it ended before we wrote; the exit code tells
        this.#exit = new Promise((resolve) => this.#child.on('close', resolve));
    }

    #take(data) {
        this.output += data;
        this.#rest += data;
        for (const [query, answer] of answers)
            if (this.#rest.search(query) >= 0)
                this.type(answer);
        for (const match of this.#rest.matchAll(/\x1b\]7501;([^?\x07\x1b][^\x07\x1b]*)(?:\x07|\x1b\\)/g))
            this.reports.push(Object.fromEntries(match[1].split(':').map((pair) => pair.split(/=(.*)/s, 2))));
        // Keep what may be the beginning of a sequence that the next read completes.
        const tail = this.#rest.lastIndexOf('\x1b');
        const open = tail >= 0 && !/^\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|\\|[^[\]])/s.test(this.#rest.slice(tail));
        this.#rest = open ? this.#rest.slice(tail) : '';
    }

    type(text) {
        this.#child.stdin.write(text);
    }

    /** Types a prompt as a person does: the text, and Enter once the screen took note of it (both in one read
     *  would be taken for a paste). */
    async send(prompt) {
        this.#sent = this.output.length;
        this.type(prompt);
        await until(() => this.output.length > this.#sent, 'the screen to change while typing');
        this.type('\r');
    }

    /** Answers a dialog once `marker` of it stands on the screen (what is typed before goes into the prompt). The
     *  agent drops keys for a moment after drawing a dialog, so the key is pressed until the agent reacts. */
    async answer(key, marker) {
        await until(() => this.output.slice(this.#sent).includes(marker), `"${marker}" on the screen`);
        const before = this.reports.length;
        await until(() => this.reports.length > before || void this.type(key), 'a reaction to the key', 250);
    }

    /** Waits until the agent reports `state` once more than it had when `after` reports were in. */
    reported(state, after = 0) {
        return until(() => this.reports.slice(after).find((report) => report.state === state), `state ${state}`);
    }

    /** Closes the terminal, as closing a window does; the exit code. */
    close() {
        this.#child.stdin.end();
        return this.#exit;
    }

    exited() {
        return this.#exit;
    }
}
