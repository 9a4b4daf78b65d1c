import { Counter } from './counters';

const enum State {
  Free = 0,
  Held = 1,
  /** Held, and somebody may be asleep. */
  Contended = 2,
}

/**
 * Runs `action` while holding the lock in `counters`: a mutex of three states that sleeps instead
 * of spinning (Drepper, "Futexes Are Tricky", mutex 2). Not re-entrant. Where a thread must not
 * sleep (a browser's main thread) it spins.
 */
export function withLock<T>(counters: Int32Array, action: () => T): T {
  acquire(counters);
  try {
    return action();
  } finally {
    release(counters);
  }
}

function acquire(counters: Int32Array): void {
  if (Atomics.compareExchange(counters, Counter.Lock, State.Free, State.Held) === State.Free) {
    return;
  }
  while (Atomics.exchange(counters, Counter.Lock, State.Contended) !== State.Free) {
    sleep(counters);
  }
}

function release(counters: Int32Array): void {
  const before = Atomics.exchange(counters, Counter.Lock, State.Free);
  if (before === State.Contended) Atomics.notify(counters, Counter.Lock, 1);
}

function sleep(counters: Int32Array): void {
  try {
    Atomics.wait(counters, Counter.Lock, State.Contended);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // This thread may not block: try again at once.
  }
}
