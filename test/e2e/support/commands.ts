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
  // A key pressed while the workbench still starts is lost, so it is pressed until it was heard.
  await waitUntil('the command palette is open', async () => {
    if (await input.isVisible()) return true;
    await page.keyboard.press('F1');
    await input.waitFor({ timeout: 1000 });
    return true;
  });
  // Typed again until it is listed: the extension's commands come in while the workbench starts.
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name', { hasText: exactly(title) }) })
    .first();
  try {
    await waitUntil(`the palette lists ${title}`, async () => {
      await input.fill('>');
      await input.fill(`>${title}`);
      await row.waitFor({ timeout: 1500 });
      return true;
    });
  } catch (error) {
    const listed = await page.locator('.quick-input-list .label-name').allInnerTexts();
    await page.keyboard.press('Escape');
    throw new Error(`${messageOf(error)}\nIt lists: ${listed.join(', ')}`, {
      cause: error,
    });
  }
  await row.click();
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
