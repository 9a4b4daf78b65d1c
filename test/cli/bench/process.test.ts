import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../spawned';

interface Printed {
  readonly schema: number;
  readonly quick: boolean;
  readonly machine: { readonly node: string; readonly compiler: string | null };
  readonly sections: Readonly<Record<string, { rows: Record<string, unknown>[]; agrees: boolean }>>;
  readonly bars: readonly unknown[];
}

describe('alloctrace bench', function () {
  this.timeout(120_000);
  // A folder for what is temporary that no other run on this machine has, by its names on all systems.
  const temporary = mkdtempSync(path.join(tmpdir(), 'alloctrace-bench-test-'));
  const names = ['TMPDIR', 'TEMP', 'TMP'] as const;
  const usual = names.map((name) => process.env[name]);
  before(() => names.forEach((name) => (process.env[name] = temporary)));
  after(() => {
    names.forEach((name, i) => {
      if (usual[i] === undefined) delete process.env[name];
      else process.env[name] = usual[i];
    });
    rmSync(temporary, { recursive: true, force: true });
  });

  it('measures everything, and both sides leave the same bytes behind', async () => {
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
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('does without a compiler, and says so', async () => {
    const programs = process.env['PATH'];
    process.env['PATH'] = '';
    try {
      const { code, stdout } = await runCli(['bench', '--quick', '--only', 'policies']);
      assert.equal(code, 0);
      assert.match(stdout, /^native walk: skipped, because no C compiler was found/m);
      assert.match(stdout, /^ {2}best-fit, 300 live +[\d.]+ +- +[\d,.]+ +- +-$/m);
      assert.doesNotMatch(stdout, /engine, first fit/i);
    } finally {
      process.env['PATH'] = programs;
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
    const early = await runCli(['bench', '--quick', '--only', 'policies', 'no such file']);
    assert.deepEqual([early.code, early.stdout], [2, '']);
  });
});
