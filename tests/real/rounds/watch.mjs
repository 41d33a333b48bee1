// SPDX-License-Identifier: MIT
// One session under watch: what its agent did by its own word, and what `ax status` showed meanwhile.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { until } from '../driver/waiting.mjs';

const execute = promisify(execFile);
const Between = 50; // ms between two looks
const Shown = { working: 'working', blocked: 'needs you', idle: 'idle', done: 'idle', error: 'idle' };

export class Watch {
    #looking = true;
    #looks;
    /** What was shown: [{ from, to, status, detail, report }], the times around each look in ms. */
    samples = [];

    constructor(id, { log, environment }) {
        this.id = id;
        this.log = log;
        this.environment = environment;
        this.#looks = this.#look();
    }

    async #look() {
        while (this.#looking) {
            const from = Date.now();
            const output = await execute('ax', ['status', this.id, '--json'], { env: this.environment })
                .then(({ stdout }) => stdout, () => '{"status":"unknown"}');
            const report = JSON.parse(output);
            this.samples.push({ from, to: Date.now(), status: report.status || 'not running', detail: report.detail ?? '', report });
            await sleep(Between);
        }
    }

    /** The agent's own events so far, as the states that they ought to show: [{ at, state, kind }]. */
    events() {
        if (!fs.existsSync(this.log))
            return [];
        const events = [];
        for (const line of fs.readFileSync(this.log, 'utf8').split('\n').slice(0, -1)) {
            const { at, report, ended } = JSON.parse(line);
            const said = Object.fromEntries((report ?? '').split(':').map((pair) => pair.split(/=(.*)/s, 2)));
            const state = ended ? 'not running' : Shown[said.state];
            if (state && state !== events.at(-1)?.state) // being said again, and `clear` before the end, change nothing
                events.push({ at, state, kind: said.kind });
        }
        return events;
    }

    /** Waits for this state behind the first `after` events; how many there are then. */
    async reached(state, after) {
        return until(() => {
            const index = this.events().findIndex((event, place) => place >= after && event.state === state);
            return index < 0 ? undefined : index + 1;
        }, `${this.id}: the agent being "${state}"`);
    }

    async stop() {
        this.#looking = false;
        await this.#looks;
    }
}
