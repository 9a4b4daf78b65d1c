import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../workbench/processes.mjs';
import type { Locator } from 'playwright-core';
import { shownText } from './shownText.js';

/** What a wait takes at most, unless told. The machine may be busy; a page is never this slow. */
const patience = 30_000;

/**
 * Waits until a condition gives a value other than false, undefined and null, and returns it.
 *
 * Asks from here instead of in the page: `page.waitForFunction` needs `eval`, which the webview's
 * content security policy forbids.
 */
export async function waitUntil<T>(
  what: string,
  condition: () => Promise<T | false | undefined | null>,
  timeout = patience,
): Promise<T> {
  const end = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== false && value !== undefined && value !== null) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      const because = last === undefined ? '' : `: ${messageOf(last)}`;
      throw new Error(`Waited ${timeout / 1000} s in vain until ${what}${because}`);
    }
    await sleep(50);
  }
}

/** Waits until an element's text holds a piece of text or matches a pattern; says what it was. */
export async function waitForText(
  locator: Locator,
  expected: string | RegExp,
  timeout = patience,
): Promise<string> {
  let text = '';
  try {
    return await waitUntil(
      `the text holds ${String(expected)}`,
      async () => {
        text = await shownText(locator);
        const holds = typeof expected === 'string' ? text.includes(expected) : expected.test(text);
        return holds ? text : undefined;
      },
      timeout,
    );
  } catch (error) {
    throw new Error(`${messageOf(error)}\nThe text of ${String(locator)} was: ${text}`, {
      cause: error,
    });
  }
}
