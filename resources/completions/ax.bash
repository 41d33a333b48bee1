# SPDX-License-Identifier: MIT
# Completion of ax(1) for bash.

_ax_sessions() {
    ax list --json --all 2>/dev/null | sed -n 's/^      "id": "\([^"\\]*\)",$/\1/p'
}

_ax_runs() {
    ax list --json --all 2>/dev/null | sed -n 's/^      "group": "\([^"\\]*\)",$/\1/p' | sort -u
}

_ax_askers() {
    local file
    for file in "${XDG_STATE_HOME:-$HOME/.local/state}"/ax/ask/*.json; do
        [[ -e $file ]] && basename "$file" .json
    done
}

_ax() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words=
    if ((COMP_CWORD == 1)); then
        words='list read search preview new hook status attach send ask reply kill move result metrics models history log version help'
    else
        case $previous in
            --run | --group) words=$(_ax_runs) ;;
            --format) words='json text' ;;
            --events) words='turn waiting exit crash' ;;
            --exclude) words=$(_ax_sessions) ;;
            --since | --limit | --timeout | --tag | --to | --default) ;;
            *)
                case ${COMP_WORDS[1]} in
                    list) words='--json --run --all --archived' ;;
                    read)
                        words='--run --since --limit --format --follow --timeout --events --from-now --with-content
                               --active --exclude --exclude-self'
                        [[ $word == -* ]] || words=$(_ax_sessions)
                        ;;
                    preview | attach | kill) words=$(_ax_sessions) ;;
                    move)
                        words='--run --tag --to'
                        [[ $word == -* ]] || words=$(_ax_sessions)
                        ;;
                    send)
                        words='--stdin --interrupt --no-enter'
                        [[ $word == -* ]] || words=$(_ax_sessions)
                        ;;
                    ask) [[ $word == -* ]] && words='--default --timeout --stdin' ;;
                    reply)
                        words=--stdin
                        [[ $word == -* ]] || words=$(_ax_askers)
                        ;;
                    result | status)
                        words=--json
                        [[ $word == -* ]] || words=$(_ax_sessions)
                        ;;
                    metrics) words='--json --prom' ;;
                    models) words=update ;;
                    hook) words='install uninstall claude codex opencode pi' ;;
                    search) [[ $word == -* ]] && words='--json --limit' ;;
                    history)
                        words='status enable disable keep restore'
                        ((COMP_CWORD == 2)) || words="--limit $(_ax_sessions)"
                        ;;
                esac
                ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _ax ax
