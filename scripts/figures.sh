#!/usr/bin/env bash
# Prints the figures of README.md, each with the command that made it.
#
#   scripts/figures.sh [BUNDLE]        models/bundles/siskin-mini unless given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bundle=${1:-models/bundles/siskin-mini}

scripts/publish.sh >&2
scripts/prerequisites.sh e2e

show() {
    printf '\n$ %s\n' "$*"
    "$@"
}

show scripts/publish.sh
show dotnet run --configuration Release --project tests/Siskin.Benchmarks -- "$bundle"
