import assert from 'node:assert/strict';
import type { TouchedBlock, TouchRole, TraceView } from '../../src/protocol/state';
import { blockOfStep, stepMotions } from '../../webview/elements/at-heap-map/stepMotion';
import { motionsOf, runAt } from '../../webview/painting/motions';
import { traceView } from './support/states';

const touch = (role: TouchRole, block: number, extent: number): TouchedBlock => ({
  role,
  block,
  extent,
});
const SPLIT = [touch('visited', 0, 32), touch('allocated', 64, 48), touch('remainder', 112, 80)];
const MERGE = [touch('merged', 0, 128), touch('freed', 64, 64)];
const MOVE = [...SPLIT, touch('freed', 512, 40)];

function atStep(touched: readonly TouchedBlock[], patch: Partial<TraceView> = {}): TraceView {
  const step = { source: '', outcome: 'done', headline: [], sections: [], related: [] } as const;
  return traceView({ at: 5, step: { ...step, touched }, ...patch });
}

const playing = (speed: number) => atStep(SPLIT, { playing: true, speed });

describe('what moves in a step', () => {
  it('is the block that a split cuts off', () => {
    assert.deepEqual(motionsOf(SPLIT), [
      {
        kind: 'grow',
        role: 'allocated',
        from: { start: 64, end: 64 },
        to: { start: 64, end: 112 },
      },
    ]);
    assert.deepEqual(motionsOf([touch('allocated', 64, 48)]), []);
  });

  it('is the free block that a merge makes', () => {
    assert.deepEqual(motionsOf(MERGE), [
      { kind: 'grow', role: 'merged', from: { start: 64, end: 128 }, to: { start: 0, end: 128 } },
    ]);
    assert.deepEqual(motionsOf([touch('freed', 64, 64)]), []);
  });

  it('is the block that went elsewhere', () => {
    const [motion] = motionsOf(MOVE);
    assert.deepEqual([motion?.kind, motion?.from.start, motion?.to.start], ['travel', 512, 64]);
  });

  it('begins where it was and ends where it is, never beyond', () => {
    const [motion] = motionsOf(MERGE);
    assert.ok(motion);
    assert.deepEqual(runAt(motion, 0), motion.from);
    assert.deepEqual(runAt(motion, 1), motion.to);
    assert.deepEqual(runAt(motion, 7), motion.to);
    assert.deepEqual(runAt(motion, -1), motion.from);
    const half = runAt(motion, 0.5).start;
    assert.ok(half > 0 && half < 32);
  });

  it('is shown for one step forward that one had time to see', () => {
    const trace = atStep(SPLIT);
    const before = { uri: trace.uri, at: 4, time: 1000 };
    assert.equal(stepMotions(before, trace, 2000).length, 1);
    assert.deepEqual(stepMotions({ ...before, at: 3 }, trace, 2000), []);
    assert.deepEqual(stepMotions({ ...before, at: 6 }, trace, 2000), []);
    assert.deepEqual(stepMotions({ ...before, uri: 'other' }, trace, 2000), []);
    assert.deepEqual(stepMotions(before, trace, 1100), []);
    assert.deepEqual(stepMotions(undefined, trace, 2000), []);
  });

  it('is not shown while playing fast', () => {
    const before = { uri: traceView().uri, at: 4, time: 0 };
    assert.equal(stepMotions(before, playing(4), 250).length, 1);
    assert.deepEqual(stepMotions(before, playing(8), 250), []);
  });

  it('has a block to follow: what was made, else what was given back', () => {
    assert.equal(blockOfStep(atStep(MOVE)), 64);
    assert.equal(blockOfStep(atStep(MERGE)), 0);
    assert.equal(blockOfStep(atStep([touch('visited', 0, 8)])), undefined);
    assert.equal(blockOfStep(traceView()), undefined);
  });
});
