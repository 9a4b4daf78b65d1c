import * as vscode from 'vscode';
import { Emitter } from '../base/emitter';
import { MAX_HEAP_SIZE, MIN_HEAP_SIZE } from '../base/limits';
import { isPowerOfTwo } from '../base/math';
import { HEAP_DEFAULTS, type HeapDefaults } from '../replay/heapOfTrace';
import { readNumber, readSize } from '../trace/numbers';
import { LANGUAGE_ID, SETTING_SECTION, SETTINGS } from './ids';

const MEBIBYTE = 2 ** 20;
/** The highest base: the largest heap above it still ends below 2^53. */
const HIGHEST_BASE = 2 ** 53 - MAX_HEAP_SIZE - 8;
const LARGEST_ALIGNMENT = 2 ** 20;

/** What somebody has set for the language of traces counts first. */
const SCOPE: vscode.ConfigurationScope = { languageId: LANGUAGE_ID };

export type SettingName = (typeof SETTINGS)[keyof typeof SETTINGS];

const LAYOUTS = ['rounded', 'reference'] as const;
const POLICIES = ['first-fit', 'next-fit', 'best-fit', 'worst-fit'] as const;

/**
 * The settings, kept until somebody changes them: VS Code makes all of its settings anew for each
 * question. What cannot be meant is the default: the log says so once, and the language status
 * beside a trace as long as it is so.
 */
export class Settings implements vscode.Disposable {
  private readonly changes = new Emitter<readonly SettingName[]>();
  /** Some of them may have other values. */
  readonly onChange = this.changes.event;
  private readonly known = new Map<SettingName, unknown>();
  private readonly reported = new Set<string>();
  private readonly problems = new Map<SettingName, string>();
  /** There only while there is something to say. */
  private status: vscode.LanguageStatusItem | undefined;
  private readonly subscription: vscode.Disposable;

  /** @param written what is written for a name; undefined for nothing */
  constructor(
    private readonly log: Pick<vscode.LogOutputChannel, 'warn'>,
    private readonly written: (name: SettingName) => unknown = (name) =>
      vscode.workspace.getConfiguration(SETTING_SECTION, SCOPE).get<unknown>(name),
  ) {
    this.subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      const names = Object.values(SETTINGS).filter((name) =>
        change.affectsConfiguration(`${SETTING_SECTION}.${name}`),
      );
      if (names.length === 0) return;
      for (const name of names) {
        this.known.delete(name);
        this.problems.delete(name);
      }
      this.showProblems();
      this.checkAll();
      this.changes.fire(names);
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.status?.dispose();
    this.changes.dispose();
  }

  /** Bytes that each trace may keep of its past states; undefined: what suits its heap. */
  get historyBudget(): number | undefined {
    const mebibytes = this.number(SETTINGS.historyBudget, 0, 4096, 0);
    return mebibytes === 0 ? undefined : mebibytes * MEBIBYTE;
  }

  /** What holds where a trace says nothing of its heap. */
  get heapDefaults(): HeapDefaults {
    return {
      size: this.read(
        SETTINGS.heapSize,
        '1MiB',
        `a size from ${MIN_HEAP_SIZE} to 1GiB, as 65536 or "64KiB"`,
        (value) => {
          const size = within(asNumber(value, readSize), MIN_HEAP_SIZE, MAX_HEAP_SIZE);
          return Number.isInteger(size) ? size : undefined;
        },
      ),
      base: this.read(
        SETTINGS.heapBase,
        `0x${HEAP_DEFAULTS.base.toString(16)}`,
        'an address that is a multiple of 8 and not 0, as "0x10000000"',
        (value) => {
          const base = within(asNumber(value, readNumber), 8, HIGHEST_BASE);
          return base !== undefined && base % 8 === 0 ? base : undefined;
        },
      ),
      layout: this.choice(SETTINGS.heapLayout, LAYOUTS, HEAP_DEFAULTS.layout),
      policy: this.choice(SETTINGS.heapPolicy, POLICIES, HEAP_DEFAULTS.policy),
      align: this.read(
        SETTINGS.heapAlignment,
        HEAP_DEFAULTS.align,
        'a power of two up to 1048576',
        (value) => {
          const align = within(value, 1, LARGEST_ALIGNMENT);
          return align !== undefined && isPowerOfTwo(align) ? align : undefined;
        },
      ),
    };
  }

  /** Whether the inspector shows the debug log. */
  get debugLog(): boolean {
    return this.boolean(SETTINGS.debugLog, true);
  }

  /** Whether what came of each event is shown behind its line. */
  get inlayHints(): boolean {
    return this.boolean(SETTINGS.inlayHints, true);
  }

  /** Whether the heap follows the caret. */
  get followCursor(): boolean {
    return this.boolean(SETTINGS.followCursor, false);
  }

  /** Events a second with which playing begins. */
  get playSpeed(): number {
    return this.read(SETTINGS.playSpeed, 4, 'a whole number from 1 to 1000', (value) =>
      Number.isInteger(value) ? within(value, 1, 1000) : undefined,
    );
  }

  /** What is wrong is said when it is written, not when it is needed. */
  private checkAll(): void {
    void [this.historyBudget, this.heapDefaults, this.debugLog, this.inlayHints];
    void [this.followCursor, this.playSpeed];
  }

  private number(name: SettingName, low: number, high: number, byDefault: number): number {
    return this.read(name, byDefault, `a number from ${low} to ${high}`, (value) =>
      within(value, low, high),
    );
  }

  private boolean(name: SettingName, byDefault: boolean): boolean {
    return this.read(name, byDefault, 'true or false', (value) =>
      typeof value === 'boolean' ? value : undefined,
    );
  }

  private choice<T extends string>(name: SettingName, all: readonly T[], byDefault: T): T {
    return this.read(name, byDefault, `one of ${all.join(', ')}`, (value) =>
      all.find((each) => each === value),
    );
  }

  /**
   * @param byDefault as it would be written
   * @param wanted what it should be, for people
   * @param check the value as it is used; undefined if it cannot be meant
   */
  private read<T>(
    name: SettingName,
    byDefault: unknown,
    wanted: string,
    check: (value: unknown) => T | undefined,
  ): T {
    if (this.known.has(name)) return this.known.get(name) as T;
    const written = this.written(name) ?? byDefault;
    const value = check(written);
    this.known.set(name, value ?? check(byDefault));
    if (value !== undefined) return value;
    const shown = JSON.stringify(written)?.slice(0, 100);
    const used = JSON.stringify(byDefault);
    this.report(
      name,
      `${SETTING_SECTION}.${name} must be ${wanted}, not ${shown}; ${used} is used instead.`,
    );
    return check(byDefault) as T;
  }

  private report(name: SettingName, problem: string): void {
    if (this.problems.get(name) !== problem) {
      this.problems.set(name, problem);
      this.showProblems();
    }
    if (this.reported.has(problem)) return;
    this.reported.add(problem);
    this.log.warn(problem);
  }

  private showProblems(): void {
    if (this.problems.size === 0) {
      this.status?.dispose();
      this.status = undefined;
      return;
    }
    this.status ??= settingStatus();
    this.status.detail = [...this.problems.values()].join(' ');
  }
}

function settingStatus(): vscode.LanguageStatusItem {
  const status = vscode.languages.createLanguageStatusItem('alloctrace-settings', LANGUAGE_ID);
  status.severity = vscode.LanguageStatusSeverity.Warning;
  status.name = vscode.l10n.t('AllocTrace: Settings');
  status.text = vscode.l10n.t('A setting cannot be used');
  status.command = {
    title: vscode.l10n.t('Open Settings'),
    command: 'workbench.action.openSettings',
    arguments: [`${SETTING_SECTION}.`],
  };
  return status;
}

/** A number as JSON has it, or as a trace writes it. */
function asNumber(
  value: unknown,
  read: (bytes: Uint8Array, start: number, end: number) => number,
): unknown {
  if (typeof value !== 'string' || value.length > 40) return value;
  const bytes = new TextEncoder().encode(value.trim());
  return read(bytes, 0, bytes.length);
}

function within(value: unknown, low: number, high: number): number | undefined {
  return typeof value === 'number' && value >= low && value <= high ? value : undefined;
}

/** The editor's own line height: 0 derives it from the font size, below 8 it is a factor. */
export function editorLineHeight(): number {
  const value = vscode.workspace.getConfiguration('editor').get<unknown>('lineHeight', 0);
  return typeof value === 'number' && value >= 0 && value <= 150 ? value : 0;
}
