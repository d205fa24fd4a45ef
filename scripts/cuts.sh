#!/usr/bin/env bash
# Restarts the broker and breaks the network between it and the published agent again and again under load: resets,
# connections that are dead in one direction or both, links that stand still, brokers that refuse.
#
#   scripts/cuts.sh [CUTS [SEED]]        50 and 1 where they are not given; scripts/publish.sh comes before
#
# The exit code is 0 if every request was answered, none was worked on twice, the session was resumed every time, and
# the retained status ended as "online" after each cut.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

export SISKIN_CUTS=${1-50} SISKIN_CUT_SEED=${2-1}
case $SISKIN_CUTS$SISKIN_CUT_SEED in
    *[!0-9]*) echo "cuts: give whole numbers; usage: scripts/cuts.sh [CUTS [SEED]]" >&2; exit 2 ;;
esac
scripts/prerequisites.sh build e2e
exec dotnet test tests/Siskin.EndToEnd.Tests --configuration Release --filter FullyQualifiedName~CutTests \
    --logger "console;verbosity=detailed" -nodeReuse:false -p:UseSharedCompilation=false
