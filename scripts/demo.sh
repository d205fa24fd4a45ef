#!/usr/bin/env bash
# Builds the agent and shows it at work: an embedded broker on loopback, a camera and sensors as MQTT clients,
# ten questions, ten answers.
#
#   scripts/demo.sh [options of 'siskin demo'...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case $(uname -m) in
    x86_64) rid=linux-x64 ;;
    aarch64) rid=linux-arm64 ;;
    *) echo "demo: this machine is $(uname -m); the agent runs on x86_64 and aarch64." >&2; exit 1 ;;
esac
# The demo's binary only has to run here: where the older C library cannot be unpacked, this machine's own serves.
command -v apt-get >/dev/null || export SISKIN_SYSROOT="${SISKIN_SYSROOT:-/}"
scripts/publish.sh "$rid" >&2
exec "artifacts/publish/$rid/siskin" demo "$@"
