# SPDX-License-Identifier: MIT
#: bench [NAME...]      builds and runs the programs of tests/bench (transcript); each prints its numbers
configurePreset bench
folder=$(buildFolder bench)
benches=$(cmake --build "$folder" --target help | grep -oE '\bax_[a-z0-9_]+_bench\b' | sort -u)
[ $# = 0 ] || benches=$(printf 'ax_%s_bench\n' "$@")
# shellcheck disable=SC2086 # a list of names
cmake --build "$folder" --target ax $benches >&2 || fail "the build failed."
for bench in $benches; do
    say "
== $bench"
    program=$(find "$folder" -type f -name "$bench" -perm -u+x | head -n 1)
    onPrivateDesktop "$program"
done
