import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Browser } from 'playwright-core';
import { launchBrowser, shortLived } from '../workbench/browser.mjs';
import { inRoot, root } from '../workbench/root.mjs';
import { inspectorFrame } from './support/inspector.js';
import { screenshot } from './support/screenshot.js';
import { waitForText, waitUntil } from './support/wait.js';

describe('npm start', () => {
  let script: ChildProcess | undefined;
  let browser: Browser | undefined;

  after(async () => {
    await browser?.close();
    if (script?.exitCode === null) {
      script.kill('SIGINT');
      await once(script, 'exit');
    }
  });

  it('shows an example with the inspector beside it', async () => {
    let said = '';
    script = spawn(
      process.execPath,
      [inRoot('test', 'workbench', 'start.mjs'), '--web', '--no-open'],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    script.stdout?.on('data', (text) => (said += String(text)));
    const address = await waitUntil(
      'npm start prints its address',
      async () => /http:\S+/.exec(said)?.[0],
      120_000,
    );
    browser = await launchBrowser(shortLived);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(address);
    await page.locator('.tab', { hasText: 'first-tour.alloctrace' }).waitFor({ timeout: 30_000 });
    await inspectorFrame(page).locator('at-inspector').waitFor({ timeout: 30_000 });
    await waitForText(inspectorFrame(page).locator('.position'), /event 0 \/ \d+/);
    await screenshot(page, 'start');
  });
});
