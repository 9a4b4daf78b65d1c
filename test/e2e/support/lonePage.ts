import { build } from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import { formatCount } from '../../../src/base/format';
import { launchBrowser } from '../../workbench/browser.mjs';
import { messageOf } from '../../workbench/processes.mjs';
import { inRoot } from '../../workbench/root.mjs';
import type { LoneHost } from './lonePageHost';
import { waitForText, waitUntil } from './wait';

/** Nobody listens there: the page is given to the browser without asking. A clipboard wants https. */
const ADDRESS = 'https://inspector.test/';
const FONT = '@font-face { font-family: codicon; src: url("codicon.ttf"); }';

export interface LoneOptions {
  readonly width?: number;
  readonly height?: number;
  /** What `getState` gives at first. */
  readonly saved?: unknown;
}

/**
 * The Heap Inspector's page alone in a browser, with real sessions beside it: what it does with
 * focus, keys and layout needs no VS Code, and is there in a second.
 */
export class LonePage {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open({ width = 1000, height = 900, saved }: LoneOptions = {}): Promise<LonePage> {
    const browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: { width, height },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><html lang="en">' }),
    );
    await page.route('**/codicon.ttf', (route) =>
      route.fulfill({ path: inRoot('dist', 'codicon.ttf') }),
    );
    const lone = new LonePage(browser, page);
    await lone.load(saved);
    return lone;
  }

  /** Loads the page anew, as VS Code does with a view that was hidden. */
  async load(saved?: unknown): Promise<void> {
    const { page } = this;
    await page.goto(ADDRESS);
    await page.evaluate((state) => Object.assign(globalThis, { saved: state }), saved);
    await page.addStyleTag({ content: FONT });
    await page.addScriptTag({ content: await bundled('test/e2e/support/lonePageHost.ts') });
    await page.addScriptTag({ content: await bundled('webview/main.ts') });
    await page.evaluate(() => {
      const { document } = globalThis as unknown as {
        document: { body: { innerHTML: string } };
      };
      document.body.innerHTML = '<at-inspector class="editor"></at-inspector>';
    });
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /** Shows a trace; the version line is put in front of its text. */
  async show(name: string, text: string): Promise<void> {
    await this.page.evaluate(
      ([each, content]) => (globalThis as unknown as Inside).lone.show(each, content),
      [name, `alloctrace 1\n${text}`] as const,
    );
    await this.page.locator('at-footer .name', { hasText: name }).waitFor();
  }

  /** Goes to an event, and waits until it is shown. */
  async seek(at: number): Promise<void> {
    await this.page.evaluate((to) => (globalThis as unknown as Inside).lone.session?.seek(to), at);
    await waitForText(this.part('at-toolbar .position'), `event ${formatCount(at)} /`);
  }

  /** Waits until something has the focus, by what `focused` says. */
  async waitForFocus(expected: string | RegExp): Promise<void> {
    let last = '';
    await waitUntil(`the focus is on ${String(expected)}`, async () => {
      last = await this.focused();
      return typeof expected === 'string' ? last === expected : expected.test(last);
    }).catch((error: unknown) => {
      throw new Error(`${messageOf(error)}\nIt was on: ${last}`, { cause: error });
    });
  }

  /**
   * Gives the page another size, and waits until it has drawn itself in it. What follows from what
   * was measured comes with the next frame, and what follows from that with another.
   */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.evaluate(async (wanted) => {
      const view = globalThis as unknown as {
        innerWidth: number;
        requestAnimationFrame(callback: () => void): void;
      };
      const frame = () => new Promise<void>((resolve) => view.requestAnimationFrame(resolve));
      while (view.innerWidth !== wanted) await frame();
      for (let i = 0; i < 4; i++) await frame();
    }, width);
  }

  part(selector: string): Locator {
    return this.page.locator(selector);
  }

  /** What has the focus, through all shadow roots: its accessible name, or else its tag and class. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      interface Element {
        readonly shadowRoot: { readonly activeElement: Element | null } | null;
        readonly tagName: string;
        readonly className: string;
        readonly textContent: string;
        getAttribute(name: string): string | null;
      }
      const { document } = globalThis as unknown as { document: { activeElement: Element } };
      let element = document.activeElement;
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const name = element.getAttribute('aria-label') ?? element.textContent.trim();
      return `${element.tagName.toLowerCase()} ${name.replaceAll(/\s+/g, ' ').slice(0, 80)}`.trim();
    });
  }
}

/** What the page has beside the inspector. */
export interface Inside {
  readonly lone: LoneHost;
}

const bundles = new Map<string, Promise<string>>();

function bundled(entry: string): Promise<string> {
  const known = bundles.get(entry);
  if (known) return known;
  const made = build({
    entryPoints: [inRoot(...entry.split('/'))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    tsconfig: inRoot('webview', 'tsconfig.json'),
    // The build has compiled it.
    alias: { 'wasm:./kernel/index.ts': inRoot('out', 'kernel.wasm') },
    loader: { '.wasm': 'binary' },
  }).then(({ outputFiles: [file] }) => file?.text ?? '');
  bundles.set(entry, made);
  return made;
}
