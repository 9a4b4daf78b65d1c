// Measures how fast the parts are, as ratios to a baseline measured in the same run: the machines
// it runs on are noisy, so absolute times mean little. Run it with `npm run bench`.

import { readFileSync } from 'node:fs';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { Heap } from '../../src/engine/heap';
import { fnv1a64 } from '../../src/engine/imageHash';
import { measure as metricsOf } from '../../src/engine/metrics';
import { execute } from '../../src/replay/execute';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { readTrace } from '../../src/trace/reader';
import { NativeWalk, type Workload } from './native';
import { syntheticTrace } from './synthetic';
import { WORKLOADS } from './workloads';

const RUNS = 7;

interface Timing {
  readonly name: string;
  /** Milliseconds, one a run. */
  readonly times: readonly number[];
}

/** Runs each task RUNS times, taking turns, so that noise hits all of them alike. */
function measure(tasks: Readonly<Record<string, () => void>>): Timing[] {
  const entries = Object.entries(tasks).map(([name, task]) => ({ name, task, times: [0] }));
  for (const entry of entries) {
    entry.task();
    entry.times = [];
  }
  for (let run = 0; run < RUNS; run++) {
    for (const { task, times } of entries) {
      const start = performance.now();
      task();
      times.push(performance.now() - start);
    }
  }
  return entries;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Prints each timing as a ratio to the first one, with its spread. */
function report(title: string, timings: readonly Timing[], unit: number, unitName: string): void {
  console.log(`\n${title}`);
  const base = median(timings[0].times);
  for (const { name, times } of timings) {
    const middle = median(times);
    const spread = `${Math.min(...times).toFixed(1)}-${Math.max(...times).toFixed(1)} ms`;
    const rate = ((unit / middle) * 1000).toExponential(2);
    console.log(
      `  ${name.padEnd(34)} ${(middle / base).toFixed(2).padStart(8)} x   ${middle.toFixed(1).padStart(8)} ms  (${spread}), ${rate} ${unitName}/s`,
    );
  }
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) count++;
  return count;
}

function main(): void {
  const file = process.argv[2];
  const bytes = file ? readFileSync(file) : syntheticTrace(60_000);
  console.log(
    `${file ?? 'synthetic trace of 60,000 events'}: ${bytes.length} bytes, Node ${process.version}`,
  );
  const trace = readTrace(bytes);
  const config = heapOfTrace(trace);
  const replay = new Replay(trace, config);
  replay.record(Infinity);

  report(
    'Reading (baseline: counting the newlines of the same bytes)',
    measure({
      'count newlines': () => countNewlines(bytes),
      'read the trace': () => readTrace(bytes),
    }),
    bytes.length / 1e6,
    'MB',
  );
  report(
    'Carrying out (baseline: the same events with no journal, no keyframes)',
    measure({
      'engine alone': () => engineAlone(replay),
      'record with journal and keyframes': () => new Replay(trace, config).record(Infinity),
    }),
    trace.eventCount,
    'events',
  );
  const moves = 2000;
  report(
    `Moving (baseline: ${moves} steps forward)`,
    measure({
      'step forward': () => {
        replay.seek(0);
        for (let i = 0; i < moves; i++) replay.step();
      },
      'step forward and back': () => {
        replay.seek(0);
        for (let i = 0; i < moves; i++) replay.step();
        for (let i = 0; i < moves; i++) replay.stepBack();
      },
      '20 seeks all over the trace': () => {
        for (let i = 0; i < 20; i++) replay.seek((i * 7919 * 31) % trace.eventCount);
      },
    }),
    moves,
    'moves',
  );
}

/** The allocator's operations of a recorded trace, on a bare heap. */
function engineAlone({ trace, journal, heap: { config } }: Replay): void {
  const heap = new Heap(config);
  heap.init();
  for (let event = 0; event < trace.eventCount; event++) execute(trace, journal, heap, event);
}

/** The engine beside the plain native walk, on the same operations; the final images must agree. */
function compareWithNative(): void {
  const native = NativeWalk.build();
  if (native === undefined) {
    console.log('\nNo C compiler was found: the engine is not compared with the native walk.');
    return;
  }
  console.log(`\nThe engine (baseline: the native walk in C, ${native.compiler} -O3)`);
  for (const make of WORKLOADS) {
    const workload = make();
    const { times, hash } = native.run(workload, RUNS);
    const own = Array.from({ length: RUNS }, () => runEngine(workload));
    const agrees = own.every((run) => run.hash === hash);
    const ratio = median(own.map((run) => run.ms)) / median(times);
    const perOperation = (median(own.map((run) => run.ms)) * 1e6) / (workload.rows.length / 4);
    console.log(
      `  ${workload.name.padEnd(34)} ${ratio.toFixed(3).padStart(8)} x   ${perOperation.toFixed(0).padStart(6)} ns an operation, ` +
        `${own[0].freeBlocks} free blocks, ${own[0].visitedMean.toFixed(0)} visited on average` +
        (agrees ? '' : '   THE IMAGES DIFFER'),
    );
  }
}

function runEngine({ heapSize, slots, rows }: Workload): {
  ms: number;
  hash: string;
  freeBlocks: number;
  visitedMean: number;
} {
  const heap = new Heap({ ...DEFAULT_CONFIG, size: heapSize, debugLog: false });
  heap.init();
  const users = new Int32Array(slots);
  const start = performance.now();
  for (let i = 0; i < rows.length; i += 4) {
    if (rows[i] === 1) users[rows[i + 1]] = heap.alloc(rows[i + 2], rows[i + 3]);
    else heap.free(users[rows[i + 1]]);
  }
  const ms = performance.now() - start;
  const { freeBlocks, visitedMean } = metricsOf(heap);
  return { ms, hash: fnv1a64(heap.memory.bytes), freeBlocks, visitedMean };
}

main();
compareWithNative();
