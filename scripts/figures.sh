#!/usr/bin/env bash
# Prints the figures of README.md and models/REPORT.md, each with the command that made it.
#
#   scripts/figures.sh [BUNDLE]        models/bundles/siskin-mini unless given. The float variant is compared where the
#                                      bundle has it: runs/NAME/bundle of scripts/train.sh, or a copy of the bundle with
#                                      'siskin-models export CHECKPOINT COPY --tokenizer T --add --variants cpu-fp32'
#
#   LIMIT=N             samples a set, 300 unless given
#   REAL_FRAMES=DIR     also measures on real crops that are not part of this repository: DIR/digits and DIR/needles,
#                       each with frames and labels.tsv
#   REAL_SERIES=DIR     also on hourly windows of recorded series (CSV) in DIR
#   REAL_PHOTOS=DIR     also on photographs in DIR: meters/crop, pumps and scenes, with labels.jsonl or labels.tsv
#   FAILURES=DIR        keeps what was answered wrongly there
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh
bundle=${1:-models/bundles/siskin-mini}
limit=${LIMIT:-300}
variants=(cpu-int8)
[ ! -d "$bundle/cpu-fp32" ] || variants=(cpu-fp32 cpu-int8)

scripts/publish.sh >&2
scripts/prerequisites.sh torch fonts e2e
dotnet build models/Siskin.Models --configuration Release --verbosity quiet -nologo >&2

show() {
    printf '\n$ %s\n' "$*"
    "$@"
}

models() { dotnet models/Siskin.Models/bin/Release/net10.0/siskin-models.dll "$@"; }
siskin() { "artifacts/publish/linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')/siskin" "$@"; }

show models evaluate "$bundle" --variant "${variants[@]}" --limit "$limit" ${FAILURES:+--failures "$FAILURES"}
for questions in models/questions/*.jsonl; do
    show models evaluate "$bundle" --variant cpu-int8 --questions "$questions"
done
if [ -n "${REAL_FRAMES-}" ]; then
    show models evaluate "$bundle" --frames "$REAL_FRAMES/digits" --prompt "Read the digit."
    show models evaluate "$bundle" --frames "$REAL_FRAMES/needles" --prompt "Read the dial." --tolerance 0.3 --period 10
    show models evaluate "$bundle" --frames "$REAL_FRAMES/needles" --prompt "Read the dial." --tolerance 0.5 --period 10
fi
if [ -n "${REAL_PHOTOS-}" ]; then
    for photos in meters/crop pumps scenes; do
        show models evaluate "$bundle" --photos "$REAL_PHOTOS/$photos"
    done
fi
if [ -n "${REAL_SERIES-}" ]; then
    show models evaluate "$bundle" --series "$REAL_SERIES" --limit "$limit"
fi
show siskin demo --bundle "$bundle" --json
show dotnet run --configuration Release --project tests/Siskin.Benchmarks -- "$bundle"
