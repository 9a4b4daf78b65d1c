import assert from 'node:assert/strict';
import { withLock } from '../../src/engine/lock';
import { Counter } from '../../src/engine/counters';

const FREE = 0;
const HELD = 1;
const CONTENDED = 2;

function counters(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(128));
}

/** Puts `wait` in the place of Atomics.wait while `action` runs. */
function withWait<T>(wait: () => 'ok', action: () => T): T {
  const original = Atomics.wait;
  Atomics.wait = wait;
  try {
    return action();
  } finally {
    Atomics.wait = original;
  }
}

describe('the lock', () => {
  it('is held during the action and free afterwards', () => {
    const cells = counters();
    const result = withLock(cells, () => {
      assert.equal(cells[Counter.Lock], HELD);
      return 'done';
    });
    assert.equal(result, 'done');
    assert.equal(cells[Counter.Lock], FREE);
  });

  it('is given back when the action throws', () => {
    const cells = counters();
    assert.throws(() => withLock(cells, () => assert.fail('inside')), /inside/);
    assert.equal(cells[Counter.Lock], FREE);
  });

  it('sleeps while another holds it, and says so to whoever wakes it', () => {
    const cells = counters();
    cells[Counter.Lock] = HELD;
    let waits = 0;
    const wait = () => {
      assert.equal(cells[Counter.Lock], CONTENDED, 'the holder must know that somebody sleeps');
      if (++waits === 3) cells[Counter.Lock] = FREE;
      return 'ok' as const;
    };
    const during = withWait(wait, () => withLock(cells, () => cells[Counter.Lock]));
    assert.equal(waits, 3);
    assert.equal(during, CONTENDED, 'others may be asleep still');
    assert.equal(cells[Counter.Lock], FREE);
  });

  it('wakes one sleeper, and only if there may be one', () => {
    const cells = counters();
    const original = Atomics.notify;
    const notified: unknown[][] = [];
    Atomics.notify = (...call) => {
      notified.push(call);
      return 0;
    };
    try {
      withLock(cells, () => 0);
      assert.deepEqual(notified, []);
      withLock(cells, () => (cells[Counter.Lock] = CONTENDED));
      assert.deepEqual(notified, [[cells, Counter.Lock, 1]]);
    } finally {
      Atomics.notify = original;
    }
  });

  it('spins where a thread may not sleep', () => {
    const cells = counters();
    cells[Counter.Lock] = HELD;
    let attempts = 0;
    const refuse = () => {
      if (++attempts === 5) cells[Counter.Lock] = FREE;
      throw new TypeError('Atomics.wait cannot be called in this context');
    };
    assert.equal(
      withWait(refuse, () => withLock(cells, () => 7)),
      7,
    );
    assert.equal(attempts, 5);
  });

  it('passes on any other error', () => {
    const cells = counters();
    cells[Counter.Lock] = HELD;
    const locking = () => withLock(cells, () => 0);
    assert.throws(() => withWait(() => assert.fail('broken'), locking), /broken/);
  });
});
