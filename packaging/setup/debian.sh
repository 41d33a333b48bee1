# SPDX-License-Identifier: MIT
# Installs packages with apt; on Debian 12, whose Qt is too old, the libraries come from Debian 13's archive,
# pinned so low that nothing else ever does. To be sourced after say.sh and packages.sh.

sourcesFile=/etc/apt/sources.list.d/agentswitch-trixie.sources
pinFile=/etc/apt/preferences.d/agentswitch-trixie

installDebs() { # SYSTEM GROUP...
    local missing
    missing=$(missingPackages "$@" | xargs)
    canBeRoot || fail "missing: $missing. Only root can install them on $(systemName): run" \
        "'packaging/dev setup --yes' as root, or ask whoever administers this machine."
    say "Missing on $(systemName): $missing"
    if onDebian12; then
        takeInDebian13
        # What Debian 12 has itself comes first: with Debian 13 as the target it would drag more along.
        aptInstall "$(rowsToInstall own "$@")"
        aptInstall "$(rowsToInstall new "$@")" -t trixie
    else
        refreshLists
        aptInstall "$missing"
    fi
    missing=$(missingPackages "$@" | xargs)
    [ -z "$missing" ] || fail "$(systemName) has these only in versions too old: $missing." \
        "packaging/dev --isolated builds in a private Debian 13 instead."
}

# Of the missing packages those that Debian 12 takes from ORIGIN: own or new.
rowsToInstall() { # ORIGIN SYSTEM GROUP...
    local origin=$1
    shift
    grep -Fx -f <(missingPackages "$@") < <(packageRows "$@" | awk -v origin="$origin" '$3 == origin { print $1 }') | xargs
}

aptTargets() { # FORMAT LABEL
    apt-get indextargets --format "$1" 'Created-By: Packages' "Label: $2" 2>/dev/null
}

# Asked of apt's sources: /etc/os-release says 13 as soon as base-files has come from there.
onDebian12() {
    [ -n "$(aptTargets . Debian)" ] || refreshLists
    aptTargets '$(CODENAME)' Debian | grep -qx bookworm
}

refreshLists() {
    [ -z "${listsAreFresh:-}" ] || return 0
    logged "$setupLog" asRoot apt-get update -q || fail "apt-get update failed: is the network reachable?"
    listsAreFresh=yes
}

takeInDebian13() {
    if ! aptTargets '$(CODENAME)' Debian | grep -qx trixie; then
        explainMixing
        ask "Add Debian 13 as a source of low priority, and install?" || fail "nothing was changed."
        local mirror
        mirror=$(aptTargets '$(CODENAME) $(REPO_URI)' Debian | awk '$1 == "bookworm" { print $2; exit }')
        # The pin first: a source without it would let the next upgrade become a new release.
        printf '# Written by packaging/dev of AgentSwitch: Debian 13 only where it is asked for.\n%s\n%s\n%s\n' \
            'Package: *' 'Pin: release n=trixie*' 'Pin-Priority: 100' | asRoot tee "$pinFile" >/dev/null
        printf '# Written by packaging/dev of AgentSwitch; see %s.\nTypes: deb\nURIs: %s\n%s\n%s\n%s\n' \
            "$pinFile" "$mirror" 'Suites: trixie trixie-updates' 'Components: main' \
            'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' | asRoot tee "$sourcesFile" >/dev/null
        listsAreFresh=
    fi
    refreshLists
}

explainMixing() {
    say "
Debian 12's Qt 6.4 is too old for the window; Debian 13's libraries run beside it. Set-up will
  - write $sourcesFile
    and $pinFile, with a priority (100)
    that keeps every other package on Debian 12;
  - install the libraries and g++-14 from there. About a hundred packages that they stand on are
    upgraded with them, libc and systemd among them; some are removed (packagekit,
    software-properties-common, libglib2.0-bin). That is not easily undone.
To leave this system alone, use packaging/dev --isolated: a private Debian 13 to build and test in.
"
}

aptInstall() { # NAMES [APT OPTION...]
    local names=$1
    shift
    [ -n "$names" ] || return 0
    refuseUnknown "$names"
    # shellcheck disable=SC2086 # a list of names
    set -- env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        apt-get install --no-install-recommends -o DPkg::Lock::Timeout=600 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" $names
    # Where a power cut costs nothing, dpkg need not wait for the disk after each file.
    [ -z "${CI:-}${AX_ISOLATED:-}" ] || set -- "$@" -o Dpkg::Options::=--force-unsafe-io
    local failed="apt could not install: $names. packaging/dev --isolated builds in a private Debian 13 instead."
    if attended; then
        asRoot "$@" || fail "$failed" # apt shows all that changes, and asks
    else
        say "Installing: $names"
        logged "$setupLog" asRoot "$@" -y -q || fail "$failed"
    fi
}

# One sentence that names the packages, where apt has one for each name.
refuseUnknown() {
    local name unknown='' known
    # shellcheck disable=SC2086
    known=$(apt-cache madison $1 2>/dev/null | awk '{ print $1 }' | sort -u)
    for name in $1; do
        grep -qxF "$name" <<<"$known" || unknown+=" $name"
    done
    [ -z "$unknown" ] || fail "$(systemName) has no package$unknown; Debian 12, Debian 13 and Ubuntu 25.10 (or later)" \
        "have all that is needed. packaging/dev --isolated builds in a private Debian 13 instead."
}
