# SPDX-License-Identifier: MIT
# Configures and builds one preset of CMakePresets.json. To be sourced after say.sh and compiler.sh.

# A private root has a folder of its own: the same paths hold other libraries there.
buildFolder() { # PRESET
    echo "build/${AX_ISOLATED:+isolated/}$1"
}

# buildPreset PRESET [CMAKE OPTION...]
buildPreset() {
    local preset=$1 folder
    folder=$(buildFolder "$1")
    shift
    local fresh=''
    if [ -e "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
        fresh=--fresh # the tree has been moved
    fi
    if [ ! -e "$folder/build.ninja" ] || [ -n "$fresh" ] || [ $# -gt 0 ]; then
        chooseCompiler
        # shellcheck disable=SC2086
        cmake $fresh --preset "$preset" -B "$folder" "$@" >&2 || fail "the build could not be configured; the lines above name what is missing."
    fi
    cmake --build "$folder" >&2 || fail "the build failed."
}
