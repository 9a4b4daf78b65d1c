import type { Page } from 'playwright-core';
import type { ThemeKind } from '../../workbench/workspace.mjs';
import { pick, runCommand } from './commands.js';

/** The class that the workbench carries under each kind of theme. */
const classes: Record<ThemeKind, string> = {
  dark: 'vs-dark',
  light: 'vs',
  'hc-dark': 'hc-black',
  'hc-light': 'hc-light',
};

/** The kinds of theme that everything must look right in. */
export const themeKinds: readonly ThemeKind[] = ['dark', 'light', 'hc-dark', 'hc-light'];

/** Switches the running workbench to another theme. */
export async function setTheme(page: Page, kind: ThemeKind): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  await pick(page, labels[kind]);
  await page.locator(`.monaco-workbench.${classes[kind]}`).waitFor();
}

/** What the list of themes calls them. */
const labels: Record<ThemeKind, string> = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'hc-dark': 'Dark High Contrast',
  'hc-light': 'Light High Contrast',
};
