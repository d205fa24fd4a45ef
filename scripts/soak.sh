#!/usr/bin/env bash
# Runs the published agent for hours under mixed load (frames, text, streams, bad requests, a watch), against a real
# Mosquitto, and looks at its memory and its latency over time.
#
#   scripts/soak.sh [--minutes N] [--log FILE]     120 minutes where they are not given; scripts/publish.sh comes before
#
# FILE grows by a line every window. From 30 minutes on the exit code is 0 only if resident memory grows by less than
# 2 MB per hour after the first quarter, and if p95 of the last third of the windows is within a quarter of that of the
# first third. A reference (a message through the broker and some hashing) shows what the machine did meanwhile. On a
# machine that does other things as well, run it with priority: nice -n -15 scripts/soak.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

readonly usage="usage: scripts/soak.sh [--minutes N] [--log FILE]"
minutes=120
while [ $# -gt 0 ]; do
    case $1-${2-} in
        --minutes-[1-9]*) minutes=$2; shift 2 ;;
        --log-?*) SISKIN_SOAK_LOG=$(realpath -m "$2"); export SISKIN_SOAK_LOG; shift 2 ;;
        *) echo "soak: '$1' is not understood; $usage" >&2; exit 2 ;;
    esac
done
case $minutes in
    *[!0-9]*) echo "soak: --minutes $minutes is no whole number; $usage" >&2; exit 2 ;;
esac
export SISKIN_SOAK_SECONDS=$((minutes * 60))
scripts/prerequisites.sh build e2e
exec dotnet test tests/Siskin.EndToEnd.Tests --configuration Release --filter FullyQualifiedName~SoakTests \
    --logger "console;verbosity=detailed" -nodeReuse:false -p:UseSharedCompilation=false
