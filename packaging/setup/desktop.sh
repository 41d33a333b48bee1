# SPDX-License-Identifier: MIT
# A desktop that nobody sees, for what must not reach the person's own. To be sourced.

# onPrivateDesktop COMMAND...: on a virtual display and a message bus of their own.
onPrivateDesktop() {
    if [ "$(uname -s)" = Darwin ]; then
        "$@"
    elif command -v dbus-run-session >/dev/null; then
        dbus-run-session -- packaging/with-display "$@"
    else
        packaging/with-display "$@"
    fi
}

# runTests PRESET [CTEST OPTION...]: most tests paint offscreen; those labelled x11 need the display.
runTests() {
    local folder
    folder=$(buildFolder "$1")
    shift
    onPrivateDesktop ctest --test-dir "$folder" --output-on-failure --no-tests=error -j "$(processors)" "$@"
}

processors() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }
