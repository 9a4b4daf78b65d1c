import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkHeap } from '../../src/engine/checker';
import { heapOfTrace, type HeapOverrides } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { readTrace } from '../../src/trace/reader';
import type { Trace } from '../../src/trace/trace';
import { replayed, stateOf } from './replayed';

/** Goes to and fro in a trace and compares each place with a replay that only goes forward. */
function checkSeeking(trace: Trace, overrides: HeapOverrides): void {
  const end = trace.eventCount;
  const places = [0, 1, 2, 3, 0.25, 0.5, 0.75].map((x) => Math.floor(x < 1 ? x * end : x));
  places.push(end - 1, end);
  const forward = new Replay(trace, heapOfTrace(trace, overrides));
  const states = new Map<number, Buffer>();
  for (const at of [...new Set(places)].toSorted((a, b) => a - b)) {
    forward.record(at - forward.at);
    assert.deepEqual(checkHeap(forward.heap), [], `after ${at} events`);
    states.set(at, stateOf(forward));
  }
  const replay = replayed(trace, overrides);
  for (const at of [...places.toReversed(), ...places, end, 1]) {
    replay.seek(at);
    assert.ok(states.get(at)?.equals(stateOf(replay)), `after ${at} events`);
    if (!replay.stepBack()) continue;
    replay.step();
    assert.ok(states.get(at)?.equals(stateOf(replay)), `after ${at} events, back and forth`);
  }
}

describe('a real trace', () => {
  const ls = readTrace(readFileSync('media/examples/ls.alloctrace'));
  for (const layout of ['rounded', 'reference'] as const) {
    for (const policy of ['first-fit', 'next-fit', 'best-fit', 'worst-fit'] as const) {
      it(`of ls, ${layout}, ${policy}`, () => checkSeeking(ls, { layout, policy }));
    }
  }

  // A larger one, where somebody has a folder of them: 100,000 events and more.
  const folder = process.env['ALLOCTRACE_CORPUS'];
  const git = path.join(folder ?? '', 'git.alloctrace.gz');
  if (folder !== undefined && existsSync(git)) {
    it('of git', () => checkSeeking(readTrace(gunzipSync(readFileSync(git))), {}));
  }
});
