// SPDX-License-Identifier: MIT
// What was shown against what the agents did: how late each change was, and which states were wrong.
const Allowed = 1000; // ms for a change to be shown
export const States = ['working', 'needs you', 'idle', 'not running'];

export class Comparison {
    #delays = new Map(); // state -> [ms]
    #table = new Map(); // state -> shown -> number of looks
    #faults = new Map(); // what went wrong -> { count, rounds, witness }
    #texts = { right: 0, missing: 0 };

    /** texts: by the order of the questions, what has to be shown with them. */
    add(round, { events, samples, texts }) {
        const expectedTexts = [...texts];
        for (const [index, event] of events.entries()) {
            const end = events[index + 1]?.at ?? Infinity;
            this.#addChange(round, event, end, samples);
            const text = event.state === 'needs you' ? expectedTexts.shift() : undefined;
            for (const sample of samples)
                if (sample.from > event.at + Allowed && sample.to < end)
                    this.#addLook(round, event, sample, text);
        }
    }

    #addChange(round, event, end, samples) {
        const seen = samples.find((sample) => sample.to >= event.at && sample.from < end && sample.status === event.state);
        if (seen)
            this.#append(event.state, seen.to - event.at);
        else if (end - event.at > Allowed)
            this.#append(event.state, Infinity);
        if (seen ? seen.to - event.at > Allowed : end - event.at > Allowed)
            this.#fault(round, `"${event.state}" ${seen ? 'shown late' : 'never shown'}`,
                        samples.findLast((sample) => sample.to <= Math.min(event.at + Allowed, end)));
    }

    #append(state, delay) {
        this.#delays.set(state, [...this.#delays.get(state) ?? [], delay]);
    }

    #addLook(round, event, sample, text) {
        const row = this.#table.get(event.state) ?? new Map();
        row.set(sample.status, (row.get(sample.status) ?? 0) + 1);
        this.#table.set(event.state, row);
        if (sample.status !== event.state) {
            this.#fault(round, `"${sample.status}" shown instead of "${event.state}"`, sample);
        } else if (text) {
            const isRight = sample.detail.includes(text);
            ++this.#texts[isRight ? 'right' : 'missing'];
            if (!isRight)
                this.#fault(round, `"needs you" (${event.kind}) without "${text.replace(/\d+/g, 'N')}"`, sample);
        }
    }

    #fault(round, what, sample) {
        const fault = this.#faults.get(what) ?? { count: 0, rounds: new Set(), witness: sample?.report };
        ++fault.count;
        fault.rounds.add(round);
        this.#faults.set(what, fault);
    }

    get faultless() {
        return !this.#faults.size;
    }

    print(name) {
        console.log(`\n## ${name}\nchange         times   median   90 %    most   late`);
        for (const state of States) {
            const delays = (this.#delays.get(state) ?? []).sort((a, b) => a - b);
                const part = (share) => String(Math.round(delays[Math.floor((delays.length - 1) * share)] ?? NaN)).padStart(6);
            const late = delays.filter((delay) => delay > Allowed).length;
            console.log(`${state.padEnd(12)} ${String(delays.length).padStart(7)}  ${part(0.5)}  ${part(0.9)}  ${part(1)} ${String(late).padStart(6)}`);
        }
        const shown = [...new Set([...States, ...[...this.#table.values()].flatMap((row) => [...row.keys()])])];
        console.log(`looks: expected \\ shown  ${shown.map((state) => state.padStart(12)).join('')}`);
        for (const state of States)
            console.log(state.padEnd(24) + shown.map((other) => String(this.#table.get(state)?.get(other) ?? 0).padStart(12)).join(''));
        console.log(`looks at a question with its text: ${this.#texts.right} right, ${this.#texts.missing} without`);
        for (const [what, { count, rounds, witness }] of this.#faults)
            console.log(`fault: ${what}: ${count} times, in rounds ${[...rounds].join(' ')}\n  ${JSON.stringify(witness)}`);
    }
}
