#!/usr/bin/env bash
# Fills the disk under the published agent's ledger, makes it read-only, damages the ledger's file, and turns the clock,
# all under load, against a real Mosquitto.
#
#   scripts/disks.sh [ROUNDS [SEED]]     3 and 1 where they are not given; scripts/publish.sh comes before
#
# The exit code is 0 if the agent said what was wrong, went on serving, ended never, and lost no request; with a damaged
# ledger a request may have to be asked again. It takes about two minutes a round: the agent tries a disk that failed
# again after one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

export SISKIN_DISK_ROUNDS=${1-3} SISKIN_DISK_SEED=${2-1}
case $SISKIN_DISK_ROUNDS$SISKIN_DISK_SEED in
    *[!0-9]*) echo "disks: give whole numbers; usage: scripts/disks.sh [ROUNDS [SEED]]" >&2; exit 2 ;;
esac
scripts/prerequisites.sh build e2e
exec dotnet test tests/Siskin.EndToEnd.Tests --configuration Release \
    --filter "FullyQualifiedName~DiskTests|FullyQualifiedName~ClockTests" \
    --logger "console;verbosity=detailed" -nodeReuse:false -p:UseSharedCompilation=false
