#!/usr/bin/env bash
# Looks at siskin-fleet's page with a real browser: screenshots, accessibility by axe, how long it takes to be painted and
# to show a change, and the set-up of a watch from the frame to the kept reading, with an agent that answers.
#
#   scripts/browser.sh [--devices N] [--output DIR]
#
# It needs Chromium, Node.js with npm (which fetches puppeteer-core and axe-core), Mosquitto, and what scripts/publish.sh
# left. It is not part of scripts/test.sh. It fails where axe finds something serious.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

devices=200 output=artifacts/browser
while [ $# -gt 0 ]; do
    case $1 in
        --devices) devices=${2?--devices needs a number}; shift ;;
        --output) output=${2?--output needs a folder}; shift ;;
        *) echo "browser: unknown argument '$1'; see the first lines of scripts/browser.sh" >&2; exit 2 ;;
    esac
    shift
done
case $(uname -m) in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
fleet=$PWD/artifacts/publish/$rid/siskin-fleet siskin=$PWD/artifacts/publish/$rid/siskin
for binary in "$fleet" "$siskin"; do
    [ -x "$binary" ] || { echo "browser: $binary is missing; run scripts/publish.sh" >&2; exit 1; }
done
for program in node npm mosquitto mosquitto_pub; do
    PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || { echo "browser: $program is missing" >&2; exit 1; }
done
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) \
    || { echo "browser: Chromium is missing" >&2; exit 1; }

mkdir -p "$output" artifacts/browser-tools
output=$(realpath "$output")
[ -d artifacts/browser-tools/node_modules/axe-core ] \
    || npm install --silent --prefix artifacts/browser-tools puppeteer-core@24 axe-core@4 >/dev/null

scratch=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT
port=$((20000 + RANDOM % 20000))
printf 'listener %s 127.0.0.1\nallow_anonymous true\nmax_queued_messages 50000\nuser %s\n' "$port" "$(id -un)" >"$scratch/mosquitto.conf"
PATH=$PATH:/usr/sbin mosquitto -c "$scratch/mosquitto.conf" 2>"$scratch/mosquitto.log" & started+=($!)
sleep 1
"$fleet" simulate --broker "mqtt://127.0.0.1:$port" --devices "$devices" --interval-s 5 >"$scratch/simulate.log" & started+=($!)
"$fleet" serve --broker "mqtt://127.0.0.1:$port" --listen "127.0.0.1:$((port + 1))" --data "$scratch/data" --frames "$scratch/frames" \
    2>"$scratch/serve.log" & started+=($!)
printf '[agent]\ndevice = "a-real-one"\n[broker]\nurl = "mqtt://127.0.0.1:%s"\n[bundle]\npath = "%s"\n' \
    "$port" "$PWD/models/bundles/siskin-mini" >"$scratch/siskin.toml"
"$siskin" run --config "$scratch/siskin.toml" 2>"$scratch/agent.log" & started+=($!)
mosquitto_pub -p "$port" -r -t camera/water/jpg -f models/samples/counter.jpg
sleep 12
NODE_PATH=$PWD/artifacts/browser-tools/node_modules node scripts/browser.js "$browser" "http://127.0.0.1:$((port + 1))/" "$output" "$port" \
    || { cat "$scratch/serve.log" "$scratch/agent.log" >&2; exit 1; }
echo "kept for the evaluation:"
cat "$scratch/frames/labels.tsv"
