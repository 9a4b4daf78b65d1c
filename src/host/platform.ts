import type { Scheduler } from '../session/scheduler';

/** Time as Node and web worker hosts both have it. */
export const scheduler: Scheduler = {
  now: () => performance.now(),
  pause: () => new Promise((resolve) => afterEverythingElse(resolve)),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** The part of a worker's MessageChannel that Node's types leave out. */
interface Channel {
  readonly port1: { onmessage: (() => void) | null; close(): void };
  readonly port2: { postMessage(message: null): void };
}

// Workers have no setImmediate, and setTimeout there waits at least 4 ms once it is nested.
const afterEverythingElse: (callback: () => void) => void =
  typeof setImmediate === 'function'
    ? (callback) => void setImmediate(callback)
    : (callback) => {
        const { port1, port2 } = new MessageChannel() as unknown as Channel;
        port1.onmessage = () => {
          port1.close();
          callback();
        };
        port2.postMessage(null);
      };
