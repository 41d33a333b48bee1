# SPDX-License-Identifier: MIT
# Configures and builds one preset of CMakePresets.json. To be sourced after say.sh and compiler.sh.

# A private root has a folder of its own: the same paths hold other libraries there.
buildFolder() { # PRESET
    echo "build/${AX_ISOLATED:+isolated/}$1"
}

# Another clone of the same sources takes what this one has compiled: paths below the tree do not count.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

# buildPreset PRESET [CMAKE OPTION...]
buildPreset() {
    configurePreset "$@"
    cmake --build "$(buildFolder "$1")" >&2 || fail "the build failed."
}

# configurePreset PRESET [CMAKE OPTION...]: only when it was not, or options are given; ninja sees to the rest.
configurePreset() {
    local preset=$1 folder fresh=''
    folder=$(buildFolder "$1")
    shift
    if [ -e "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
        fresh=--fresh # the tree has been moved
    fi
    [ ! -e "$folder/build.ninja" ] || [ -n "$fresh" ] || [ $# -gt 0 ] || return 0
    chooseCompiler
    # shellcheck disable=SC2086
    cmake $fresh --preset "$preset" -B "$folder" "$@" >&2 ||
        fail "the build could not be configured; the lines above name what is missing."
}
