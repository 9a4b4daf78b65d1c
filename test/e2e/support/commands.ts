import { messageOf } from '../../workbench/processes.mjs';
import type { Locator, Page } from 'playwright-core';
import { waitUntil } from './wait.js';

/** Waits until the workbench is there and has restored what it shows. */
export async function workbenchReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

/** Runs a command as a person does: by its title, category included, in the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const { input, row } = quickInput(page, title);
  let tries = 0;
  try {
    // While the workbench starts, a key may be lost, the palette closed again by an editor that
    // takes the focus, and the extension's commands not there yet. So all of it is tried again.
    await waitUntil(`the palette lists ${title}`, async () => {
      if (!(await input.isVisible())) await page.keyboard.press('F1');
      // What stays as it was is not looked for again.
      if (tries++ > 0) await input.fill('>', { timeout: 1000 });
      await input.fill(`>${title}`, { timeout: 1000 });
      await row.waitFor({ timeout: 1500 });
      // Not given up halfway: a click that was made after all would run the command twice.
      await row.click({ timeout: 10_000 });
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
  const { input, row } = quickInput(page, label);
  // The palette from which the command was run may still be there, with an input of its own.
  await waitUntil(`the list has ${label}`, async () => {
    await input.fill(label, { timeout: 1500 });
    await row.waitFor({ timeout: 1500 });
    return true;
  });
  await row.click();
}

/**
 * Opens a file of the workspace from the explorer, and waits until it is shown. Not by the page's
 * address, which would open it again after a reload, and nothing else.
 */
export async function openFromExplorer(page: Page, name: string): Promise<void> {
  const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
  // The explorer may be drawn anew between the two clicks.
  await waitUntil(`${name} is shown`, async () => {
    await row.dblclick({ timeout: 5000 });
    await page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout: 5000 });
    return true;
  });
}

/** Where one types in a list of VS Code's, and its line with a label. */
function quickInput(page: Page, label: string): { input: Locator; row: Locator } {
  return {
    input: page.locator('.quick-input-widget input[type=text]'),
    row: page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: page.locator('.label-name', { hasText: exactly(label) }) })
      .first(),
  };
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')}\\s*$`);
}
