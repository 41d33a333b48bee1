# SPDX-License-Identifier: MIT
# Which of the systems in packages.table this is: its column's name, or nothing. To be sourced.
# By the package tools that are there, not by a release's name: a Debian 12 that took in Debian 13's
# libraries calls itself 13.

thisSystem() {
    if [ "$(uname -s)" = Darwin ]; then
        echo macos
    elif command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
        if grep -qsE '^ID(_LIKE)?=.*ubuntu' /etc/os-release; then echo ubuntu; else echo debian; fi
    elif command -v dnf >/dev/null; then
        echo fedora
    elif command -v pacman >/dev/null; then
        echo arch
    elif command -v zypper >/dev/null; then
        echo opensuse
    fi
}

# For sentences.
systemName() {
    local name=
    [ ! -r /etc/os-release ] || name=$(. /etc/os-release && echo "${PRETTY_NAME:-${NAME:-}}")
    [ "$(uname -s)" != Darwin ] || name="macOS $(sw_vers -productVersion 2>/dev/null)"
    echo "${name:-this system}"
}
