#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packaging/with-display: a display that works, and nothing left behind.
#
#   with_display_test.sh SOURCE-TREE
set -euo pipefail
withDisplay=$1/packaging/with-display
for tool in Xvfb openbox xauth xprop; do
    command -v "$tool" >/dev/null || exit 77
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TMPDIR="$folder/a folder"
mkdir "$TMPDIR"

fail() {
    echo "FAILED: $*"
    exit 1
}

said=$(DISPLAY=:4711 WAYLAND_DISPLAY=dead QT_QPA_PLATFORM=dead "$withDisplay" 800x600 bash -c '
    echo "display ${DISPLAY} wayland ${WAYLAND_DISPLAY-unset} platform ${QT_QPA_PLATFORM-unset}"
    xprop -root _NET_SUPPORTING_WM_CHECK
    XAUTHORITY=/dev/null xprop -root 2>&1 | tail -n 1
    cat' <<<"from standard input") || fail "the command failed"
grep -q '^display :[0-9]* wayland unset platform unset$' <<<"$said" || fail "environment: $said"
grep -q 'window id' <<<"$said" || fail "no window manager: $said"
grep -qi 'unable to open\|refused\|authorization' <<<"$said" || fail "anybody may open the display: $said"
grep -q '^from standard input$' <<<"$said" || fail "standard input is lost: $said"
grep -q '^display :4711 ' <<<"$said" && fail "the display of the environment was used"

status=0
"$withDisplay" bash -c 'exit 7' || status=$?
[ "$status" = 7 ] || fail "exit code $status instead of 7"

status=0
PATH=$folder:/usr/bin:/bin "$withDisplay" bash -c 'kill -TERM $$' 2>/dev/null || status=$?
[ "$status" = 143 ] || fail "exit code $status instead of 143"

[ -z "$(ls -A "$TMPDIR")" ] || fail "left behind: $(ls -A "$TMPDIR")"
echo "ok"
