import * as vscode from 'vscode';
import { SETTING_SECTION, SETTINGS } from './ids';

const MEBIBYTE = 2 ** 20;

/** The settings, read anew whenever they are needed. What cannot be meant is the default. */
export class Settings {
  private readonly reported = new Set<string>();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Bytes that each trace may keep of its past states; undefined: what suits its heap. */
  get historyBudget(): number | undefined {
    const mebibytes = this.number(SETTINGS.historyBudget, 0, 4096, 0);
    return mebibytes === 0 ? undefined : mebibytes * MEBIBYTE;
  }

  /** Whether what came of each event is shown behind its line. */
  get inlayHints(): boolean {
    return this.boolean(SETTINGS.inlayHints, true);
  }

  private boolean(name: string, byDefault: boolean): boolean {
    const value = vscode.workspace.getConfiguration(SETTING_SECTION).get<unknown>(name, byDefault);
    if (typeof value === 'boolean') return value;
    this.report(name, value, `neither true nor false; ${byDefault} is used instead.`);
    return byDefault;
  }

  private number(name: string, low: number, high: number, byDefault: number): number {
    const value = vscode.workspace.getConfiguration(SETTING_SECTION).get<unknown>(name, byDefault);
    if (typeof value === 'number' && value >= low && value <= high) return value;
    this.report(name, value, `no number from ${low} to ${high}; ${byDefault} is used instead.`);
    return byDefault;
  }

  private report(name: string, value: unknown, why: string): void {
    const what = `${SETTING_SECTION}.${name}: ${JSON.stringify(value)?.slice(0, 100)}`;
    if (this.reported.has(what)) return;
    this.reported.add(what);
    this.log.warn(`${what} is ${why}`);
  }
}

/** The editor's own line height: 0 derives it from the font size, below 8 it is a factor. */
export function editorLineHeight(): number {
  const value = vscode.workspace.getConfiguration('editor').get<unknown>('lineHeight', 0);
  return typeof value === 'number' && value >= 0 && value <= 150 ? value : 0;
}
