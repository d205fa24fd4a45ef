#!/usr/bin/env bash
# Prints the figures of README.md, each with the command that made it.
#
#   scripts/figures.sh [BUNDLE]        models/bundles/siskin-mini unless given
#
#   REAL_FRAMES=DIR   also measures on real crops that are not part of this repository: DIR/digits and DIR/needles,
#                     each with frames and labels.tsv
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bundle=${1:-models/bundles/siskin-mini}

scripts/publish.sh >&2
scripts/prerequisites.sh torch fonts e2e
dotnet build models/Siskin.Models --configuration Release --verbosity quiet -nologo >&2

show() {
    printf '\n$ %s\n' "$*"
    "$@"
}

models() { dotnet models/Siskin.Models/bin/Release/net10.0/siskin-models.dll "$@"; }

show models evaluate "$bundle" --variant cpu-fp32 cpu-int8
if [ -n "${REAL_FRAMES-}" ]; then
    show models evaluate "$bundle" --frames "$REAL_FRAMES/digits" --prompt "Read the digit."
    show models evaluate "$bundle" --frames "$REAL_FRAMES/needles" --prompt "Read the dial." --tolerance 0.3 --period 10
    show models evaluate "$bundle" --frames "$REAL_FRAMES/needles" --prompt "Read the dial." --tolerance 0.5 --period 10
fi
show dotnet run --configuration Release --project tests/Siskin.Benchmarks -- "$bundle"
