# SPDX-License-Identifier: MIT
# Installs packages on the systems without apt. To be sourced after say.sh and packages.sh.

installOthers() { # SYSTEM GROUP...
    local missing
    missing=$(missingPackages "$@" | xargs)
    say "Missing on $(systemName): $missing"
    case $1 in
        fedora) installAsRoot "$missing" dnf install -- -y ;;
        opensuse) installAsRoot "$missing" zypper install -- -y ;;
        arch) installAsRoot "$missing" pacman -S --needed -- --noconfirm ;;
        macos) installWithBrew "$missing" ;;
    esac
    missing=$(missingPackages "$@" | xargs)
    [ -z "$missing" ] || fail "still missing on $(systemName): $missing."
}

# installAsRoot NAMES COMMAND... -- OPTION-THAT-ASSUMES-YES: at a terminal the package tool itself asks.
installAsRoot() {
    local names=$1 yes=${!#} command=()
    shift
    while [ "$1" != -- ]; do
        command+=("$1")
        shift
    done
    canBeRoot || fail "only root can install them: run 'sudo ${command[*]} $names'."
    # shellcheck disable=SC2086 # a list of names
    if attended; then
        asRoot "${command[@]}" $names
    else
        asRoot "${command[@]}" "$yes" $names
    fi || fail "${command[0]} could not install: $names (docs/systems.md says which of these names are verified)."
}

installWithBrew() {
    command -v brew >/dev/null || fail "Homebrew is missing: install it from brew.sh, then start this again."
    ask "Install these with Homebrew?" || fail "nothing was changed."
    # shellcheck disable=SC2086
    brew install $1 || fail "Homebrew could not install: $1"
}
