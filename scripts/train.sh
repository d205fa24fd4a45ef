#!/usr/bin/env bash
# From nothing to a bundle: tokenizer, training, export, evaluation. Stop it at any time; the same command goes on.
#
#   scripts/train.sh [RECIPE | --quick] [--run FOLDER] [--no-build] [options of 'siskin-models train'...]
#
#   RECIPE        a recipe file (TOML); models/Siskin.Models/Recipes/siskin-mini.toml unless given
#   --quick       the recipe siskin-quick.toml: minutes instead of hours, to see that everything works
#   --run FOLDER  where everything is written, runs/NAME unless given: tokenizer.json, checkpoint/, average/, loss.tsv, loss.png, bundle/
#                 with every variant for the evaluation, shipped/ with those that a device runs
#   --no-build    with the toolchain as it was built
#
# Debian's libjemalloc2, where it is installed, makes training on a CPU a quarter faster: it keeps the pages that each step
# takes and frees.
#
# A bundle that is better than the committed one is copied by hand:
#   rm -r models/bundles/NAME && cp -r runs/NAME/shipped models/bundles/NAME
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/environment.sh
. "$root/scripts/environment.sh"

recipe=$root/models/Siskin.Models/Recipes/siskin-mini.toml
run=
build=1
variants=(cpu-int8 cpu-fp32 qnn-a16w8)
limit=500
while [ $# -gt 0 ]; do
    case $1 in
        *.toml) recipe=$(realpath "$1") ;;
        --quick) recipe=$root/models/Siskin.Models/Recipes/siskin-quick.toml variants=(cpu-int8 cpu-fp32) limit=100 ;;
        --run) run=$(realpath -m "${2?train: --run needs a folder}"); shift ;;
        --no-build) build= ;;
        *) break ;;
    esac
    shift
done
[ -e "$recipe" ] || { echo "train: the recipe $recipe does not exist" >&2; exit 2; }
cd "$root"
name=$(basename "$recipe" .toml)
run=${run:-runs/$name}

if [ -n "$build" ]; then
    scripts/prerequisites.sh build torch fonts
    dotnet build models/Siskin.Models --configuration Release --verbosity quiet -nologo >&2
fi
models() { dotnet models/Siskin.Models/bin/Release/net10.0/siskin-models.dll "$@"; }
jemalloc=$(ldconfig -p 2>/dev/null | sed -n 's/.*libjemalloc\.so\.2 .*=> //p' | head -n 1) || jemalloc=

mkdir -p "$run"
[ -e "$run/tokenizer.json" ] || models tokenizer "$run/tokenizer.json"
(
    if [ -n "$jemalloc" ]; then export LD_PRELOAD=$jemalloc MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1; fi
    models train --recipe "$recipe" --tokenizer "$run/tokenizer.json" --run "$run" "$@"
)
# The mean of several ends, where the recipe asks for it.
trained=$run/checkpoint
[ ! -e "$run/average" ] || trained=$run/average
echo "exporting $trained"
models export "$trained" "$run/bundle" --tokenizer "$run/tokenizer.json" --name "$name" --recipe "$recipe" --variants "${variants[@]}"
models calibrate "$run/bundle" --samples "$limit"
models canary "$run/bundle"
models evaluate "$run/bundle" --variant cpu-int8 cpu-fp32 --limit "$limit"
models ship "$run/bundle" "$run/shipped"
