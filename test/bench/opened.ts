import type { Frame, Page } from 'playwright-core';
import { churnText, type ChurnText } from '../../src/cli/bench/workloads/churnText';
import { openWorkbench, withMotion, type Workbench } from '../workbench/open.mjs';
import { root } from '../workbench/root.mjs';
import { runCommand, workbenchReady } from '../e2e/support/commands';
import { waitUntil } from '../e2e/support/wait';

/** The whole text of a made trace. */
export function traceText(text: ChurnText): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (const piece of churnText(text)) pieces.push(piece.slice());
  return Buffer.concat(pieces);
}

/** A workbench with one trace, and the inspector beside it. */
export interface Opened {
  readonly page: Page;
  /** The inspector's own page. */
  readonly frame: Frame;
  /** From the command to the heap on the screen, in milliseconds. */
  readonly openedIn: number;
  /** What of that passed after the workbench had made the inspector's page, in milliseconds. */
  readonly ownTime: number;
  close(): Promise<void>;
}

/** Says when the inspector showed a heap for the first time. Runs in every frame before its page. */
function watchForHeap(): void {
  // Not by frames: a webview's page is written into a frame that is there, which forgets those.
  const timer = setInterval(() => {
    const inspector = document.querySelector('at-inspector');
    if (!inspector?.shadowRoot?.querySelector('main')) return;
    clearInterval(timer);
    requestAnimationFrame(() =>
      setTimeout(() =>
        Object.assign(globalThis, { heapSeenAt: performance.timeOrigin + performance.now() }),
      ),
    );
  }, 4);
}

/**
 * Opens a trace in a workbench of its own, and the inspector beside it.
 * @param settings of the workspace, beside those that all benchmarks have
 */
export async function openTrace(
  content: Uint8Array,
  settings: Record<string, unknown> = {},
): Promise<Opened> {
  const workbench: Workbench = await openWorkbench({
    extension: root,
    contents: { 'bench.alloctrace': content },
    viewport: { width: 1400, height: 900 },
    ownProcess: true,
    // Above 10 MB a workbench in a browser would ask first.
    settings: { ...withMotion, 'workbench.editorLargeFileConfirmation': 100, ...settings },
    prepare: async (page) => void (await page.addInitScript(watchForHeap)),
  });
  const { page, close } = workbench;
  try {
    await workbenchReady(page);
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'bench.alloctrace' })
      .dblclick();
    // Read to its end: the status bar tells the number of events.
    await page
      .locator('.statusbar-item', { hasText: /event 0 \/ [\d,]+/ })
      .waitFor({ timeout: 120_000 });
    await page.waitForTimeout(2000);
    await page.keyboard.press('F1');
    const begin = await beginOf(page);
    const frame = await waitUntil('the inspector shows a heap', () => frameWithHeap(page), 60_000);
    const [made, seen = Number.NaN] = await frame.evaluate(() => [
      performance.timeOrigin,
      (globalThis as { heapSeenAt?: number }).heapSeenAt,
    ]);
    return { page, frame, openedIn: seen - begin, ownTime: seen - made, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs the command that opens the inspector; returns when its last key was pressed. */
async function beginOf(page: Page): Promise<number> {
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.fill('>AllocTrace: Open Heap Inspector');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'Open Heap Inspector' })
    .first()
    .waitFor();
  const begin = Date.now();
  await page.keyboard.press('Enter');
  return begin;
}

async function frameWithHeap(page: Page): Promise<Frame | undefined> {
  for (const frame of page.frames()) {
    // oxlint-disable-next-line no-await-in-loop
    const seen = await frame
      .evaluate(() => (globalThis as { heapSeenAt?: number }).heapSeenAt)
      .catch(() => undefined);
    if (seen !== undefined) return frame;
  }
  return undefined;
}

/** Goes to the end of the trace, and waits until the page is quiet. */
export async function goToEnd({ page }: Opened): Promise<void> {
  await runCommand(page, 'AllocTrace: Go to Last Event');
  await page.waitForTimeout(3000);
}
