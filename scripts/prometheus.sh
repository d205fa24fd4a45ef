#!/usr/bin/env bash
# Lets a real Prometheus and a real Alertmanager watch two real agents and some simulated ones: what siskin-fleet and the agent
# serve is scraped, the rules of packaging/prometheus are evaluated, an agent is killed, and its alert has to arrive; one
# site's blindness must not hide another's alerts; every expression of the dashboard and of docs/operations.md has to
# answer with data.
#
#   scripts/prometheus.sh [--keep FOLDER] [--prometheus PROGRAM]
#
# FOLDER keeps both pages of metrics, logs and configurations; PROGRAM is another Prometheus than the one that is found.
#
# It needs Prometheus and Alertmanager (Debian: prometheus, prometheus-alertmanager), Mosquitto, Node.js with npm (which fetches
# @grafana/schema and TypeScript), and what scripts/publish.sh left. All of it runs on loopback, for less than a minute. It
# is no part of scripts/test.sh. It ends with 1 where something is not as it should be, with 3 where a program is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH=$PATH:/usr/sbin

scratch= prometheus=prometheus
while [ $# -gt 0 ]; do
    case $1 in
        --keep) scratch=${2?--keep needs a folder}; shift ;;
        --prometheus) prometheus=${2?--prometheus needs a program}; shift ;;
        *) echo "prometheus: unknown argument '$1'; see the first lines of scripts/prometheus.sh" >&2; exit 2 ;;
    esac
    shift
done
case $(uname -m) in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
fleet=$PWD/artifacts/publish/$rid/siskin-fleet siskin=$PWD/artifacts/publish/$rid/siskin
for binary in "$fleet" "$siskin"; do
    [ -x "$binary" ] || { echo "prometheus: $binary is missing; run scripts/publish.sh" >&2; exit 1; }
done
alertmanager=$(command -v prometheus-alertmanager || command -v alertmanager || true)
for program in "$prometheus" promtool amtool node npm mosquitto mosquitto_pub curl; do
    command -v "$program" >/dev/null || { echo "prometheus: $program is missing" >&2; exit 3; }
done
[ -n "$alertmanager" ] || { echo "prometheus: Alertmanager is missing; on Debian it comes with prometheus-alertmanager" >&2; exit 3; }

scripts/rules.sh
tools=$PWD/artifacts/prometheus-tools
mkdir -p "$tools"
[ -d "$tools/node_modules/@grafana/schema" ] \
    || npm install --silent --prefix "$tools" @grafana/schema@13 typescript@5 >/dev/null
node scripts/dashboard.js "$tools" packaging/grafana/siskin-fleet.json

started=()
finish() {
    kill "${started[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    [ -z "$temporary" ] || rm -rf "$temporary"
}
temporary=
[ -n "$scratch" ] && mkdir -p "$scratch" || { temporary=$(mktemp -d); scratch=$temporary; }
scratch=$(realpath "$scratch")
rm -rf "$scratch"/{prometheus,alertmanager,data} # what an earlier run left says nothing of this one
trap finish EXIT
fail() { echo "prometheus: $1" >&2; tail -n 3 "$scratch"/*.log >&2; exit 1; }
# until_open PORT WHAT
until_open() {
    for _ in $(seq 100); do
        (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
        sleep 0.1
    done
    fail "$2 does not listen at 127.0.0.1:$1"
}
# Ports that were free a moment ago.
read -r broker north south boiler prom alerts hook < <(node -e '
    const net = require("net");
    const open = [...Array(7)].map(() => net.createServer().listen(0, "127.0.0.1"));
    Promise.all(open.map(s => new Promise(done => s.on("listening", done)))).then(() => {
        console.log(open.map(s => s.address().port).join(" "));
        open.forEach(s => s.close());
    })')

# -- what is watched ------------------------------------------------------------------------------------------------

printf 'listener %s 127.0.0.1\nallow_anonymous true\nmax_queued_messages 50000\nuser %s\n' "$broker" "$(id -un)" >"$scratch/mosquitto.conf"
mosquitto -c "$scratch/mosquitto.conf" 2>"$scratch/mosquitto.log" & started+=($!)
until_open "$broker" mosquitto
"$fleet" simulate --broker "mqtt://127.0.0.1:$broker" --devices 40 --seed 7 --interval-s 2 \
    --failures fallback=0.1,busy=0.1,doubtful=0.1,old=0.2,flapping=0.05 >"$scratch/simulate.log" 2>&1 & started+=($!)
"$fleet" serve --broker "mqtt://127.0.0.1:$broker" --listen "127.0.0.1:$north" --data "$scratch/data" 2>"$scratch/north.log" & started+=($!)
# A second site, whose broker is not there: it is blind.
"$fleet" serve --broker mqtt://127.0.0.1:9 --listen "127.0.0.1:$south" 2>"$scratch/south.log" & started+=($!)
agent() { # NAME MORE
    cat >"$scratch/$1.toml" <<END
[agent]
device = "$1"
[broker]
url = "mqtt://127.0.0.1:$broker"
will_delay_s = 0
[bundle]
path = "$PWD/models/bundles/siskin-mini"
[telemetry]
interval_s = 2
$2
END
    "$siskin" run --config "$scratch/$1.toml" 2>"$scratch/$1.log" & started+=($!)
}
agent boiler-room "[metrics]
prometheus = \"127.0.0.1:$boiler\"
[[watch]]
name = \"water\"
prompt = \"Read the counter.\"
frame_topic = \"camera/water/jpg\"
interval_s = 1
[[watch]]
name = \"gas\"
prompt = \"Read the counter.\"
frame_topic = \"camera/water/jpg\"
interval_s = 1
min_confidence = 1"
agent cellar ""
cellar=${started[-1]}
disown "$cellar" # it is killed below, and bash would say so
for port in "$north" "$south" "$boiler"; do until_open "$port" siskin; done

# -- who watches: the files of packaging/prometheus with other addresses, and less patience ---------------------------

mkdir -p "$scratch/etc"
sed 's/^\( *for:\) .*/\1 4s/' packaging/prometheus/siskin.rules.yml >"$scratch/etc/siskin.rules.yml"
sed -e "s/127.0.0.1:9470\"/127.0.0.1:$north\", \"127.0.0.1:$south\"/" -e "s/127.0.0.1:9093/127.0.0.1:$alerts/" \
    -e 's/scrape_interval: .*/scrape_interval: 2s\n  evaluation_interval: 2s/' packaging/prometheus/prometheus.yml >"$scratch/etc/prometheus.yml"
# As docs/operations.md says.
printf '  - { job_name: siskin, static_configs: [{ targets: ["127.0.0.1:%s"] }] }\n' "$boiler" >>"$scratch/etc/prometheus.yml"
sed -e "s/127.0.0.1:9099/127.0.0.1:$hook/" -e 's/group_wait: .*/group_wait: 1s/' -e 's/group_interval: .*/group_interval: 2s/' \
    packaging/prometheus/alertmanager.yml >"$scratch/etc/alertmanager.yml"
promtool check config "$scratch/etc/prometheus.yml" >"$scratch/check.log" || fail "promtool refuses the configuration"
"$alertmanager" --config.file "$scratch/etc/alertmanager.yml" --storage.path "$scratch/alertmanager" --cluster.listen-address= \
    --web.listen-address "127.0.0.1:$alerts" 2>"$scratch/alertmanager.log" & started+=($!)
"$prometheus" --config.file "$scratch/etc/prometheus.yml" --storage.tsdb.path "$scratch/prometheus" \
    --web.listen-address "127.0.0.1:$prom" 2>"$scratch/prometheus.log" & started+=($!)
until_open "$alerts" Alertmanager
until_open "$prom" Prometheus

# -- what has to come of it -------------------------------------------------------------------------------------------

# Frames and questions go on as long as the script does; one question in four is none.
(
    while sleep 0.5; do
        mosquitto_pub -p "$broker" -t camera/water/jpg -f models/samples/counter.jpg
        for i in 1 2 3; do
            mosquitto_pub -p "$broker" -V 5 -t siskin/boiler-room/request -D publish response-topic siskin/reply/x \
                -D publish correlation-data "$RANDOM$i" -D publish content-type image/jpeg -D publish user-property prompt "Read the counter." \
                -f models/samples/counter.jpg
        done
        mosquitto_pub -p "$broker" -V 5 -t siskin/boiler-room/request -D publish response-topic siskin/reply/x \
            -D publish content-type application/json -m '{"prompt": 7}'
    done
) 2>"$scratch/load.log" & started+=($!)
node scripts/prometheus.js "http://127.0.0.1:$prom" "http://127.0.0.1:$alerts" "$hook" "127.0.0.1:$north" "127.0.0.1:$south" "$cellar" \
    || fail "see above"
for page in "$north" "$boiler"; do
    curl -sf "http://127.0.0.1:$page/metrics" >"$scratch/$page.metrics"
    promtool check metrics <"$scratch/$page.metrics" || fail "promtool finds something in http://127.0.0.1:$page/metrics"
done
echo "promtool finds nothing in what siskin-fleet and the agent serve"
