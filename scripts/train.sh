#!/usr/bin/env bash
# From nothing to a bundle: tokenizer, training, export, evaluation. Stop it at any time; the same command goes on.
#
#   scripts/train.sh [RECIPE] [options of 'siskin-models train'...]
#
#   RECIPE   a recipe file (TOML); models/Siskin.Models/Recipes/siskin-mini.toml unless given
#
# Everything is written under runs/NAME: tokenizer.json, checkpoint/, loss.tsv, loss.png, bundle/. A bundle that is
# better than the committed one is copied by hand:  cp -r runs/NAME/bundle/. models/bundles/NAME/
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

recipe=models/Siskin.Models/Recipes/siskin-mini.toml
case ${1-} in
    *.toml) recipe=$1; shift ;;
esac
[ -e "$recipe" ] || { echo "train: the recipe $recipe does not exist" >&2; exit 2; }
name=$(basename "$recipe" .toml)
run=runs/$name

scripts/prerequisites.sh build torch fonts
dotnet build models/Siskin.Models --configuration Release --verbosity quiet -nologo >&2
models() { dotnet models/Siskin.Models/bin/Release/net10.0/siskin-models.dll "$@"; }

mkdir -p "$run"
[ -e "$run/tokenizer.json" ] || models tokenizer "$run/tokenizer.json"
models train --recipe "$recipe" --tokenizer "$run/tokenizer.json" --run "$run" "$@"
models export "$run/checkpoint" "$run/bundle" --tokenizer "$run/tokenizer.json" --name "$name"
models evaluate "$run/bundle" --variant cpu-int8 cpu-fp32
