#!/usr/bin/env bash
# Sets a bundle of random weights against llama.cpp with a decoder-only model of as many weights, answer by answer in turn:
# time to the first token and tokens/s. It is no part of scripts/test.sh.
#
#   scripts/llama.sh [BUNDLE[,BUNDLE...] [ROUNDS [THREADS]]]
#
# Without a bundle it makes one of the 330M shape, and one of its decoder-only sizes, in artifacts/llama. llama.cpp's library
# comes prebuilt in node-llama-cpp's package for this platform, through npm, and is kept beside what scripts/prerequisites.sh
# fetches; nothing of it becomes part of this project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

readonly version=3.21.1
case $(uname -m) in
    x86_64) platform=linux-x64 ;;
    aarch64) platform=linux-arm64 ;;
    *) echo "llama: this machine is $(uname -m); node-llama-cpp has a library for x86_64 and aarch64." >&2; exit 1 ;;
esac
cache=${XDG_CACHE_HOME:-$HOME/.cache}/siskin/llama-$version
if [ ! -d "$cache/package/bins/$platform" ]; then
    command -v npm >/dev/null || { echo "llama: npm is missing, which fetches @node-llama-cpp/$platform." >&2; exit 1; }
    mkdir -p "$cache"
    (cd "$cache" && npm pack --silent "@node-llama-cpp/$platform@$version" >/dev/null && tar xzf ./*.tgz && rm ./*.tgz) \
        || { echo "llama: npm does not have @node-llama-cpp/$platform $version, or cannot be reached." >&2; exit 1; }
fi

bundles=${1-}
if [ -z "$bundles" ]; then
    dotnet build models/Siskin.Models --configuration Release --verbosity quiet -nologo >&2
    random() { dotnet models/Siskin.Models/bin/Release/net10.0/siskin-models.dll random "$@" >&2; }
    mkdir -p artifacts/llama
    [ -d artifacts/llama/encoder-decoder ] \
        || random artifacts/llama/encoder-decoder --shape mu-330m --variants cpu-int8 cpu-int4
    [ -d artifacts/llama/decoder-only ] || random artifacts/llama/decoder-only --shape mu-330m --decoder-only --variants cpu-int4
    bundles=artifacts/llama/encoder-decoder,artifacts/llama/decoder-only
fi
exec dotnet run --configuration Release --project tests/Siskin.Benchmarks -- \
    llama "$cache/package/bins/$platform" "$bundles" "${@:2}"
