#!/usr/bin/env bash
# Sends damaged input to everything that reads what strangers send: frames (JPEG, PNG, WebP), JSON, texts, topics,
# properties, sensor messages, watches and the ledger's file, in the process; and a part of it through a real Mosquitto to
# the published agent.
#
#   scripts/fuzz.sh [CASES [SEED]]       20000 and 1 where they are not given; scripts/publish.sh comes before
#
# JPEGs with a hole are read by the bundle that comes with the agent: none may be read wrong at a confidence of 0.9.
# Each target gets CASES cases, those that wait for the disk a tenth; the broker gets a quarter as many messages, and a
# twentieth as many requests with names from all of Unicode. JPEGs with a hole are read by the bundle that comes with the
# agent: none may be read wrong at a confidence of 0.9. The exit code is 0 if nothing crashed, no case took 2 seconds, and
# memory stayed flat. A failure names seed and case.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

export SISKIN_FUZZ_CASES=${1-20000} SISKIN_FUZZ_SEED=${2-1}
case $SISKIN_FUZZ_CASES$SISKIN_FUZZ_SEED in
    *[!0-9]*) echo "fuzz: give whole numbers; usage: scripts/fuzz.sh [CASES [SEED]]" >&2; exit 2 ;;
esac
export SISKIN_FUZZ_MESSAGES=$((SISKIN_FUZZ_CASES / 4)) SISKIN_FUZZ_UNICODE=$((SISKIN_FUZZ_CASES / 20))
scripts/prerequisites.sh build e2e
status=0
for project in Siskin.Agent.Tests Siskin.EndToEnd.Tests; do
    dotnet test "tests/$project" --configuration Release \
        --filter "FullyQualifiedName~FuzzTests" \
        --logger "console;verbosity=detailed" -nodeReuse:false -p:UseSharedCompilation=false || status=1
done
exit "$status"
