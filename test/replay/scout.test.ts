import assert from 'node:assert/strict';
import { longProgram } from './programs';
import { replayed } from './replayed';
import { Scout } from '../../src/replay/scout';

describe('a scout', () => {
  it('sees the heap as the cursor would, and leaves the cursor where it is', () => {
    const replay = replayed(longProgram(3, 40_000), {}, 2 ** 20);
    replay.seek(17);
    const scout = new Scout(replay);
    const other = replayed(replay.trace);
    for (const event of [0, 1, 99, 100, 9_000, 33_000, 33_001, 39_999]) {
      while (!scout.goTowards(event, 500));
      other.seek(event + 1);
      assert.equal(scout.moment.event, event);
      assert.deepEqual(scout.moment.metrics, other.moment().metrics, `after event ${event}`);
      assert.deepEqual(scout.moment.heap.memory.bytes, other.heap.memory.bytes);
    }
    assert.equal(replay.at, 17);
  });
});
