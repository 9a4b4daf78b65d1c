import { messageOf } from '../../workbench/processes.mjs';
import type { Page } from 'playwright-core';
import { waitUntil } from './wait.js';

/** Waits until the workbench is there and has restored what it shows. */
export async function workbenchReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

/** Runs a command as a person does: by its title, category included, in the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type=text]');
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name', { hasText: exactly(title) }) })
    .first();
  try {
    // While the workbench starts, a key may be lost, the palette closed again by an editor that
    // takes the focus, and the extension's commands not there yet. So all of it is tried again.
    await waitUntil(`the palette lists ${title}`, async () => {
      if (!(await input.isVisible())) await page.keyboard.press('F1');
      await input.fill('>', { timeout: 1000 });
      await input.fill(`>${title}`, { timeout: 1000 });
      await row.click({ timeout: 1500 });
      return true;
    });
  } catch (error) {
    const listed = await page.locator('.quick-input-list .label-name').allInnerTexts();
    await page.keyboard.press('Escape');
    throw new Error(`${messageOf(error)}\nIt lists: ${listed.join(', ')}`, {
      cause: error,
    });
  }
}

/** Picks a line of the list that a command has opened. */
export async function pick(page: Page, label: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.waitFor();
  await input.fill(label);
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name', { hasText: exactly(label) }) })
    .first()
    .click();
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')}\\s*$`);
}
