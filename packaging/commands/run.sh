# SPDX-License-Identifier: MIT
#: run [OPTION...]      builds and opens the window on your sessions; options go to ax-desktop (--demo, --scheme dark)
#:                      without a display: on a virtual one, with a screenshot and the sessions as text
buildPreset release
binaries=$(buildFolder release)/bin
[ -x "$binaries/ax-desktop" ] || buildPreset release -DAX_BUILD_DESKTOP=ON # someone built ax alone

if hasDisplay; then
    exec "$binaries/ax-desktop" "$@"
fi

screenshot=build/screenshots/window.png
mkdir -p "${screenshot%/*}"
say "No window to see: $(whyNoDisplay). It is opened on a virtual display (Xvfb) instead."
onPrivateDesktop "$binaries/ax-desktop" --screenshot "$screenshot" "$@" || fail "the window did not open."
say "Screenshot: $PWD/$screenshot
The sessions, as 'ax list' prints them:"
sessions=$("$binaries/ax" list)
printf '%s\n' "${sessions:-(none here yet; 'packaging/dev run --demo' shows sample sessions)}"
