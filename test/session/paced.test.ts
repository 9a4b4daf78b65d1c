import assert from 'node:assert/strict';
import { Paced } from '../../src/session/paced';
import { FakeScheduler } from './fakes';

function pacing() {
  const time = new FakeScheduler();
  const calls: number[] = [];
  return { time, calls, paced: new Paced(time, () => calls.push(time.time)) };
}

describe('Paced', () => {
  it('calls at once, then now and then, and last of all once more', () => {
    const { time, calls, paced } = pacing();
    for (let i = 0; i < 60; i++) {
      paced.want();
      time.pass(10);
    }
    time.pass(10_000);
    assert.deepEqual(calls, [0, 250, 500, 750]);
    paced.want();
    assert.equal(calls.at(-1), time.time);
  });

  it('calls no more once it is disposed', () => {
    const { time, calls, paced } = pacing();
    paced.want();
    paced.want();
    paced.dispose();
    time.pass(1000);
    assert.equal(calls.length, 1);
  });
});
