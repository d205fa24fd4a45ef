// Drives the browser for scripts/browser.sh: BROWSER ADDRESS FOLDER.
'use strict';
const puppeteer = require('puppeteer-core');
const { readFileSync } = require('fs');
const [browserPath, address, folder] = process.argv.slice(2);
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
  await browser.close();
  process.exitCode = serious ? 1 : 0;
})();
