#!/usr/bin/env bash
# Kills the published agent again and again under load, against a real Mosquitto, and counts what is lost.
#
#   scripts/kills.sh [KILLS [SEED]]      200 and 1 where they are not given; scripts/publish.sh comes before
#
# The exit code is 0 if every request was answered and no reply was computed twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

export SISKIN_KILLS=${1-200} SISKIN_KILL_SEED=${2-1}
case $SISKIN_KILLS$SISKIN_KILL_SEED in
    *[!0-9]*) echo "kills: give whole numbers; usage: scripts/kills.sh [KILLS [SEED]]" >&2; exit 2 ;;
esac
scripts/prerequisites.sh build e2e
exec dotnet test tests/Siskin.EndToEnd.Tests --configuration Release --filter FullyQualifiedName~KillTests \
    --logger "console;verbosity=detailed" -nodeReuse:false -p:UseSharedCompilation=false
