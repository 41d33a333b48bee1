// SPDX-License-Identifier: MIT
// Waiting for a fact instead of for a time.
import { setTimeout as sleep } from 'node:timers/promises';

const Limit = 90000;

/** Resolves with the first value of `probe` that is not false, null or undefined; rejects after 90 s: that tells a wedge, not a slow machine. Looks again
 *  each `interval` milliseconds. */
export async function until(probe, what, interval = 20) {
    const deadline = Date.now() + Limit;
    for (;;) {
        const value = await probe();
        if (value)
            return value;
        if (Date.now() > deadline)
            throw new Error(`waited ${Limit / 1000} s in vain for ${what}`);
        await sleep(interval);
    }
}
