# SPDX-License-Identifier: MIT
# Chooses a C++23 compiler. To be sourced after say.sh.

# Sets CC and CXX, unless the person did.
chooseCompiler() {
    if [ -n "${CXX:-}" ]; then
        speaksCpp23 "$CXX" || fail "the compiler in CXX, $CXX, has no C++23 std::expected and <format>: gcc 13 or clang 17 are the oldest that do."
        return
    fi
    if command -v g++-14 >/dev/null; then
        export CC=gcc-14 CXX=g++-14
        return
    fi
    local name
    for name in c++ g++-15 g++-13 clang++-21 clang++-20 clang++-19; do
        if speaksCpp23 "$name"; then
            export CXX=$name CC=${name/clang++/clang}
            CC=${CC/g++/gcc}
            CC=${CC/c++/cc}
            return
        fi
    done
    fail "no compiler here knows C++23's std::expected and <format>; install gcc 13 or later, or clang 17 or later."
}

speaksCpp23() {
    command -v "$1" >/dev/null || return 1
    "$1" -std=c++23 -fsyntax-only -x c++ - >/dev/null 2>&1 <<'SOURCE'
#include <expected>
#include <format>
std::expected<int, int> probe() { return static_cast<int>(std::format("{}", 1).size()); }
SOURCE
}
