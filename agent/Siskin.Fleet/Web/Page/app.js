'use strict';
// The page of siskin-fleet: one stream of differences in, one table or one device shown. What devices say becomes text
// nodes only, never markup.
const $ = id => document.getElementById(id);
const perPage = 100;
const states = ['up', 'down', 'flapping', 'stale', 'fallback', 'busy', 'doubtful', 'stopped', 'unknown'];
const columns = [
  ['name', 'Device'], ['state', 'State'], ['version', 'Version'], ['bundle', 'Bundle'], ['provider', 'Provider'],
  ['queue', 'Queue', 1], ['p95', 'p95, ms', 1], ['errors', 'Errors', 1], ['temperature', '°C', 1], ['memory_mb', 'MB', 1],
  ['doubtful', 'Doubtful', 1], ['stale_watches', 'Stale watches', 1], ['heard_s', 'Heard', 1],
];
let rows = new Map(), order = ['name', 1], page = 0, query = '', stream, drawing = false, shown = null, skew = 0;

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
};
const span = seconds =>
  seconds < 60 ? `${Math.max(0, Math.round(seconds))} s` : seconds < 3600 ? `${Math.round(seconds / 60)} min`
    : seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };

// ---- the stream

function connect() {
  stream?.close();
  const device = deviceOfAddress();
  const address = new URLSearchParams();
  if (query) address.set('query', query);
  if (device) address.set('device', device);
  stream = new EventSource('/api/live?' + address);
  let first = true;
  stream.addEventListener('fleet', event => {
    const view = JSON.parse(event.data);
    if (first) { rows = new Map(); first = false; }
    for (const row of view.changed) rows.set(row.name, row);
    for (const name of view.gone) rows.delete(name);
    put($('link'), 'Live');
    summarize(view.summary);
    draw();
  });
  stream.addEventListener('device', event => showDevice(JSON.parse(event.data)));
  stream.addEventListener('clock', event => { skew = JSON.parse(event.data) - Date.now() / 1000; });
  const mine = stream;
  stream.onerror = () => {
    first = true;
    put($('link'), 'No connection to siskin-fleet; trying again …');
    // A browser tries again by itself, but for an answer that is no stream: too many pages, a login that is over.
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => { if (stream === mine) connect(); }, 5000);
  };
}

// ---- the overview

function summarize(summary) {
  const problems = [
    summary.broker_problem && `The broker cannot be heard, what is shown is old: ${summary.broker_problem}`,
    summary.history_problem && `History: ${summary.history_problem}`,
    summary.left_out && `${summary.left_out} messages came from more devices than there is room for.`,
  ].filter(Boolean);
  const list = $('problems');
  if (list.dataset.text !== problems.join('\n')) {
    list.dataset.text = problems.join('\n');
    list.replaceChildren(...problems.map(text => make('li', {}, text)));
  }
  const tiles = $('states');
  if (!tiles.children.length) {
    const tile = (name, label) => make('li', {}, make('button', { type: 'button', 'data-state': name, onclick: () => ask(name && `state=${name}`) },
      make('b', {}, '0'), make('span', { class: name ? `state ${name}` : '' }, label)));
    tiles.append(tile('', 'devices'), ...states.map(name => tile(name, name)));
  }
  for (const button of tiles.querySelectorAll('button')) {
    const name = button.dataset.state;
    put(button.firstChild, String(name ? summary.states[name] ?? 0 : summary.devices));
    button.setAttribute('aria-pressed', String(query === (name && `state=${name}`)));
  }
  const groups = [['Versions', 'version', summary.versions], ['Bundles', 'bundle', summary.bundles], ['Providers', 'provider', summary.providers]];
  const text = JSON.stringify(groups);
  if ($('groups').dataset.text === text) return;
  $('groups').dataset.text = text;
  $('groups').replaceChildren(...groups.map(([title, field, counts]) => make('div', {}, make('h3', {}, title), make('ul', {},
    ...Object.entries(counts).map(([value, count]) => make('li', {},
      make('a', { href: '#/', onclick: event => { event.preventDefault(); ask(`${field}=${value.includes(' ') ? value.split(' ').pop() : value}`); } }, value), `: ${count}`))))));
}

function sorted() {
  const [key, way] = order;
  const rank = row => key === 'state' ? states.indexOf(row.state) : row[key];
  return [...rows.values()].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
    return way * (typeof x === 'number' ? x - y : String(x).localeCompare(String(y), 'en', { numeric: true })) || (a.name < b.name ? -1 : 1);
  });
}

function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; drawTable(); });
}

function drawTable() {
  if ($('overview').hidden) return;
  const all = sorted();
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  page = Math.min(page, pages - 1);
  const part = all.slice(page * perPage, (page + 1) * perPage);
  const body = $('rows');
  // Rows and cells stay where they are, so that neither focus nor a reader's place is lost; only texts change.
  while (body.children.length > part.length) body.lastChild.remove();
  while (body.children.length < part.length) {
    body.append(make('tr', {}, ...columns.map(([key, title, number], i) =>
      i === 0 ? make('th', { scope: 'row' }, make('a', {})) : make('td', { 'data-name': title, class: number ? 'number' : null }))));
  }
  const now = Date.now() / 1000 + skew;
  part.forEach((row, i) => {
    const cells = body.children[i].children;
    columns.forEach(([key], column) => {
      if (column === 0) {
        const link = cells[0].firstChild;
        put(link, row.name);
        const address = '#/device/' + encodeURIComponent(row.name);
        if (link.getAttribute('href') !== address) link.setAttribute('href', address);
        return;
      }
      const value = key === 'heard_s' ? span(now - row.heard_s) : row[key] ?? '–';
      put(cells[column], String(value));
      if (key === 'state' && cells[column].className !== `state ${row.state}`) cells[column].className = `state ${row.state}`;
    });
  });
  put($('table-title'), `${all.length} devices${query ? ` where ${query}` : ''}`);
  put($('page'), `Page ${page + 1} of ${pages}`);
  $('previous').disabled = page === 0;
  $('next').disabled = page >= pages - 1;
}

function heads() {
  $('heads').replaceChildren(...columns.map(([key, title, number]) => make('th',
    { scope: 'col', class: number ? 'number' : null, 'aria-sort': order[0] === key ? (order[1] > 0 ? 'ascending' : 'descending') : 'none' },
    make('button', { type: 'button', 'data-key': key, onclick: () => {
      order = [key, order[0] === key ? -order[1] : 1];
      page = 0; heads(); drawTable();
      $('heads').querySelector(`[data-key=${key}]`).focus();
    } }, title + (order[0] === key ? (order[1] > 0 ? ' ▲' : ' ▼') : '')))));
}

async function ask(text) {
  const answer = await fetch('/api/query?' + new URLSearchParams({ query: text }));
  if (answer.status === 400) {
    put($('query-error'), await answer.text());
    $('query').setAttribute('aria-invalid', 'true');
    return;
  }
  put($('query-error'), '');
  $('query').removeAttribute('aria-invalid');
  $('query').value = query = text;
  page = 0;
  connect();
}

// ---- one device

const deviceOfAddress = () => location.hash.startsWith('#/device/') ? decodeURIComponent(location.hash.slice(9)) : null;

function showDevice(detail) {
  if (detail.row.name !== deviceOfAddress()) return;
  const { row, telemetry } = detail;
  put($('device-title'), row.name);
  document.title = `${row.name}: ${row.state} - Siskin fleet`;
  const process = telemetry?.process, requests = telemetry?.requests;
  const facts = [
    ['State', row.state], ['Version', row.version], ['Bundle', row.bundle], ['Variant', detail.variant], ['Provider', row.provider],
    ['Fallback', detail.fallback_reason], ['Helpers', telemetry?.provider?.helpers_problem], ['NPU', detail.npu], ['Host', detail.host],
    ['Queue', telemetry && `${telemetry.queue?.count ?? 0}, at most ${telemetry.queue?.peak ?? 0}`],
    ['Requests', requests && `${requests.received} received, ${requests.rejected} refused`],
    ['Errors', telemetry && Object.entries(telemetry.errors ?? {}).map(([code, count]) => `${code}: ${count}`).join(', ')],
    ['Temperature', process?.temperature_c !== undefined && process?.temperature_c !== null && `${process.temperature_c} °C`],
    ['Memory', process && `${Math.round(process.rss_bytes / 1e6)} MB`], ['Processor', process && `${process.cpu_percent} %`],
    ['Up for', telemetry && span(telemetry.uptime_s)],
    ['Labels', Object.entries(detail.labels).map(([name, value]) => `${name}=${value}`).join(', ')],
    ['Session', detail.session], ['Late wills', detail.late_wills || null],
    ['Unreadable messages', detail.malformed ? `${detail.malformed}, the last because ${detail.malformed_reason}` : null],
  ].filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '');
  $('facts').replaceChildren(...facts.map(([name, value]) => make('div', {}, make('dt', {}, name),
    make('dd', { class: name === 'State' ? `state ${row.state}` : null }, String(value)))));
  $('watches').replaceChildren(...detail.watches.map(watch => make('tr', {}, make('th', { scope: 'row' }, watch.name),
    make('td', {}, watch.value === undefined ? '–' : `${watch.value} ${watch.unit ?? ''}`), make('td', { class: 'text' }, watch.text ?? '–'),
    make('td', { class: 'number' }, watch.confidence === undefined ? '–' : watch.confidence.toFixed(2)), make('td', { class: 'number' }, span(watch.age_s)),
    make('td', { class: 'text' }, [watch.error, watch.doubtful && !watch.error && 'unsure', watch.stale && 'stands still'].filter(Boolean).join('; ')))));
  $('stages').replaceChildren(...Object.entries(telemetry?.timings_ms ?? {}).map(([name, of]) => make('tr', {}, make('th', { scope: 'row' }, name),
    ...['p50', 'p95', 'p99'].map(key => make('td', { class: 'number' }, String(of?.[key] ?? '–'))))));
  $('events').replaceChildren(...detail.events.map(event => make('li', {}, make('time', { datetime: event.time }, new Date(event.time).toLocaleString()), ` ${event.kind}: ${event.text}`)));
}

async function showHistory() {
  const device = deviceOfAddress();
  if (!device) return;
  const answer = await fetch(`/api/history?${new URLSearchParams({ device, hours: $('back').value })}`);
  if (!answer.ok || device !== deviceOfAddress()) return;
  const history = await answer.json();
  put($('history-problem'), history.problem ?? '');
  const stages = [...new Set(Object.keys(history.lines).filter(name => name.includes('.')).map(name => name.split('.')[0]))];
  const chosen = stages.includes($('stage').value) ? $('stage').value : stages.at(-1);
  $('stage').replaceChildren(...stages.map(name => make('option', { value: name, selected: name === chosen ? '' : null }, name)));
  const lines = history.lines;
  const charts = [];
  if (chosen) charts.push(chart(`${chosen}, ms`, history, ['p50', 'p95', 'p99'].map(name => [name, lines[`${chosen}.${name}`]])));
  for (const [name, title] of [['queue', 'Queue'], ['requests', 'Requests'], ['errors', 'Errors'], ['temperature', 'Temperature, °C'], ['memory', 'Memory, MB'], ['doubtful', 'Doubtful watches']])
    if (lines[name]) charts.push(chart(title, history, [['one', lines[name]]]));
  $('charts').replaceChildren(...charts);
}

function chart(title, history, lines) {
  const [width, height] = [600, 150];
  const values = lines.flatMap(([, line]) => line ?? []).filter(value => value !== null);
  const [low, high] = [Math.min(0, ...values), Math.max(1e-9, ...values)];
  const [from, to] = [history.times[0], Math.max(history.times[0] + 1, history.times.at(-1))];
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  const last = lines.map(([name, line]) => `${name === 'one' ? '' : name + ' '}${line?.findLast(value => value !== null) ?? 'unknown'}`).join(', ');
  svg.setAttribute('aria-label', `${title}: highest ${Math.round(high * 100) / 100}, now ${last}`);
  for (const [name, line] of lines) {
    let path = '', pen = false;
    (line ?? []).forEach((value, i) => {
      if (value === null) { pen = false; return; }
      path += `${pen ? 'L' : 'M'}${((history.times[i] - from) / (to - from) * width).toFixed(1)} ${(height - (value - low) / (high - low) * height).toFixed(1)}`;
      pen = true;
    });
    const element = document.createElementNS(ns, 'path');
    element.setAttribute('d', path || 'M0 0');
    element.setAttribute('class', name);
    svg.append(element);
  }
  return make('figure', {}, make('figcaption', {}, `${title}: up to ${Math.round(high * 100) / 100}, now ${last}`,
    ...(lines.length > 1 ? lines.flatMap(([name]) => [make('span', { class: `key ${name}`, 'aria-hidden': 'true' }), name]) : [])), svg);
}

// ---- the set-up of a watch

const setup = { image: null, blob: null, from: null };
const setupOfAddress = () => location.hash.startsWith('#/setup/') ? decodeURIComponent(location.hash.slice(8)) : null;
const number = id => Number($(id).value) || 0;
const fraction = value => { const text = value.toFixed(4).replace(/0+$/, ''); return text.endsWith('.') ? text + '0' : text; };
const cropText = () => $('crop-auto').checked ? '"auto"' : `[${['crop-x', 'crop-y', 'crop-w', 'crop-h'].map(id => fraction(number(id))).join(', ')}]`;
const post = (path, parameters, body) => fetch(`/api/setup/${path}?${new URLSearchParams(parameters)}`, { method: 'POST', headers: { 'X-Siskin': '1' }, body });

// The turned frame on a canvas of its own size; what is not covered is black, as for the model.
function turned() {
  const angle = number('rotate') * Math.PI / 180, { width, height } = setup.image;
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const canvas = make('canvas');
  canvas.width = Math.round(width * cos + height * sin);
  canvas.height = Math.round(width * sin + height * cos);
  const pen = canvas.getContext('2d');
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate(angle);
  pen.drawImage(setup.image, -width / 2, -height / 2);
  return canvas;
}

function drawFrame() {
  writeToml();
  if (!setup.image) return;
  const canvas = $('frame'), whole = turned();
  [canvas.width, canvas.height] = [whole.width, whole.height];
  const pen = canvas.getContext('2d');
  pen.drawImage(whole, 0, 0);
  canvas.setAttribute('aria-label', `The frame, ${whole.width} by ${whole.height} pixels, read is ${cropText()}`);
  if ($('crop-auto').checked) return;
  pen.lineWidth = Math.max(2, canvas.width / 200);
  for (const [colour, dash] of [['#000', []], ['#fff', [pen.lineWidth * 3, pen.lineWidth * 3]]]) {
    pen.strokeStyle = colour;
    pen.setLineDash(dash);
    pen.strokeRect(number('crop-x') * canvas.width, number('crop-y') * canvas.height, number('crop-w') * canvas.width, number('crop-h') * canvas.height);
  }
}

function writeToml() {
  const quoted = text => JSON.stringify(text);
  $('toml').value = ['[[watch]]', `name = ${quoted($('watch-name').value)}`, `frame_topic = ${quoted($('frame-topic').value)}`, `prompt = ${quoted($('prompt').value)}`,
    ...(number('rotate') ? [`rotate = ${number('rotate')}`] : []), `crop = ${cropText()}`, 'interval_s = 60', 'min_confidence = 0.9'].join('\n') + '\n';
}

function spot(event) {
  const box = $('frame').getBoundingClientRect();
  const at = (value, size) => Math.min(1, Math.max(0, value / size));
  return [at(event.clientX - box.left, box.width), at(event.clientY - box.top, box.height)];
}

$('frame').addEventListener('pointerdown', event => { if (setup.image) { setup.from = spot(event); $('frame').setPointerCapture(event.pointerId); } });
$('frame').addEventListener('pointermove', event => {
  if (!setup.from) return;
  const [[x, y], [u, v]] = [setup.from, spot(event)];
  $('crop-auto').checked = false;
  [['crop-x', Math.min(x, u)], ['crop-y', Math.min(y, v)], ['crop-w', Math.max(0.01, Math.abs(u - x))], ['crop-h', Math.max(0.01, Math.abs(v - y))]]
    .forEach(([id, value]) => { $(id).value = value.toFixed(4); });
  drawFrame();
});
for (const name of ['pointerup', 'pointercancel']) $('frame').addEventListener(name, () => { setup.from = null; });
for (const form of ['setup-form', 'try-form']) $(form).addEventListener('input', drawFrame);
$('setup-form').addEventListener('submit', event => event.preventDefault());

$('get-frame').addEventListener('click', async () => {
  put($('reading'), 'Waiting for a frame …');
  const answer = await post('frame', { topic: $('frame-topic').value });
  if (!answer.ok) { put($('reading'), await answer.text()); return; }
  setup.blob = await answer.blob();
  setup.image = await createImageBitmap(setup.blob);
  put($('reading'), '');
  drawFrame();
});

$('try-form').addEventListener('submit', async event => {
  event.preventDefault();
  if (!setup.image) { put($('reading'), 'Get a frame first.'); return; }
  put($('reading'), 'Asking the device …');
  const image = await new Promise(done => { const reader = new FileReader(); reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(setup.blob); });
  // Written by hand: a fraction keeps its point, without which it would be pixels.
  const body = `{"prompt": ${JSON.stringify($('prompt').value)}, "rotate": ${number('rotate')}, "crop": ${cropText()}, "image": "${image}"}`;
  const answer = await post('try', { device: setupOfAddress() }, body);
  if (!answer.ok) { put($('reading'), await answer.text()); return; }
  const reply = await answer.json();
  put($('reading'), `${reply.text}  (confidence ${reply.confidence.toFixed(2)}, ${Math.round(reply.timings_ms.total)} ms)`);
  if (reply.region) ['crop-x', 'crop-y', 'crop-w', 'crop-h'].forEach((id, i) => { $(id).value = reply.region[i]; });
});

$('wrong-form').addEventListener('submit', async event => {
  event.preventDefault();
  if (!setup.image) { put($('reading'), 'Get a frame first.'); return; }
  const whole = turned(), part = make('canvas');
  const [x, y, w, h] = ['crop-x', 'crop-y', 'crop-w', 'crop-h'].map(number);
  [part.width, part.height] = [Math.max(1, Math.round(w * whole.width)), Math.max(1, Math.round(h * whole.height))];
  part.getContext('2d').drawImage(whole, -Math.round(x * whole.width), -Math.round(y * whole.height));
  const blob = await new Promise(done => part.toBlob(done, 'image/png'));
  const answer = await post('wrong', { device: setupOfAddress(), value: $('true-value').value }, blob);
  put($('reading'), await answer.text());
});

$('copy').addEventListener('click', async () => {
  $('toml').select();
  try { await navigator.clipboard.writeText($('toml').value); put($('copy'), 'Copied'); } catch { document.execCommand('copy'); }
});

// ---- ways around

function route() {
  const device = deviceOfAddress(), watched = setupOfAddress();
  $('overview').hidden = device !== null || watched !== null;
  $('device').hidden = device === null;
  $('setup').hidden = watched === null;
  if (watched !== null) {
    put($('setup-title'), `Set up a watch of ${watched}`);
    $('setup-back').href = '#/device/' + encodeURIComponent(watched);
    drawFrame();
  }
  if (device !== null) $('setup-link').href = '#/setup/' + encodeURIComponent(device);
  if (device !== shown) {
    if (device !== null) {
      put($('device-title'), device);
      for (const id of ['facts', 'watches', 'stages', 'charts', 'events']) $(id).replaceChildren();
      showHistory();
    } else {
      document.title = 'Siskin fleet';
    }
    if (shown !== null || device !== null) $('main').focus();
    shown = device;
    connect();
  }
  draw();
}

$('find').addEventListener('submit', event => { event.preventDefault(); ask($('query').value.trim()); });
$('all').addEventListener('click', () => ask(''));
$('previous').addEventListener('click', () => { page--; drawTable(); });
$('next').addEventListener('click', () => { page++; drawTable(); });
for (const id of ['back', 'stage']) $(id).addEventListener('change', showHistory);
addEventListener('hashchange', route);
setInterval(draw, 5000);
setInterval(showHistory, 30000);
heads();
route();
if (!stream) connect();
