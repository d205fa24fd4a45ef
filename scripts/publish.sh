#!/usr/bin/env bash
# Publishes the agent and siskin-fleet, each as one native binary per platform, into artifacts/publish/RID/.
#
#   scripts/publish.sh [RID...]        linux-x64, linux-arm64; without arguments both (on an arm64 machine its own)
#
# Any trim or AOT warning fails it, and so does a binary that needs a newer C library than scripts/glibc.sh allows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh
# shellcheck source=scripts/glibc.sh
. scripts/glibc.sh

readonly usage="usage: scripts/publish.sh [linux-x64] [linux-arm64]"
case $(uname -m) in
    x86_64) native=linux-x64 all=(linux-x64 linux-arm64) ;;
    aarch64) native=linux-arm64 all=(linux-arm64) ;;
    *) echo "publish: this machine is $(uname -m); the agent is built on x86_64 and aarch64." >&2; exit 1 ;;
esac
rids=("$@")
[ $# -gt 0 ] || rids=("${all[@]}")

needs=(build aot)
for rid in "${rids[@]}"; do
    case $rid in
        "$native") ;;
        linux-arm64) needs+=(cross) ;;
        linux-x64) echo "publish: linux-x64 is built on an x86_64 machine, this one is $(uname -m)." >&2; exit 2 ;;
        *) echo "publish: unknown platform '$rid'; $usage" >&2; exit 2 ;;
    esac
done
scripts/prerequisites.sh "${needs[@]}"

# Prints the newest version of a symbol family (GLIBC, GLIBCXX) that the given files need, over all of them.
newest_needed() {
    local family=$1
    shift
    objdump -T "$@" 2>/dev/null | grep -o "\\b${family}_[0-9][0-9.]*" | sort -uV | tail -n 1 || true
}

# objdump of one architecture reads the dynamic symbols of the other only when built for it.
objdump() {
    if [ "$rid" = linux-arm64 ] && [ "$native" != "$rid" ]; then aarch64-linux-gnu-objdump "$@"; else command objdump "$@"; fi
}

for rid in "${rids[@]}"; do
    folder=artifacts/publish/$rid
    log=artifacts/publish/$rid.log
    mkdir -p artifacts/publish
    # A file of an older publish must not end up in a package.
    rm -rf "$folder"
    # The analyzers have looked at the same code in the build; the trimmer and the AOT compiler look again.
    options=(--configuration Release --runtime "$rid" --output "$folder" -p:CopyOutputSymbolsToPublishDirectory=false
        -p:RunAnalyzers=false)
    sysroot=$(sysroot_of "$rid")
    [ -z "$sysroot" ] || options+=("-p:SysRoot=$sysroot")
    echo "publishing $rid"
    : >"$log"
    for project in Siskin.Agent Siskin.Fleet; do
        if ! dotnet publish "agent/$project" "${options[@]}" >>"$log" 2>&1 </dev/null; then
            grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
            echo "publish: $project for $rid failed; the whole log is $log" >&2
            exit 1
        fi
    done
    if grep -E 'warning IL[0-9]+|AOT analysis warning|Trim analysis warning' "$log" | sort -u >&2; then
        echo "publish: $rid has trim or AOT warnings" >&2
        exit 1
    fi
    for binary in siskin siskin-fleet; do
        [ -x "$folder/$binary" ] || { echo "publish: $folder/$binary was not written; see $log" >&2; exit 1; }
    done
    (cd "$folder" && find . -type f -printf '  %9s bytes  %P\n' | sort -k3)
    glibc=$(newest_needed GLIBC "$folder"/siskin{,-fleet} "$folder"/*.so)
    printf '  needs %s, %s\n' "$glibc" "$(newest_needed GLIBCXX "$folder"/siskin{,-fleet} "$folder"/*.so)"
    not_newer "${glibc#GLIBC_}" "$newest_glibc" || [ "${SISKIN_SYSROOT-}" = / ] || {
        echo "publish: $rid needs $glibc; GLIBC_$newest_glibc is the newest that every supported system has." >&2
        exit 1
    }
done
