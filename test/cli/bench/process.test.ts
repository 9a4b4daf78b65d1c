import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { runCli } from '../spawned';

interface Printed {
  readonly schema: number;
  readonly quick: boolean;
  readonly machine: { readonly node: string; readonly compiler: string | null };
  readonly sections: Readonly<Record<string, { rows: Record<string, unknown>[]; agrees: boolean }>>;
  readonly bars: readonly unknown[];
}

/** Folders of this program's among what is temporary. */
function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('alloctrace-bench-'));
}

describe('alloctrace bench', function () {
  this.timeout(120_000);

  it('measures everything, and both sides leave the same bytes behind', async () => {
    const before = leftovers();
    const { code, stdout, stderr } = await runCli(['bench', '--quick', '--json']);
    assert.equal(stderr, '');
    const { schema, quick, machine, sections, bars } = JSON.parse(stdout) as Printed;
    assert.deepEqual([code, schema, quick, bars], [0, 1, true, []]);
    assert.equal(machine.node, process.version);
    assert.deepEqual(Object.keys(sections), [
      'engine',
      'growth',
      'real',
      'policies',
      'reader',
      'open',
      'scale',
      'recorder',
    ]);
    for (const [name, { rows, agrees }] of Object.entries(sections)) {
      assert(agrees, name);
      // Programs are recorded on Linux only, and with a compiler.
      assert(rows.length > 1 || name === 'recorder', name);
    }
    if (machine.compiler !== null) {
      for (const name of ['engine', 'real', 'policies']) {
        for (const row of sections[name].rows) assert.equal(row['imagesAgree'], true, name);
      }
    }
    for (const row of sections['open'].rows) assert.equal(typeof row['seekP99'], 'number');
    assert.deepEqual(
      sections['scale'].rows.map(({ events }) => events),
      [10_000, 100_000],
    );
    assert.deepEqual(leftovers(), before);
  });

  it('does without a compiler, and says so', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '';
    try {
      const { code, stdout } = await runCli(['bench', '--quick', '--only', 'policies']);
      assert.equal(code, 0);
      assert.match(stdout, /^native walk: skipped, because no C compiler was found/m);
      assert.match(stdout, /^ {2}best-fit, 300 live +[\d.]+ +- +[\d,.]+ +- +-$/m);
      assert.doesNotMatch(stdout, /engine, first fit/i);
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('takes traces, and says which it cannot read', async () => {
    const args = ['bench', '--quick', '--only', 'real', 'media/examples/faults.alloctrace'];
    const { code, stdout } = await runCli(args);
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}faults, reference/m);
    const missing = await runCli(['bench', '--quick', '--only', 'real', 'no such file']);
    assert.deepEqual(
      [missing.code, missing.stderr],
      [2, 'no such file:1:1: error: There is no such file.\n'],
    );
  });
});
