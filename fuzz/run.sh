#!/bin/sh
# Runs every fuzz target, one after the other, each for SECONDS (default 300), and says what came of it.
#
#   cargo install cargo-fuzz --locked
#   fuzz/run.sh 300              # all
#   fuzz/run.sh 60 html typed    # some
#
# A stable compiler serves as well as a nightly one: RUSTC_BOOTSTRAP=1 lets it take the flags that cargo-fuzz passes.
# This project and its parsers are safe Rust, so no address sanitizer is asked for (FUZZ_SANITIZER=address asks;
# FUZZ_BUILT=1 runs what was built before).
set -u
cd "$(dirname "$0")/.."
export RUSTC_BOOTSTRAP=1
sanitizer=${FUZZ_SANITIZER:-none}
seconds=${1:-300}
[ $# -gt 0 ] && shift
targets=${*:-container parts html delimited forms typed rule template}
bin=fuzz/target/x86_64-unknown-linux-gnu/release
# Built once, so that the time of each target is spent on running it.
[ -n "${FUZZ_BUILT:-}" ] || nice cargo fuzz build --sanitizer "$sanitizer" || exit 2
found=0
for target in $targets; do
    mkdir -p "fuzz/corpus/$target"
    seeds="fuzz/seeds/$target"
    case $target in
        container) seeds="$seeds samples" ;;
        template) seeds="$seeds templates" ;;
    esac
    for folder in $seeds; do
        [ -d "$folder" ] && find "$folder" -type f -size -64k ! -path '*/output/*' | while read -r seed; do
            cp "$seed" "fuzz/corpus/$target/$(cksum < "$seed" | cut -d' ' -f1)"
        done
    done
    echo "== $target: $seconds s"
    mkdir -p "fuzz/artifacts/$target"
    if nice "$bin/$target" "fuzz/corpus/$target" -artifact_prefix="fuzz/artifacts/$target/" \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1500 -max_len=70000 -len_control=0 -print_final_stats=1 \
        > "fuzz/$target.log" 2>&1
    then
        grep -E '^Done|cov:' "fuzz/$target.log" | tail -2
    else
        found=1
        echo "!! $target: see fuzz/$target.log and fuzz/artifacts/$target"
        grep -E "panicked at|ERROR: |SUMMARY|Test unit written" "fuzz/$target.log" | head -5
    fi
done
exit $found
