// Asks Prometheus and Alertmanager for scripts/prometheus.sh: PROMETHEUS ALERTMANAGER HOOK-PORT NORTH SOUTH PID-OF-THE-CELLAR.
'use strict';
const { readFileSync } = require('fs');
const http = require('http');
const [prometheus, alertmanager, hook, north, south, cellar] = process.argv.slice(2);
const patience = 90_000;

// What Alertmanager sends to the receivers of its configuration, by path.
const received = { '/page': [], '/ticket': [] };
http.createServer((request, response) => {
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => { received[request.url]?.push(...JSON.parse(body).alerts); response.end(); });
}).listen(Number(hook), '127.0.0.1');

const get = async path => {
  const answer = await fetch(path);
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${body.error ?? JSON.stringify(body)}`);
  return body.data ?? body;
};
const query = expression => get(`${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`).then(data => data.result);

async function until(what, ask) {
  const begun = Date.now();
  for (let last = ''; ;) {
    try {
      const found = await ask();
      if (found) return console.log(`${what}: after ${((Date.now() - begun) / 1000).toFixed(1)} s`), found;
    } catch (e) { last = `: ${e.message}`; }
    if (Date.now() - begun > patience) throw new Error(`not so within ${patience / 1000} s: ${what}${last}`);
    await new Promise(done => setTimeout(done, 500));
  }
}

const labelled = (alert, labels) => Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
const raised = async labels => (await get(`${alertmanager}/api/v2/alerts`)).find(alert => labelled(alert, labels));

async function scraped() {
  await until('Prometheus scrapes both siskin-fleets and the agent', async () => {
    const targets = (await get(`${prometheus}/api/v1/targets`)).activeTargets;
    return targets.length === 3 && targets.every(target => target.health === 'up');
  });
  await until('Prometheus evaluates every rule', async () => {
    const rules = (await get(`${prometheus}/api/v1/rules`)).groups.flatMap(group => group.rules);
    const wrong = rules.find(rule => rule.health === 'err');
    if (wrong) throw new Error(`${wrong.name}: ${wrong.lastError}`);
    return rules.length >= 15 && rules.every(rule => rule.health === 'ok');
  });
}

// A device that dies, its alert at both, and a page for it.
async function alerted() {
  const both = `siskin_fleet_device_up{device=~"boiler-room|cellar",instance="${north}"} == 1`;
  await until('both agents are up', async () => (await query(both)).length === 2);
  process.kill(Number(cellar), 'SIGKILL');
  const down = { alertname: 'SiskinDeviceDown', device: 'cellar', instance: north };
  await until('the alert fires at Prometheus', async () =>
    (await get(`${prometheus}/api/v1/alerts`)).alerts.find(alert => labelled(alert, down) && alert.state === 'firing'));
  await until('the other site is blind, which Alertmanager knows', () => raised({ alertname: 'SiskinFleetBlind', instance: south }));
  const alert = await until('the alert is at Alertmanager', () => raised(down));
  if (alert.status.state === 'suppressed') throw new Error(`it is hidden by ${alert.status.inhibitedBy}`);
  await until('the pager is told of it', () => received['/page'].find(one => labelled(one, down) && one.status === 'firing'));
  // What the blind one says of its devices is old.
  const labels = { alertname: 'SiskinDeviceDown', device: 'attic', instance: south, severity: 'page' };
  await fetch(`${alertmanager}/api/v2/alerts`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify([{ labels }]),
  });
  await until('what the blind one says of a device is held back', async () => (await raised(labels))?.status.state === 'suppressed');
  if (received['/page'].some(one => labelled(one, labels))) throw new Error('the pager is told of what a blind siskin-fleet says');
  await until('tickets come, too', () => received['/ticket'].length > 0);
}

// What Grafana puts in place of its variables.
const filled = expression => expression.replaceAll('$device', '.*').replaceAll('$__rate_interval', '1m').replaceAll('$__interval', '15s');

function asked() {
  const dashboard = JSON.parse(readFileSync('packaging/grafana/siskin-fleet.json', 'utf8'));
  const found = dashboard.panels.flatMap(panel => (panel.targets ?? []).map(target => [`panel "${panel.title}"`, filled(target.expr)]));
  for (const variable of dashboard.templating.list) {
    const values = /^label_values\((.*), *(\w+)\)$/.exec(variable.query?.query ?? '');
    if (values) found.push([`variable "${variable.name}"`, `count by (${values[2]}) (${values[1]})`]);
  }
  const table = readFileSync('docs/operations.md', 'utf8').split('| question | expression |')[1].split('\n\n')[0];
  for (const [, question, expression] of table.matchAll(/^\| (.+) \| `(.+)` \|$/gm)) {
    // A comparison leaves out those that are well: what it compares has to be there.
    found.push([`docs/operations.md, "${question}"`, expression.replace(/ (==|>) \d+$/, '')]);
  }
  return found;
}

async function answered() {
  const expressions = asked();
  let missing = expressions;
  await until(`all ${expressions.length} expressions of dashboard and documentation answer with numbers`, async () => {
    const left = [];
    for (const one of missing) {
      const result = await query(one[1]);
      if (!result.length || result.some(series => Number.isNaN(Number(series.value[1])))) left.push(one);
    }
    missing = left;
    if (missing.length) throw new Error(missing.map(([where, text]) => `\n  ${where}: ${text}`).join(''));
    return true;
  });
}

(async () => {
  await scraped();
  await alerted();
  await answered();
  process.exit(0);
})().catch(e => { console.error(`prometheus: ${e.message}`); process.exit(1); });
