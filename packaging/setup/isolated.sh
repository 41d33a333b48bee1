# SPDX-License-Identifier: MIT
# A private Debian 13 to build, test and run in, for systems that lack the libraries or are not to be touched.
# To be sourced after say.sh and the package scripts.

isolatedRoot=${AX_ISOLATED_ROOT:-/var/cache/agentswitch/debian-13}

# runIsolated COMMAND [ARGUMENT...]: packaging/dev COMMAND inside, as the person who asks.
runIsolated() {
    [ "$(uname -s)" = Linux ] || fail "--isolated needs Linux."
    canBeRoot || fail "--isolated needs root once, to enter the private Debian 13: start it with sudo."
    [ -e "$isolatedRoot/.complete" ] || makeIsolatedRoot
    local whom
    whom=$(id -u):$(id -g)
    enterIsolated 0:0 packaging/dev setup --yes "$1" || fail "the private Debian 13 could not be set up."
    enterIsolated "$whom" packaging/dev "$@"
}

makeIsolatedRoot() {
    local mirror security
    say "A private Debian 13 is made in $isolatedRoot (about 2 GB; delete that folder to be rid of it)."
    ask "Go on?" || fail "nothing was changed."
    installFor isolated
    mirror=$(debianMirror Debian)
    security=$(debianMirror Debian-Security)
    asRoot rm -rf --one-file-system "$isolatedRoot"
    asRoot mkdir -p "$isolatedRoot"
    # Mounts that debootstrap leaves behind vanish with the namespace.
    # shellcheck disable=SC2086 # without a mirror debootstrap takes its own default
    logged "$setupLog" asRoot unshare --mount --propagation private \
        debootstrap --variant=minbase trixie "$isolatedRoot" $mirror || fail "debootstrap failed."
    asRoot sh -c 'set -e; cd "$1"
        printf "#!/bin/sh\nexit 101\n" >usr/sbin/policy-rc.d; chmod +x usr/sbin/policy-rc.d
        sed "s/ trixie / trixie-updates /" etc/apt/sources.list >etc/apt/sources.list.d/updates.list
        [ -z "$2" ] || echo "deb $2 trixie-security main" >etc/apt/sources.list.d/security.list
        touch .complete' sh "$isolatedRoot" "$security"
}

# The mirror that this machine uses; nothing where it is no Debian.
debianMirror() { # LABEL
    command -v apt-get >/dev/null || return 0
    local uri
    uri=$(aptTargets '$(REPO_URI)' "$1" | head -n 1)
    case $uri in
        mirror+file:*) uri=$(awk '!/^#/ { print $1; exit }' "${uri#mirror+file:}") ;;
    esac
    echo "$uri"
}

# enterIsolated UID:GID COMMAND...: in the work tree, with mounts that only this command sees.
enterIsolated() {
    asRoot unshare --mount --propagation private bash packaging/setup/enter.sh "$isolatedRoot" "$PWD" "$HOME" \
        "${XDG_RUNTIME_DIR:-}" "DISPLAY=${DISPLAY:-}" "WAYLAND_DISPLAY=${WAYLAND_DISPLAY:-}" \
        "XAUTHORITY=${XAUTHORITY:-}" "CI=${CI:-}" "TERM=${TERM:-dumb}" -- "$@"
}
