// SPDX-License-Identifier: MIT
// One line a check, and the sum at the end.
import { isDeepStrictEqual } from 'node:util';

let passed = 0;
let failed = 0;

export function check(what, condition, detail = '') {
    if (condition)
        ++passed;
    else
        ++failed;
    console.log(condition ? `ok      ${what}` : `not ok  ${what}${detail ? `: ${detail}` : ''}`);
    return Boolean(condition);
}

export function checkEqual(what, actual, expected) {
    return check(what, isDeepStrictEqual(actual, expected),
                 `got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

/** Runs one scenario; what it throws is a failed check of that name and does not end the others. */
export async function scenario(name, body) {
    console.log(`# ${name}`);
    try {
        await body();
    } catch (error) {
        check(name, false, error.message);
    }
}

/** Prints the sum; the exit code of the run. */
export function summary() {
    console.log(`${passed} passed, ${failed} failed`);
    return failed || !passed ? 1 : 0;
}
