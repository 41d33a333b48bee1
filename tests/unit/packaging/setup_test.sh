#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What set-up does on systems that are not this one: package tools are stand-ins that record what they are told.
#
#   setup_test.sh SOURCE-TREE
set -euo pipefail
source=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

# The tree lies on a path with a space, as a person's may.
tree="$folder/a tree"
mkdir -p "$tree"
cp -R "$source/packaging" "$tree/"

expect() { # NAME PATTERN TEXT
    if grep -qE -- "$2" <<<"$3"; then
        echo "ok: $1"
    else
        echo "FAILED: $1: no '$2' in:"
        echo "$3"
        failures=$((failures + 1))
    fi
}

# machine NAME TOOL...: a folder for PATH with the plain tools, and stand-ins that log their command line.
machine() {
    tools=$folder/$1
    shift
    mkdir -p "$tools"
    for tool in bash env echo cat cut awk sed grep sort xargs head tail dirname mkdir printf uname touch tr wc; do
        standIn "$tool" "exec $(type -P "$tool") \"\$@\"" # no link: a stand-in written over it would hit the machine
    done
    for tool in "$@"; do
        standIn "$tool" "echo $tool \"\$@\" >>'$folder/log'"
    done
    standIn tee "cat >/dev/null; echo tee \"\$@\" >>'$folder/log'" # what writes to /etc
    standIn id 'echo 0'
    : >"$folder/log"
    rm -f "$folder/installed"
}

standIn() { # TOOL SCRIPT
    rm -f "$tools/$1"
    printf '#!/bin/sh\n%s\n' "$2" >"$tools/$1"
    chmod +x "$tools/$1"
}

# Prints all that packaging/dev says, and its exit code.
dev() {
    local status=0
    env -i PATH="$tools" HOME="$folder" bash "$tree/packaging/dev" "$@" 2>&1 </dev/null || status=$?
    echo "exit $status"
}

columns=$(awk '!/^#( |$|[^g])/ && NF { print NF }' "$source/packaging/setup/packages.table" | sort -u)
expect "each row of the table names every system" '^10$' "$columns"

machine fedora dnf
standIn rpm "test -e '$folder/installed'"
standIn dnf "echo dnf \"\$@\" >>'$folder/log'; touch '$folder/installed'"
said=$(dev setup run)
expect "Fedora: what is missing is named" 'Missing on .*cmake\(qtermwidget6\)' "$said"
expect "Fedora: installed unattended" '^dnf install -y .*cmake\(CLI11\).*gcc-c\+\+' "$(cat "$folder/log")"
expect "Fedora: run needs no tmux" '^0$' "$(grep -c tmux "$folder/log" || true)"
: >"$folder/log"
expect "Fedora: nothing is done twice" '^exit 0$' "$(dev setup run)"
expect "Fedora: nothing was called" '^0$' "$(wc -l <"$folder/log" | tr -d ' ')"

machine arch pacman
standIn pacman "case \$1 in -Qq) test -e '$folder/installed' ;; *) echo pacman \"\$@\" >>'$folder/log'; touch '$folder/installed' ;; esac"
dev setup test >/dev/null
expect "Arch: installed" '^pacman -S --needed --noconfirm .*qtermwidget' "$(cat "$folder/log")"

machine opensuse zypper
standIn rpm "test -e '$folder/installed'"
standIn zypper "echo zypper \"\$@\" >>'$folder/log'"
said=$(dev setup run)
expect "openSUSE: installed" '^zypper install -y .*cmake\(KF6SyntaxHighlighting\)' "$(cat "$folder/log")"
expect "openSUSE: an installation without effect is noticed" 'still missing on .*: .*ninja' "$said"

machine macos
standIn uname 'echo Darwin'
standIn brew "case \$1 in list) test -e '$folder/installed' ;; *) echo brew \"\$@\" >>'$folder/log'; touch '$folder/installed' ;; esac"
dev setup run >/dev/null
expect "macOS: installed with Homebrew" '^brew install .*simdjson' "$(cat "$folder/log")"

machine nobody apt-get
standIn id 'echo 1000'
standIn dpkg-query 'exit 1'
said=$(dev setup run)
expect "without root and sudo: one sentence names the packages" 'missing: .*libqtermwidget-dev.* Only root' "$said"
expect "without root and sudo: fails" '^exit 1$' "$said"
expect "without root and sudo: apt was left alone" '^0$' "$(grep -c install "$folder/log" || true)"

machine debian13 apt-get apt-cache
standIn id 'echo 0'
standIn apt-cache 'shift; for name in "$@"; do echo "$name | 1 | somewhere"; done'
standIn apt-get "case \$1 in indextargets) echo trixie ;; *) echo apt-get \"\$@\" >>'$folder/log'; touch '$folder/installed' ;; esac"
standIn dpkg-query "for name in \"\$@\"; do
    version=99:99999999
    [ -e '$folder/installed' ] || case \$name in libqtermwidget-dev) version=1.4.0-1 ;; qt6-base-dev) version=6.10.1 ;; esac
    case \$name in -*|=*) ;; *) echo \"=\$name installed \$version\" ;; esac
done"
dev setup run >/dev/null
expect "Debian: only the package that is too old is installed" 'apt-get install .*confold -y -q libqtermwidget-dev$|apt-get install .* libqtermwidget-dev -y -q$' "$(cat "$folder/log")"

machine debian12 apt-get
standIn apt-cache 'shift; for name in "$@"; do echo "$name | 1 | somewhere"; done'
standIn dpkg-query "[ \$(grep -c install '$folder/log') -lt 2 ] || for name in \"\$@\"; do case \$name in -*|=*) ;; *) echo \"=\$name installed 99999999\" ;; esac; done"
standIn apt-get "case \$1 in indextargets) echo 'bookworm' ; echo 'trixie' ;; *) echo apt-get \"\$@\" >>'$folder/log' ;; esac"
dev setup test >/dev/null
log=$(grep install "$folder/log")
expect "Debian 12 with Debian 13 at hand: no source is written" '^0$' "$(grep -c '^tee' "$folder/log" || true)"
expect "Debian 12: its own tools come first, and not from 13" '^apt-get install .*cmake' "$(head -n 1 <<<"$log" | grep -v trixie)"
expect "Debian 12: libraries come from 13" '-t trixie .*libqtermwidget-dev' "$(tail -n 1 <<<"$log")"

machine debian12-alone apt-get
standIn apt-cache 'shift; for name in "$@"; do echo "$name | 1 | somewhere"; done'
standIn dpkg-query 'exit 1'
standIn apt-get "case \$1 in indextargets) echo 'bookworm' ;; *) echo apt-get \"\$@\" >>'$folder/log' ;; esac"
said=$(dev setup --yes run)
expect "Debian 12: says what will be done" 'agentswitch-trixie.sources' "$said"
expect "Debian 12: the pin stands before the source" '^tee /etc/apt/preferences.d/' "$(grep '^tee' "$folder/log" | head -n 1)"
expect "Debian 12: an installation without effect is noticed" 'too old: .*libqtermwidget-dev' "$said"

machine unheard-of
expect "an unknown system is told what to do" 'docs/systems.md' "$(dev setup run)"
expect "an unknown command is named" "no command 'fly'" "$(dev fly)"

[ "$failures" = 0 ]
