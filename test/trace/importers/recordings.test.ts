import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { measure } from '../../../src/engine/metrics';
import { Replay } from '../../../src/replay/replay';
import { heapOfTrace } from '../../../src/replay/heapOfTrace';
import { describeOutcome } from '../../../src/replay/outcome';
import { readTrace } from '../../../src/trace/reader';
import { comparable, fixture, FOLDER, importBytes, summary, type Result } from './imported';

/** What each recording comes to: counts of an independent importer where the two agree. */
const GOLDEN = 'test/fixtures/importers.json';
const golden = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Record<string, unknown>;

/** Carries the trace out that was written, and counts what a replay finds. */
function replayed(result: Result) {
  const trace = readTrace(Buffer.from(result.header + result.events));
  assert.deepEqual(trace.problems, []);
  const replay = new Replay(trace, heapOfTrace(trace, {}));
  while (!replay.record(100_000));
  const { faults, outcome } = replay.journal;
  // What got nothing in the program may get nothing here.
  const ours = faults.filter((event) => trace.idText(trace.id[event]) !== 'failed');
  const codes = ours.map((event) => describeOutcome(outcome[event]).code);
  return { metrics: measure(replay.heap), codes };
}

/** Sizes of chunks to try: small ones where that does not take long. */
function stepsFor(length: number): readonly number[] {
  if (length < 4000) return [1, 2, 7, 100];
  return length < 40_000 ? [7, 4096] : [65_537];
}

describe('recordings of real programs, and hostile ones', () => {
  const files = readdirSync(FOLDER);

  it('are all known, and no other', () => {
    assert.deepEqual(files.toSorted(), Object.keys(golden).toSorted());
  });

  for (const file of files) {
    it(`${file} comes to what is written down`, async () => {
      assert.deepEqual(summary(importBytes(await fixture(file))), golden[file]);
    });

    it(`${file} does not depend on the chunks it comes in`, async () => {
      const bytes = await fixture(file);
      const whole = comparable(importBytes(bytes));
      for (const step of stepsFor(bytes.length)) {
        assert.deepEqual(comparable(importBytes(bytes, undefined, step)), whole, String(step));
      }
    });

    it(`${file} gives a trace that replays to the same heap`, async () => {
      const result = importBytes(await fixture(file));
      if (result.importer === undefined) return;
      const { metrics, codes } = replayed(result);
      const { liveBlocks, liveBytes } = result.totals;
      // A live id that is used again leaves its old block behind: the reader of the trace is told.
      if (codes.includes('live-id')) return;
      assert.equal(metrics.liveBytes, liveBytes);
      assert.equal(metrics.liveBlocks, liveBlocks);
      assert(!codes.includes('out-of-memory'), 'the heap is large enough');
    });
  }
});
