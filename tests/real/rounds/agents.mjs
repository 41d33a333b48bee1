// SPDX-License-Identifier: MIT
// How each agent is started so that it asks, and what makes it ask. Each model turn takes a while, so that every
// state lasts longer than the second in which it has to be shown.
const Pause = 1500;

const tool = (name, input) => `[[tool(pause=${Pause}): ${name} ${JSON.stringify(input)}]]`;
const say = (text) => `[[say(pause=${Pause}): ${text}]]`;

/** launch: the template of the configuration. options: for `ax HARNESS`. permission, question: a prompt, and what the status has to say while
 *  it is asked. */
export const agents = {
    claude: {
        launch: 'claude --session-id {newid} --permission-mode manual {task}',
        options: ['--auth', 'api'],
        permission: (mark) => ({
            prompt: `Leave a mark. ${tool('Bash', { command: `touch ${mark}`, description: 'Leave a mark' })} ${say('Left.')}`,
            text: `touch ${mark}`,
        }),
        question: (mark) => ({
            prompt: `Ask me. ${tool('AskUserQuestion', {
                questions: [{ question: `Which colour for ${mark}?`, header: 'Colour', multiSelect: false,
                              options: [{ label: 'Red', description: 'Warm' }, { label: 'Blue', description: 'Cold' }] }],
            })} ${say('Thanks.')}`,
            text: `Which colour for ${mark}?`,
        }),
    },
    codex: {
        launch: 'codex --no-daemon --dangerously-bypass-hook-trust --sandbox workspace-write --ask-for-approval on-request {task}',
        permission: (mark) => ({
            prompt: `Leave a mark. ${tool('exec_command', {
                cmd: `touch ${mark}`, sandbox_permissions: 'require_escalated', justification: 'May I leave a mark?',
            })} ${say('Left.')}`,
            text: `touch ${mark}`,
        }),
    },
    opencode: {
        launch: 'opencode --prompt={task}',
        permission: (mark) => ({
            prompt: `Leave a mark. ${tool('bash', { command: `touch ${mark}`, description: 'Leave a mark' })} ${say('Left.')}`,
            text: `touch ${mark}`,
        }),
        question: (mark) => ({
            prompt: `Ask me. ${tool('question', {
                questions: [{ question: `Which colour for ${mark}?`, header: 'Colour',
                              options: [{ label: 'Red', description: 'Warm' }, { label: 'Blue', description: 'Cold' }] }],
            })} ${say('Thanks.')}`,
            text: `Which colour for ${mark}?`,
        }),
    },
    pi: {
        launch: 'pi --approve --session-id {newid} {task}',
        permission: (mark) => ({
            prompt: `Leave a mark. ${tool('bash', { command: `touch ${mark}` })} ${say('Left.')}`,
            text: `touch ${mark}`,
        }),
        question: (mark) => ({
            prompt: `Ask me. ${tool('ask', { question: `Which colour for ${mark}?` })} ${say('Thanks.')}`,
            text: `Which colour for ${mark}?`,
        }),
    },
};

/** Nothing comes of it unless somebody waits very long. */
export const Endless = '[[say(pause=600000): At last.]]';

/** The configuration with those templates; nothing that keeps an agent from asking. */
export function configuration() {
    return Object.entries(agents).map(([name, { launch }]) =>
        `[[harness]]\nname = "${name}"\nlaunch = "${launch}"\nargs = ""\nskip_permissions = ""\n`).join('\n');
}
