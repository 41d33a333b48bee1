# SPDX-License-Identifier: MIT
#: lint [N | --all]     checks files changed since N commits ago (default 1), or all: format, licence lines, layers,
#:                      shell scripts, clang-tidy and clazy; --quick leaves out the last two
since=HEAD~1 quick='' failures=0
for argument in "$@"; do
    case $argument in
        --all) since='' ;;
        --quick) quick=yes ;;
        *[!0-9]* | '') fail "lint takes a number of commits, --all or --quick." ;;
        *) since=HEAD~$argument ;;
    esac
done
[ -z "$since" ] || git rev-parse -q --verify "$since" >/dev/null || since='' # a young or shallow history

# filesNamed PATTERN...: those to check, one a line.
filesNamed() {
    {
        if [ -n "$since" ]; then git diff --name-only --diff-filter=d "$since" -- "$@"; else git ls-files -- "$@"; fi
        git ls-files --others --exclude-standard -- "$@"
    } | sort -u | while IFS= read -r file; do [ ! -f "$file" ] || printf '%s\n' "$file"; done
}

# check NAME COMMAND...: the files come on standard input.
check() {
    local name=$1
    shift
    if "$@"; then
        say "lint: $name passed"
    else
        say "lint: $name FAILED"
        failures=$((failures + 1))
    fi
}

eachFile() { # COMMAND...
    tr '\n' '\0' | xargs -0 -r -n 1 -P "$(processors)" "$@"
}

allFiles() { # COMMAND...
    tr '\n' '\0' | xargs -0 -r "$@"
}

withoutLicence() {
    local file status=0
    while IFS= read -r file; do
        case $file in core/demo/samples/* | tests/data/*) continue ;; esac # what programs read, not our sources
        head -n 3 "$file" | grep -q 'SPDX-License-Identifier: ' || {
            say "$file: the first lines do not name the licence (SPDX-License-Identifier: MIT)"
            status=1
        }
    done
    return "$status"
}

# Scripts without an ending are known by their first line.
shellScripts() {
    filesNamed packaging .ci tests | while IFS= read -r file; do
        case $file in
            *.sh) printf '%s\n' "$file" ;;
            *) ! head -c 64 "$file" | head -n 1 | grep -qaE '^#!.*[/ ](ba)?sh$' || printf '%s\n' "$file" ;;
        esac
    done
}

tidy() {
    filesNamed '*.cpp' | grep -vE '^tests/fuzz/' | eachFile clang-tidy-19 --quiet --warnings-as-errors='*' -p "$1"
}

# clazy ends well whatever it finds, so what it says decides.
clazy() {
    local found
    found=$(filesNamed '*.cpp' | grep -E '^(app/desktop|terminal|widgets|tests/gui)/' |
        CLAZY_CHECKS=level0,level1,no-non-pod-global-static \
            eachFile clazy-standalone -p "$1" --extra-arg=-Wno-everything 2>&1 |
        grep -E 'error:|\[-Wclazy' | sort -u || true)
    [ -z "$found" ] || {
        say "$found"
        return 1
    }
}

check "format" allFiles clang-format-19 --dry-run -Werror < <(filesNamed '*.cpp' '*.h')
check "licence lines" withoutLicence < <(filesNamed '*.cpp' '*.h' '*.cmake' '*CMakeLists.txt' '*.sh' '*.mjs' '*.py' packaging .ci)
check "layers" packaging/check-layers </dev/null
# Parts that are sourced share their variables (SC2034, SC2154).
check "shell scripts" allFiles shellcheck --shell=bash --severity=warning --exclude=SC2034,SC2154 < <(shellScripts)
if [ -z "$quick" ]; then
    buildPreset dev # what is generated has to be there
    check "clang-tidy" tidy "$(buildFolder dev)" </dev/null
    check "clazy" clazy "$(buildFolder dev)" </dev/null
fi
[ "$failures" = 0 ] || fail "lint: $failures of the checks failed."
