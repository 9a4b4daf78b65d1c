import type { FrameLocator, Page } from 'playwright-core';
import { runCommand } from './commands.js';

/** Where the inspector is: beside the trace, or in its view in a side bar. */
export type Place = 'panel' | 'view';

/**
 * The document of the Heap Inspector: inside VS Code's frame for webviews there is another one with
 * the extension's content. Locators in it wait until it is there.
 */
export function inspectorFrame(page: Page, place: Place = 'panel'): FrameLocator {
  const purpose = '[src*="purpose=webviewView"]';
  const which = place === 'view' ? purpose : `:not(${purpose})`;
  return page.frameLocator(`iframe.webview.ready${which}:visible`).frameLocator('#active-frame');
}

/** Opens the inspector beside the active trace and waits until it shows something. */
export async function openInspector(page: Page): Promise<FrameLocator> {
  await runCommand(page, 'AllocTrace: Open Heap Inspector');
  const frame = inspectorFrame(page);
  await frame.locator('at-inspector').waitFor({ timeout: 30_000 });
  return frame;
}
