# SPDX-License-Identifier: MIT
#: shot [FOLDER]        screenshots of the demo window, light and dark, into build/screenshots or FOLDER
#: shot --docs          repaints docs/screenshots (the live terminal comes from `AX_REAL_SCREENSHOT=FILE packaging/dev real`)
if [ "${1:-}" = --docs ]; then
    buildPreset dev
    onPrivateDesktop "$(buildFolder dev)/tests/doc_screenshots" docs/screenshots
    say "docs/screenshots: look at each before you commit it"
    return
fi
case ${1:-} in
    '') folder=build/screenshots ;;
    /*) folder=$1 ;;
    *) folder=$startFolder/$1 ;;
esac
buildPreset release
mkdir -p "$folder"
for scheme in light dark; do
    onPrivateDesktop "$(buildFolder release)/bin/ax-desktop" --demo --scheme "$scheme" --size 1440x900 \
        --screenshot "$folder/$scheme.png"
    say "$folder/$scheme.png"
done
