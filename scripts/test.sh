#!/usr/bin/env bash
# Builds everything and runs every test.
#
#   scripts/test.sh              all: unit, parity, broker and end-to-end tests on the published native binaries
#   scripts/test.sh --quick      without publishing and the end-to-end tests
#
# The last line is "N passed, N failed" (", N skipped" where there are any). The exit code is 0 only if the build
# succeeded, at least one test ran, and none failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

quick=
case ${1-} in
    '') ;;
    --quick) quick=1 ;;
    *) echo "test: unknown option '$1'; usage: scripts/test.sh [--quick]" >&2; exit 2 ;;
esac

# Build servers that outlive the script would keep a CI job open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
readonly results=artifacts/test-results
readonly limit=1200 # seconds for one test project; a hang must not take the others' results with it

needs=(disk build native torch)
[ -n "$quick" ] || needs+=(aot cross e2e)
scripts/prerequisites.sh "${needs[@]}"

step() { printf '\n== %s (%ds)\n' "$1" "$SECONDS"; }

step layout
scripts/format.sh --check \
    || { echo "test: run scripts/format.sh" >&2; exit 1; }
step build
dotnet build Agent.sln --configuration Release -nodeReuse:false -p:UseSharedCompilation=false </dev/null \
    || { echo "test: the build failed" >&2; exit 1; }
if [ -z "$quick" ]; then
    step publish
    scripts/publish.sh
fi

# Attribute $2 of the <Counters> element in the trx file $1.
counter() { sed -n "s/.*<Counters .*\\b$2=\"\\([0-9]*\\)\".*/\\1/p" "$1" | head -n 1; }

passed=0 failed=0 skipped=0
rm -rf "$results"
mkdir -p "$results"
# One project after the other: the broker and end-to-end tests wait for real work and must not be starved.
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    case $quick-$name in 1-*.EndToEnd.Tests) continue ;; esac
    step "$name"
    trx=$results/$name.trx
    status=0
    timeout --kill-after=30 "$limit" dotnet test "$project" --configuration Release --no-build --no-restore \
        --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
        </dev/null || status=$?
    p=0 f=0 s=0
    if [ -s "$trx" ]; then
        p=$(counter "$trx" passed)
        f=$(counter "$trx" failed)
        total=$(counter "$trx" total)
        s=$((${total:-0} - ${p:-0} - ${f:-0}))
    fi
    # A crashed or hung test host leaves fewer results than tests, or none: that is a failure of its own.
    if [ "$status" != 0 ] && [ "${f:-0}" = 0 ]; then
        echo "test: $name ended with exit code $status without a failed test" >&2
        f=1
    fi
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + s))
    printf '%s: %d passed, %d failed, %d skipped\n' "$name" "${p:-0}" "${f:-0}" "$s"
done

step finished
[ "$((passed + failed))" -gt 0 ] || echo "test: no test ran" >&2
line="$passed passed, $failed failed"
[ "$skipped" = 0 ] || line+=", $skipped skipped"
echo "$line"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
