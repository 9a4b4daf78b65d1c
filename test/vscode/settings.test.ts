import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { SETTING_SECTION, SETTINGS } from '../../src/host/ids';
import { Settings } from '../../src/host/settings';
import { closeAll, openTrace, until } from './support/trace';

const EMPTY = 'alloctrace 1\nalloc a 10\nalloc b 10\n';

/** Writes a setting for the user; undefined takes it away. */
async function write(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(SETTING_SECTION).update(name, value, true);
}

/** Settings as if these were written; everything that is reported is added to `told`. */
function settingsWith(values: Record<string, unknown>, told: string[] = []): Settings {
  return new Settings({ warn: (message) => void told.push(message) }, (name) => values[name]);
}

function everyValue(settings: Settings): unknown[] {
  const { heapDefaults, playSpeed, debugLog, followCursor, historyBudget } = settings;
  return [heapDefaults, playSpeed, debugLog, followCursor, historyBudget];
}

/** Each of these values gives the default and one report, however often it is asked for. */
function check(name: string, ...values: unknown[]): void {
  const usual = everyValue(settingsWith({}));
  for (const value of values) {
    const told: string[] = [];
    const settings = settingsWith({ [name]: value }, told);
    assert.deepEqual(everyValue(settings), usual, `${name}: ${JSON.stringify(value)}`);
    everyValue(settings);
    assert.equal(told.length, 1, `${name}: ${JSON.stringify(value)}`);
    assert(told[0].startsWith(`alloctrace.${name} must be `), told[0]);
    settings.dispose();
  }
}

describe('settings', () => {
  afterEach(async () => {
    const section = vscode.workspace.getConfiguration(SETTING_SECTION);
    for (const name of Object.values(SETTINGS)) {
      if (section.inspect(name)?.globalValue !== undefined) await write(name, undefined);
    }
    await closeAll();
  });

  it('say what a trace leaves out of its heap, and open traces follow', async () => {
    const { session } = await openTrace(EMPTY);
    const config = () => session.replay?.config;
    assert.equal(config()?.size, 2 ** 20);
    session.seek(1);
    const wanted: [string, unknown, () => boolean][] = [
      [SETTINGS.heapSize, '4KiB', () => config()?.size === 4096],
      [SETTINGS.heapBase, '0x8000', () => config()?.base === 0x8000],
      [SETTINGS.heapLayout, 'reference', () => config()?.layout === 'reference'],
      [SETTINGS.heapPolicy, 'best-fit', () => config()?.policy === 'best-fit'],
      [SETTINGS.heapAlignment, 64, () => config()?.align === 64],
    ];
    for (const [name, value, isSo] of wanted) {
      await write(name, value);
      await until(`${name} is ${String(value)}`, isSo);
    }
    assert.equal(session.at, 1, 'the cursor stays');
    assert.equal((0x8000 + (session.replay?.userOf(0) ?? 1)) % 64, 0);
    assert(!session.isOverridden, 'the trace has what it asks for');
  });

  it('do not matter where the trace says it', async () => {
    await write(SETTINGS.heapSize, '4KiB');
    await write(SETTINGS.heapAlignment, 64);
    const { session } = await openTrace('alloctrace 1\nheap size=2KiB align=8\nalloc a 10\n');
    assert.equal(session.replay?.config.size, 2048);
    assert.equal(session.replay?.config.align, 8);
  });

  it('that cannot be meant are as if they were not there, and are reported once', () => {
    check(SETTINGS.heapSize, 'huge', 8, 100.5, 2 ** 40, true, '4KiB heap', {});
    check(SETTINGS.heapBase, '0x1001', 0, -8, 2 ** 53 - 8, 'base');
    check(SETTINGS.heapLayout, 'square', 'Rounded', 1);
    check(SETTINGS.heapPolicy, ['first-fit'], '');
    check(SETTINGS.heapAlignment, 3, '16', 0, 2 ** 21);
    check(SETTINGS.playSpeed, 0, 2.5, 1001, '4');
    check(SETTINGS.debugLog, 'yes', 1);
    check(SETTINGS.followCursor, 1, 'true');
    check(SETTINGS.historyBudget, -1, 5000, '80');
  });

  it('are told when they are written, before they are needed', async () => {
    const told: string[] = [];
    const settings = settingsWith({ [SETTINGS.historyBudget]: -1 }, told);
    try {
      // Any change will do: VS Code tells of none of the machine's settings in a test.
      await write(SETTINGS.debugLog, false);
      await until('it is told', () => told.length === 1);
      assert.match(told[0], /historyBudget must be a number from 0 to 4096, not -1/);
    } finally {
      settings.dispose();
    }
  });

  it('are taken in each form in which they may be written', () => {
    const sizes = [4096, '4096', '4KiB', '0x1000', ' 4K '].map(
      (value) => settingsWith({ [SETTINGS.heapSize]: value }).heapDefaults.size,
    );
    assert.deepEqual(sizes, [4096, 4096, 4096, 4096, 4096]);
    const bases = [32768, '0x8000'].map(
      (value) => settingsWith({ [SETTINGS.heapBase]: value }).heapDefaults.base,
    );
    assert.deepEqual(bases, [0x8000, 0x8000]);
  });

  it('say how fast playing is', async () => {
    const { session } = await openTrace(EMPTY);
    assert.equal(session.speed, 4);
    await write(SETTINGS.playSpeed, 64);
    await until('it is faster', () => session.speed === 64);
    const other = await openTrace(EMPTY);
    assert.equal(other.session.speed, 64);
  });
});
