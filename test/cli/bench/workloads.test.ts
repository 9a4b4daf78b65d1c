import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { EngineRun } from '../../../src/cli/bench/engineRun';
import { churn, inOrder } from '../../../src/cli/bench/workloads/churn';
import { churnText } from '../../../src/cli/bench/workloads/churnText';
import { NEAR_MISSES, scatter } from '../../../src/cli/bench/workloads/nearMisses';
import { recordedRows } from '../../../src/cli/bench/workloads/recorded';
import {
  Operation,
  shortened,
  timedRows,
  WORDS_PER_ROW,
} from '../../../src/cli/bench/workloads/workload';
import { DEFAULT_CONFIG } from '../../../src/engine/config';
import { Heap } from '../../../src/engine/heap';
import { fnv1a64 } from '../../../src/engine/imageHash';
import { heapOfTrace } from '../../../src/replay/heapOfTrace';
import { Replay } from '../../../src/replay/replay';
import { readTrace } from '../../../src/trace/reader';

function replayOf(text: string | Uint8Array): Replay {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const trace = readTrace(bytes);
  assert.deepEqual(trace.problems, []);
  const replay = new Replay(trace, heapOfTrace(trace));
  replay.record(Infinity);
  return replay;
}

function textOf(pieces: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat(Array.from(pieces, (piece) => piece.slice()));
}

describe('workloads of the benchmarks', () => {
  it('made of a recorded trace leave the same heap behind', () => {
    const replay = replayOf(`alloctrace 1
heap size=1KiB align=8
free null
alloc a 100
calloc b 40
mark "here"
alloc c 4096
free c
realloc a d 200
realloc b 5000
free b
free b
free never
realloc b 8
realloc n 24
alloc e 9007199254740991
alloc d 16
realloc d 0
calloc f 64 align=64
`);
    const workload = recordedRows('all kinds', replay);
    const run = new EngineRun(workload);
    run.run();
    assert.equal(run.hash(), fnv1a64(replay.heap.memory.bytes));
    const operations = Array.from(
      { length: timedRows(workload) },
      (_, row) => workload.rows[row * WORDS_PER_ROW],
    );
    // Left out: free null, the mark, free c, the refused ones, the size that fits into no row.
    assert.deepEqual(operations, [
      Operation.Alloc,
      Operation.Calloc,
      Operation.Alloc,
      Operation.Realloc,
      Operation.Realloc,
      Operation.Free,
      Operation.Alloc,
      Operation.Alloc,
      Operation.Free,
      Operation.Calloc,
    ]);
  });

  it('made of the trace of a real program leave the same heap behind', () => {
    for (const layout of ['rounded', 'reference'] as const) {
      const trace = readTrace(readFileSync('media/examples/ls.alloctrace'));
      const replay = new Replay(trace, heapOfTrace(trace, { layout }));
      replay.record(Infinity);
      const run = new EngineRun(recordedRows('ls', replay));
      run.run();
      assert.equal(run.hash(), fnv1a64(replay.heap.memory.bytes));
    }
  });

  it('made of text are clean traces of as many events', () => {
    for (const ids of ['running', 'reused'] as const) {
      const text = textOf(churnText({ events: 30_000, heapSize: 2 ** 20, live: 1000, ids }));
      const { trace, journal, eventCount } = replayOf(text);
      assert.equal(eventCount, 30_000);
      assert.deepEqual(journal.faults, []);
      assert(ids === 'running' ? trace.idCount > 14_000 : trace.idCount < 2000);
    }
  });

  it('against indexes have as many free blocks, and none of them fits', () => {
    for (const kind of NEAR_MISSES) {
      const workload = scatter(kind, 300, 40);
      assert(Math.abs(new EngineRun(workload).meanFreeBlocks() - 301) < 20, kind);
      if (kind === 'alignments') continue;
      const { heapSize: size, rows, setup, slots } = workload;
      const heap = new Heap({ ...DEFAULT_CONFIG, size, debugLog: false });
      heap.init();
      const users = new Int32Array(slots);
      for (let row = 0; row < setup * WORDS_PER_ROW; row += WORDS_PER_ROW) {
        if (rows[row] === Operation.Free) heap.free(users[rows[row + 1]]);
        else users[rows[row + 1]] = heap.alloc(rows[row + 2], rows[row + 3]);
      }
      const [, , bytes, align] = rows.subarray(setup * WORDS_PER_ROW);
      assert.equal(heap.plan(bytes, align).visited, 301, kind);
    }
  });

  it('free nothing twice and allocate over nothing that is live', () => {
    const all = [
      churn({ name: 'churn', heapSize: 2 ** 20, live: 50, operations: 2000, settling: 100 }),
      inOrder('last', 'last', 20, 1000),
      inOrder('first', 'first', 20, 1000),
      ...NEAR_MISSES.map((kind) => scatter(kind, 100, 1000)),
    ];
    for (const { name, rows } of all) {
      const live = new Set<number>();
      for (let row = 0; row < rows.length; row += WORDS_PER_ROW) {
        const isFree = rows[row] === Operation.Free;
        assert.equal(live.has(rows[row + 1]), isFree, `${name}, row ${row / WORDS_PER_ROW}`);
        if (isFree) live.delete(rows[row + 1]);
        else live.add(rows[row + 1]);
      }
    }
  });

  it('can be cut short, but not in their setup', () => {
    const workload = scatter('near misses', 10, 40);
    assert.equal(timedRows(shortened(workload, 7)), 7);
    assert.equal(timedRows(shortened(workload, 700)), 40);
    assert.equal(shortened(workload, 7).setup, workload.setup);
  });
});
