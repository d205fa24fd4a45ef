#!/usr/bin/env bash
# Every version of the bundled model that git remembers, on the held-out sets of today: what further training brought.
#
#   scripts/progress.sh [SET...]       all sets unless given; percent right of the cpu-int8 variant
#
#   LIMIT=N             samples a set, 300 unless given
#   BUNDLES="DIR ..."   further bundles, as last columns
#
# Sets change with what is drawn: a column here may differ from what the version's own report said.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh
bundle=models/bundles/siskin-mini
tool=models/Siskin.Models/bin/Release/net10.0/siskin-models.dll
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

scripts/prerequisites.sh torch fonts >&2
dotnet build models/Siskin.Models --configuration Release --verbosity quiet -nologo >&2

version() { sed -n 's/^version = "\(.*\)"$/\1/p' "$1/bundle.toml" | head -n 1; }

for commit in $(git log --reverse --format=%H -- "$bundle/bundle.toml"); do
    mkdir "$work/$commit"
    git archive "$commit" "$bundle" | tar -x -C "$work/$commit" --strip-components=3
    named="$work/$(version "$work/$commit")"
    rm -rf "$named" # of one version the latest
    mv "$work/$commit" "$named"
done

columns=()
for folder in $(printf '%s\n' "$work"/*/ | sort -V) ${BUNDLES-}; do
    columns+=("$(version "$folder")")
    echo "${columns[-1]}" >&2
    COLUMNS=200 dotnet "$tool" evaluate "$folder" --variant cpu-int8 --limit "${LIMIT:-300}" ${1:+--set "$@"} |
        awk -F'│' '$3 ~ /cpu-int8/ { gsub(/^ +| +$/, "", $2); gsub(/ /, "", $6); print $2 "\t" $6 }' >"$work/figures.${columns[-1]}"
done

printf 'set'
printf '\t%s' "${columns[@]}"
printf '\n'
while IFS=$'\t' read -r set _; do
    printf '%s' "$set"
    for column in "${columns[@]}"; do
        printf '\t%s' "$(awk -F'\t' -v set="$set" '$1 == set { print $2 }' "$work/figures.$column")"
    done
    printf '\n'
done <"$work/figures.${columns[-1]}"
