# SPDX-License-Identifier: MIT
# How the scripts here speak, ask, and become root. To be sourced.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "packaging/dev: $*"
    exit 1
}

# Is there a person to ask?
attended() { [ -z "${AX_YES:-}" ] && [ -z "${CI:-}" ] && [ -t 0 ] && [ -t 2 ]; }

# ask QUESTION: false unless the person says yes; true, with a word about it, where there is nobody to ask.
ask() {
    if ! attended; then
        local why="there is no terminal"
        [ -z "${CI:-}" ] || why="CI is set"
        [ -z "${AX_YES:-}" ] || why="--yes was given"
        say "(going on without asking: $why)"
        return 0
    fi
    local answer
    printf '%s [y/N] ' "$*" >&2
    read -r answer || return 1
    case $answer in [yY] | [yY][eE][sS]) ;; *) return 1 ;; esac
}

# May we become root, without asking for a password nobody can type?
canBeRoot() {
    [ "$(id -u)" != 0 ] || return 0
    command -v sudo >/dev/null || return 1
    attended || sudo -n true 2>/dev/null
}

asRoot() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# logged FILE COMMAND...: keeps a long command quiet; shows the end of its log when it fails.
logged() {
    local log=$1
    shift
    mkdir -p "${log%/*}"
    "$@" >>"$log" 2>&1 </dev/null || {
        local status=$?
        tail -n 15 "$log" >&2
        say "(the whole of it: $log)"
        return "$status"
    }
}
