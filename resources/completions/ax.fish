# SPDX-License-Identifier: MIT
# Completion of ax(1) for fish.

function __ax_sessions
    ax list --json --all 2>/dev/null | string match -rg '^      "id": "([^"\\\\]*)",$'
end

function __ax_runs
    ax list --json --all 2>/dev/null | string match -rg '^      "group": "([^"\\\\]*)",$' | sort -u
end

function __ax_askers
    set -l state $XDG_STATE_HOME
    test -n "$state"; or set state $HOME/.local/state
    for file in $state/ax/ask/*.json
        basename $file .json
    end
end

complete -c ax -f
complete -c ax -n __fish_use_subcommand -a list -d 'list the sessions, the latest first'
complete -c ax -n __fish_use_subcommand -a read -d 'print what was said, or tell of it as it happens'
complete -c ax -n __fish_use_subcommand -a search -d 'find the sessions in which it was said'
complete -c ax -n __fish_use_subcommand -a history -d 'keep copies of what agents delete by themselves'
complete -c ax -n __fish_use_subcommand -a preview -d 'show what a session is and its last turns'
complete -c ax -n __fish_use_subcommand -a new -d 'start a session and attach to it'
complete -c ax -n __fish_use_subcommand -a hook -d "let an agent's hooks tell what it does"
complete -c ax -n '__fish_seen_subcommand_from hook' -a 'install uninstall claude codex'
complete -c ax -n __fish_use_subcommand -a status -d 'say what a session does, and how that is known'
complete -c ax -n __fish_use_subcommand -a attach -d 'show a running session on this terminal'
complete -c ax -n __fish_use_subcommand -a send -d 'type into a running session'
complete -c ax -n __fish_use_subcommand -a ask -d 'ask the person, from within a session, and print the answer'
complete -c ax -n __fish_use_subcommand -a reply -d 'answer the question of a session'
complete -c ax -n __fish_use_subcommand -a kill -d 'end running sessions'
complete -c ax -n __fish_use_subcommand -a move -d "move sessions' windows into a tmux session"
complete -c ax -n __fish_use_subcommand -a result -d "print a session's last report"
complete -c ax -n __fish_use_subcommand -a metrics -d 'count cost, tokens, time and outcomes'
complete -c ax -n __fish_use_subcommand -a models -d 'say where prices come from; fetch newer ones'
complete -c ax -n __fish_use_subcommand -a log -d 'print the diagnostic log'
complete -c ax -n __fish_use_subcommand -a version -d 'say which version this is'
complete -c ax -n __fish_use_subcommand -a help -d 'print a summary'

complete -c ax -n '__fish_seen_subcommand_from list read move' -l run -x -a '(__ax_runs)' -d 'only one run'
complete -c ax -n '__fish_seen_subcommand_from list' -l json -d 'print a JSON document'
complete -c ax -n '__fish_seen_subcommand_from list' -l all -d 'archived ones too'
complete -c ax -n '__fish_seen_subcommand_from list' -l archived -d 'only archived ones'
complete -c ax -n '__fish_seen_subcommand_from read preview status attach send kill move result' -a '(__ax_sessions)'
complete -c ax -n '__fish_seen_subcommand_from read' -l since -x -d 'only behind this record'
complete -c ax -n '__fish_seen_subcommand_from read' -l limit -x -d 'the last turns, or events'
complete -c ax -n '__fish_seen_subcommand_from read' -l format -x -a 'json text'
complete -c ax -n '__fish_seen_subcommand_from read' -l follow -d 'tell what happens'
complete -c ax -n '__fish_seen_subcommand_from read' -l timeout -x -d 'end following after this time'
complete -c ax -n '__fish_seen_subcommand_from read' -l events -x -a 'turn waiting exit crash' -d 'only these'
complete -c ax -n '__fish_seen_subcommand_from read' -l from-now -d 'only what comes'
complete -c ax -n '__fish_seen_subcommand_from read' -l with-content -d 'whole texts'
complete -c ax -n '__fish_seen_subcommand_from read' -l active -d 'only live sessions'
complete -c ax -n '__fish_seen_subcommand_from read' -l exclude -x -a '(__ax_sessions)' -d 'not these'
complete -c ax -n '__fish_seen_subcommand_from read' -l exclude-self -d 'not this session'
complete -c ax -n '__fish_seen_subcommand_from result status metrics' -l json -d 'print JSON'
complete -c ax -n '__fish_seen_subcommand_from metrics' -l prom -d 'print gauges for Prometheus'
complete -c ax -n '__fish_seen_subcommand_from send' -l stdin -d 'the text is on standard input'
complete -c ax -n '__fish_seen_subcommand_from send' -l interrupt -d 'type Ctrl-C'
complete -c ax -n '__fish_seen_subcommand_from send' -l no-enter -d 'no Enter at the end'
complete -c ax -n '__fish_seen_subcommand_from move' -l tag -x -d 'those with a label'
complete -c ax -n '__fish_seen_subcommand_from move' -l to -x -d 'the tmux session'
complete -c ax -n '__fish_seen_subcommand_from ask' -l default -x -d 'when nobody answers'
complete -c ax -n '__fish_seen_subcommand_from ask' -l timeout -x -d 'how long to wait'
complete -c ax -n '__fish_seen_subcommand_from ask' -l stdin -d 'the question is on standard input'
complete -c ax -n '__fish_seen_subcommand_from reply' -l stdin -d 'the answer is on standard input'
complete -c ax -n '__fish_seen_subcommand_from reply' -a '(__ax_askers)'
complete -c ax -n '__fish_seen_subcommand_from models' -a update -d 'fetch from models.dev'
complete -c ax -n '__fish_seen_subcommand_from search' -l json -d 'print a JSON document'
complete -c ax -n '__fish_seen_subcommand_from search' -l limit -x -d 'at most so many'
complete -c ax -n '__fish_seen_subcommand_from history' -a 'status enable disable keep restore'
complete -c ax -n '__fish_seen_subcommand_from history' -l limit -x -d 'of all copies together'
