# SPDX-License-Identifier: MIT
# Is there a display to open a window on? To be sourced.

hasDisplay() {
    [ "$(uname -s)" != Darwin ] || return 0
    hasWayland || hasX11
}

hasWayland() {
    case ${WAYLAND_DISPLAY:-} in
        '') return 1 ;;
        /*) [ -S "$WAYLAND_DISPLAY" ] ;;
        *) [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/$WAYLAND_DISPLAY" ] ;;
    esac
}

# A DISPLAY in the environment may be long dead, so it is spoken to where xdpyinfo is there to do so.
hasX11() {
    [ -n "${DISPLAY:-}" ] || return 1
    if command -v xdpyinfo >/dev/null; then
        timeout 5 xdpyinfo >/dev/null 2>&1
        return
    fi
    local number=${DISPLAY#:}
    [ "$number" = "$DISPLAY" ] || [ -S "/tmp/.X11-unix/X${number%%.*}" ]
}

# In words, for when there is none.
whyNoDisplay() {
    if [ -n "${DISPLAY:-}" ]; then
        echo "nothing answers at DISPLAY=$DISPLAY"
    else
        echo "there is no display here"
    fi
}
