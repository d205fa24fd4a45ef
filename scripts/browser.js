// Drives the browser for scripts/browser.sh: BROWSER ADDRESS FOLDER PORT-OF-THE-BROKER.
'use strict';
const puppeteer = require('puppeteer-core');
const { execFileSync } = require('child_process');
const { readFileSync } = require('fs');
const [browserPath, address, folder, port] = process.argv.slice(2);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const views = [
  ['overview', '', { width: 1280, height: 800 }, 'light'],
  ['overview-dark', '', { width: 1280, height: 800 }, 'dark'],
  ['overview-phone', '', { width: 390, height: 844 }, 'light'],
  ['device', '#/device/sim-0001', { width: 1280, height: 1100 }, 'light'],
  ['device-dark', '#/device/sim-0001', { width: 1280, height: 1100 }, 'dark'],
  ['device-phone', '#/device/sim-0001', { width: 390, height: 844 }, 'light'],
  ['setup', '#/setup/sim-0001', { width: 1280, height: 900 }, 'light'],
];

// How long after a device's status is at the broker the table shows it; the median and the longest of a few.
async function changes(browser) {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('#rows tr');
  const times = [];
  for (let i = 0; i < 10; i++) {
    const [said, shown] = i % 2 ? ['offline', 'down'] : ['online', 'up'];
    execFileSync('mosquitto_pub', ['-p', port, '-r', '-t', `siskin/0-probe-${i >> 1}/status`, '-m', said]);
    const begun = Date.now();
    await page.waitForFunction((name, state) => [...document.querySelectorAll('#rows tr')].some(row =>
      row.cells[0].textContent === name && row.cells[1].textContent === state), { polling: 'mutation', timeout: 20000 }, `0-probe-${i >> 1}`, shown);
    times.push(Date.now() - begun);
  }
  times.sort((a, b) => a - b);
  console.log(`a change is shown after ${times[times.length >> 1]} ms, at most ${times.at(-1)} ms`);
  await page.close();
}

// A watch is set up as a person would: frame, part, try, another part by the pointer, a wrong reading kept, the text copied.
async function setUp(browser) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address + '#/setup/a-real-one', { waitUntil: 'domcontentloaded' });
  const reading = pattern => page.waitForFunction(source => new RegExp(source).test(document.querySelector('#reading').textContent), { timeout: 40000 }, pattern)
    .then(() => page.$eval('#reading', element => element.textContent));
  await page.type('#frame-topic', 'camera/water/jpg');
  await page.click('#get-frame');
  await page.waitForFunction(() => document.querySelector('#frame').getAttribute('aria-label').includes('pixels'), { timeout: 40000 });
  await page.click('#try');
  console.log(`set-up, the whole frame: ${await reading('confidence')}`);
  const box = await (await page.$('#frame')).boundingBox();
  await page.mouse.move(box.x + box.width * 0.02, box.y + box.height * 0.02);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.98, box.y + box.height * 0.98, { steps: 5 });
  await page.mouse.up();
  await page.click('#try');
  await page.waitForFunction(() => document.querySelector('#reading').textContent.startsWith('Asking'), { timeout: 5000 }).catch(() => {});
  console.log(`set-up, a part drawn by the pointer: ${await reading('confidence')}`);
  await page.screenshot({ path: `${folder}/setup-done.png` });
  await page.type('#true-value', '4641.5');
  await page.click('#wrong-form button');
  console.log(`set-up, kept: ${await reading('Kept')}`);
  console.log(`set-up, the text:\n${await page.$eval('#toml', element => element.value)}`);
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: browserPath, headless: true, args: ['--no-sandbox'] });
  let serious = 0;
  for (const [name, hash, viewport, scheme] of views) {
    const page = await browser.newPage();
    const problems = [];
    page.on('pageerror', error => problems.push(String(error)));
    page.on('console', message => { if (message.type() === 'error') problems.push(message.text()); });
    await page.setBypassCSP(true); // axe is put into the page as text
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const begun = Date.now();
    await page.goto(address + hash, { waitUntil: 'domcontentloaded' });
    if (name.startsWith('overview')) await page.waitForSelector('#rows tr');
    else if (name.startsWith('device')) await page.waitForSelector('#facts dt');
    const there = Date.now() - begun;
    await new Promise(done => setTimeout(done, 1500));
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    await page.evaluate(axe);
    const found = (await page.evaluate(() => window.axe.run())).violations;
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    await page.screenshot({ path: `${folder}/${name}.png` });
    console.log(`${name}: first paint ${Math.round(paint)} ms, rows after ${there} ms, ${found.length} findings${wide ? ', wider than the screen' : ''}`);
    for (const one of found) {
      console.log(`  ${one.impact}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join('; ')}`);
      if (['serious', 'critical'].includes(one.impact)) serious++;
    }
    for (const problem of problems) { console.log(`  error: ${problem}`); serious++; }
    await page.close();
  }
  await changes(browser);
  await setUp(browser);
  await browser.close();
  process.exitCode = serious ? 1 : 0;
})();
