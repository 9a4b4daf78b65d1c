import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readLog } from '../../src/engine/debugLog';
import { Heap } from '../../src/engine/heap';
import { Quantity } from '../../src/engine/counters';
import { LOG_CAPACITY } from '../../src/engine/memory';
import { debugLogAt } from '../../src/replay/debugLog';
import { execute } from '../../src/replay/execute';
import { NO_EVENT } from '../../src/replay/journal';
import type { Replay } from '../../src/replay/replay';
import { longProgram, program } from './programs';
import { replayed } from './replayed';

/** The ring that the replay derives after `at` events, as text. */
function derived({ trace, journal, config }: Replay, at: number): string {
  return debugLogAt(trace, journal, config, at)
    .map(({ text }) => `${text}\n`)
    .join('');
}

/** Runs an engine that writes its log beside the replay and compares the two after each event. */
function check(text: string, every = 1): void {
  const replay = replayed(text);
  const { trace, journal, config } = replay;
  const writing = new Heap({ ...config, debugLog: true });
  writing.init();
  replay.seek(0);
  for (let at = 0; ; at++) {
    assert.equal(
      replay.logWritten,
      writing.quantity(Quantity.LogWritten),
      `bytes written after ${at} events`,
    );
    if (at % every === 0) {
      const ring = Buffer.from(readLog(writing.memory)).toString('latin1');
      assert.equal(derived(replay, at), ring, `after ${at} events`);
    }
    if (at === replay.eventCount) return;
    execute(trace, journal, writing, at, config.align);
    replay.step();
  }
}

describe('the derived debug log', () => {
  it('is the ring that the engine writes, for every kind of event', () => {
    check(
      [
        'heap size=512',
        'alloc a 8',
        'calloc b 100 align=64',
        'realloc a 0',
        'free a',
        'realloc null c 16',
        'realloc c 24',
        'realloc c d 9999',
        'alloc e 99999',
        'free e',
        'free c',
        'free c',
        'free never',
        'realloc c 8',
        'realloc new 8',
        'mark x',
        '',
      ].join('\n'),
    );
  });

  it('is the ring that the engine writes, for random traces', () => {
    fc.assert(
      fc.property(program, (text) => check(text)),
      { numRuns: 60 },
    );
  });

  it('is the ring that the engine writes, long after it wrapped round', () => {
    check(longProgram(5, 3000), 7);
  });

  it('is full when the ring is, and names the event of every line', () => {
    const replay = replayed(longProgram(5, 500));
    const { trace, journal, config } = replay;
    const full = derived(replay, 500);
    assert.equal(full.length, LOG_CAPACITY);
    const lines = debugLogAt(trace, journal, config, 500);
    assert.ok(lines.every(({ event }, i) => i === 0 || event >= lines[i - 1].event));
    assert.equal(lines.at(-1)?.event, 499);
    const start = debugLogAt(trace, journal, config, 0);
    const text = 'Initializing allocator with 8192 bytes';
    assert.deepEqual(start, [{ text, event: NO_EVENT, isCut: false }]);
    assert.deepEqual(
      lines.map(({ isCut }) => isCut),
      lines.map((_, i) => i === 0),
    );
  });
});
