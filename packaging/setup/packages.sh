# SPDX-License-Identifier: MIT
# Reads packages.table. To be sourced after system.sh.

# packageRows SYSTEM GROUP...: "package least on12" for all that the groups need on the system, once each.
packageRows() {
    local system=$1
    shift
    local group command least on12 debian ubuntu fedora arch opensuse macos cell
    while read -r group command least on12 debian ubuntu fedora arch opensuse macos; do
        case " $* " in *" $group "*) ;; *) continue ;; esac
        if [ "$command" != - ] && command -v "$command" >/dev/null; then
            continue
        fi
        cell=${!system}
        [ "$cell" = - ] || printf "%s $least $on12\n" ${cell//,/ }
    done <"$packagingFolder/setup/packages.table" | sort -u
}

# missingPackages SYSTEM GROUP...: those that are not installed, or too old.
missingPackages() {
    local rows
    rows=$(packageRows "$@")
    [ -z "$rows" ] || case $1 in
        debian | ubuntu) missingDebs "$rows" ;;
        fedora | opensuse) missingBy "$rows" rpm -q --whatprovides ;;
        arch) missingBy "$rows" pacman -Qq ;;
        macos) missingBy "$rows" brew list --versions ;;
    esac
}

missingBy() {
    local rows=$1 name
    shift
    while read -r name _; do
        "$@" "$name" >/dev/null 2>&1 || echo "$name"
    done <<<"$rows"
}

# Compares only the numbers that a version starts with: enough for "6.6 or later".
missingDebs() {
    local names
    names=$(cut -d ' ' -f 1 <<<"$1")
    {
        # shellcheck disable=SC2086 # a list of names
        dpkg-query -W -f '=${Package} ${db:Status-Status} ${Version}\n' $names 2>/dev/null || true
        echo "$1"
    } | awk '
        function older(has, least,    a, b, n, i) {
            sub(/^[0-9]+:/, "", has)
            split(has, a, /[^0-9]+/)
            n = split(least, b, ".")
            for (i = 1; i <= n; i++)
                if (a[i] + 0 != b[i] + 0) return a[i] + 0 < b[i] + 0
            return 0
        }
        /^=/ { if ($2 == "installed") has[substr($1, 2)] = $3; next }
        !($1 in has) || ($2 != "-" && older(has[$1], $2)) { print $1 }'
}
