#!/usr/bin/env bash
# Asks the published agent ten times as much as it can do, against a real Mosquitto, and then floods it with messages
# that nothing but the agent itself limits (QoS 0).
#
#   scripts/flood.sh [SECONDS]     300 where it is not given; scripts/publish.sh comes before
#
# The exit code is 0 if every request got exactly one reply, an answer or 429, if resident memory stayed below 400 MB,
# and, from 60 seconds on, if p99 of the answered ones stayed below four times what a full queue takes plus a second.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

export SISKIN_FLOOD_SECONDS=${1-300}
case $SISKIN_FLOOD_SECONDS in
    *[!0-9]*) echo "flood: give a whole number; usage: scripts/flood.sh [SECONDS]" >&2; exit 2 ;;
esac
scripts/prerequisites.sh build e2e
exec dotnet test tests/Siskin.EndToEnd.Tests --configuration Release --filter FullyQualifiedName~FloodTests \
    --logger "console;verbosity=detailed" -nodeReuse:false -p:UseSharedCompilation=false
