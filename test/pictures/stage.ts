import { writeFile } from 'node:fs/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCommand, workbenchReady } from '../e2e/support/commands';
import { openInspector } from '../e2e/support/inspector';
import { waitUntil } from '../e2e/support/wait';
import { openWorkbench } from '../workbench/open.mjs';
import { root } from '../workbench/root.mjs';
import type { Server } from '../workbench/server.mjs';
import type { Picture } from './picture';
import { withPalette } from './png';
import { traceOf } from './traces';

/** What stands still in so long is ready, in milliseconds. */
const CALM = 800;

/** A picture must not depend on the machine, and shows nothing that is not about the trace. */
const settings = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.wordWrap': 'on',
  'workbench.reduceMotion': 'on',
};

/** A workbench with one trace and the inspector beside it, to be arranged for a picture. */
export class Stage {
  private constructor(
    readonly page: Page,
    readonly inspector: FrameLocator,
  ) {}

  /** Opens it, has it arranged, and saves the picture. */
  static async take(picture: Picture, server: Server, file: string): Promise<void> {
    const { name, text } = await traceOf(picture);
    const { page, close } = await openWorkbench({
      extension: root,
      server,
      contents: { [name]: text },
      file: name,
      theme: 'dark',
      settings: { ...settings, 'alloctrace.inlayHints': picture.hints ?? false },
      viewport: picture.size,
    });
    try {
      await workbenchReady(page);
      await page.locator('.monaco-editor .view-line').first().waitFor();
      await closeSideBar(page);
      const stage = new Stage(page, await openInspector(page));
      await picture.arrange(stage);
      await stage.save(file);
    } finally {
      await close();
    }
  }

  /** Runs a command of the palette. */
  run(title: string): Promise<void> {
    return runCommand(this.page, title);
  }

  /** Goes to what one can type into the inspector's box: an event, a line, an id. */
  async find(what: string): Promise<void> {
    const box = this.inspector.locator('at-find-box input');
    await box.fill(what);
    await box.press('Enter');
    await this.calm();
    await box.fill('');
    await box.blur();
  }

  /** Opens these sections of the inspector, by their names in the saved view, and closes the others. */
  async showOnly(...names: readonly string[]): Promise<void> {
    for (const section of await this.inspector.locator('at-section').all()) {
      const isWanted = names.includes((await section.getAttribute('name')) ?? '');
      const heading = section.locator('h2 button');
      const isOpen = (await heading.getAttribute('aria-expanded')) === 'true';
      if (isWanted !== isOpen) await heading.click();
    }
  }

  /** The map shows the part of the heap that was ever used. */
  async fitMap(): Promise<void> {
    await this.part('at-heap-map').getByRole('button', { name: 'used' }).click();
  }

  /** The map grows around a point of it, given in shares of its width and height. */
  async zoomMap({ x, y }: { readonly x: number; readonly y: number }): Promise<void> {
    const box = await this.part('at-heap-map').locator('canvas').first().boundingBox();
    if (!box) throw new Error('The inspector shows no map.');
    await this.page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    await this.page.keyboard.down('Control');
    for (let turn = 0; turn < 5; turn++) await this.page.mouse.wheel(0, -120);
    await this.page.keyboard.up('Control');
  }

  /** The timeline has the scale of what is live. */
  async fitTimeline(): Promise<void> {
    await this.part('at-timeline').getByRole('button', { name: 'fit to live' }).click();
  }

  /** Shows the blocks where the program had them. */
  async showRecorded(): Promise<void> {
    await this.part('at-heap-choice').getByRole('radio', { name: 'As recorded' }).click();
    await this.part('at-recorded-map').waitFor();
  }

  /** What the colour of a block tells. */
  async colorBy(what: string): Promise<void> {
    await this.part('at-map-legend').locator('select').selectOption(what);
  }

  /** Runs the whole trace under every policy. */
  async comparePolicies(): Promise<void> {
    await this.part('at-comparison')
      .getByRole('button', { name: /Run this trace/ })
      .click();
    await this.part('at-comparison').getByText('Compare again').waitFor();
  }

  /** Finds what is live at the end, in groups. */
  async findLeaks(by: string): Promise<void> {
    const leaks = this.part('at-leaks');
    await leaks.getByLabel('Grouped by').selectOption(by);
    await leaks.getByRole('button', { name: 'Find leaks' }).click();
    await leaks.locator('tbody tr').first().waitFor();
  }

  /** The table of blocks shows only those that pass a filter. */
  async filterBlocks(filter: string): Promise<void> {
    const box = this.part('at-block-filter').locator('input');
    await box.fill(filter);
    await box.blur();
  }

  /** A part of the inspector by its tag. */
  part(tag: string): Locator {
    return this.inspector.locator(tag);
  }

  /** Waits until nothing on the page has changed for a moment. */
  async calm(): Promise<void> {
    let last: Buffer | undefined;
    await waitUntil('the page stands still', async () => {
      const before = last;
      await this.page.waitForTimeout(CALM);
      last = await this.page.screenshot();
      return before?.equals(last);
    });
  }

  private async save(file: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.inspector.locator('.content').evaluate(toTop);
    await this.calm();
    const clip = await this.page.locator('.part.editor').boundingBox();
    if (!clip) throw new Error('The workbench shows no editors.');
    // The editor's caret is drawn by VS Code, and the browser knows nothing of it.
    const style = '.monaco-editor .cursor { visibility: hidden !important; }';
    const png = await this.page.screenshot({ clip, style, animations: 'disabled' });
    await writeFile(file, withPalette(png));
  }
}

/** Closes the explorer. The command turns it over, and one that is tried again may do so twice. */
async function closeSideBar(page: Page): Promise<void> {
  const explorer = page.locator('.explorer-folders-view');
  await explorer.waitFor();
  await waitUntil('the side bar is closed', async () => {
    if (!(await explorer.isVisible())) return true;
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    return undefined;
  });
}

/** Runs in the page. */
function toTop(element: unknown): void {
  (element as { scrollTop: number }).scrollTop = 0;
}
