# SPDX-License-Identifier: MIT
#: fuzz [SECONDS] [NAME...]  runs the fuzzers of tests/fuzz (claude_facts, config ...) for SECONDS each, default 60
seconds=60
case ${1:-} in '' | *[!0-9]*) ;; *) seconds=$1 && shift ;; esac
folder=$(buildFolder fuzz)
[ -e "$folder/build.ninja" ] || CC=clang-19 CXX=clang++-19 configurePreset fuzz
cmake "$folder" >&2 || fail "the build could not be configured." # which fuzzers there are
names=$(cut -d ' ' -f 1 "$folder/fuzzers.txt" | grep .)
[ $# = 0 ] || names=$(printf '%s\n' "$@")
# shellcheck disable=SC2046,SC2086 # lists of names
cmake --build "$folder" --target $(printf 'ax_fuzz_%s ' $names) >&2 || fail "the build failed."

# fuzzOne NAME SECONDS FOLDER: what it learns stays in build/, what breaks it is kept and named.
fuzzOne() {
    local name=$1 folder=$3 kind seeds=() place
    kind=$(awk -v name="$name" '$1 == name { print $2 }' "$folder/fuzzers.txt")
    for place in "tests/fuzz/seeds/$kind" "$folder/seeds/$kind"; do
        [ ! -d "$place" ] || seeds+=("$place")
    done
    mkdir -p "$folder/corpus/$name" "$folder/findings"
    if "$folder/bin/ax_fuzz_$name" -max_total_time="$2" -timeout=20 -rss_limit_mb=1024 -max_len=65536 -close_fd_mask=1 \
        -print_final_stats=1 -dict=tests/fuzz/json.dict -artifact_prefix="$folder/findings/$name-" \
        "$folder/corpus/$name" "${seeds[@]}" >"$folder/corpus/$name.log" 2>&1; then
        awk -v name="$name" '/stat::number_of_executed_units/ { runs = $2 } /stat::average_exec_per_sec/ { rate = $2 }
            / ft: / { sub(/.* ft: /, ""); features = $1 }
            END { printf "%-20s %9d runs, %6d a second, %6d features\n", name, runs, rate, features }' \
            "$folder/corpus/$name.log"
    else
        grep -E 'ERROR|SUMMARY|runtime error|Test unit written' "$folder/corpus/$name.log" | sed "s/^/$name: /"
        echo "$name" >>"$folder/failed.txt"
        return 1
    fi
}
export -f fuzzOne
# Readers that take no bytes but a path are fed through files: those must cost no disk.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
export ASAN_SYMBOLIZER_PATH=${ASAN_SYMBOLIZER_PATH:-$(command -v llvm-symbolizer-19 || true)}
: >"$folder/failed.txt"
# shellcheck disable=SC2086
printf '%s\n' $names | xargs -P "$(processors)" -I '{}' bash -c 'fuzzOne "$@"' fuzz '{}' "$seconds" "$folder" || true
count=$(wc -w <<<"$names") failed=$(wc -l <"$folder/failed.txt")
echo "$((count - failed)) passed, $failed failed"
[ "$failed" = 0 ] ||
    fail "fuzzing found something; the inputs are in $folder/findings, and a fuzzer takes one as its argument."
