import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Takes a picture of the whole page into out/screenshots, to be looked at by people. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = path.join('out', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  return file;
}
