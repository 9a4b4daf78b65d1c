import { nodeMachine, type Machine } from '../recorders/machine';
import type { Scheduler } from '../session/scheduler';

/** Time as Node and web worker hosts both have it. */
export const scheduler: Scheduler = {
  now: () => performance.now(),
  pause: (ms = 0) =>
    new Promise((resolve) => {
      if (ms > 0) setTimeout(resolve, ms);
      else afterEverythingElse(resolve);
    }),
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

/** A file that is read in parts. */
export interface OpenFile {
  /** Bytes when it was opened. */
  readonly size: number;
  /** Up to `length` bytes from `position` on; fewer where the file ends. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** May be called again. */
  close(): Promise<void>;
}

/**
 * Opens a file of the disk that the host runs on; undefined where there is none, as in a web
 * worker. `workspace.fs` reads everywhere, but always whole files. Asked for at run time and not
 * imported, because one source is built for both kinds of host. Rejects what is no plain file: a
 * pipe would wait for ever, and a device never end.
 */
export const openFile: ((path: string) => Promise<OpenFile>) | undefined = (() => {
  const node = (globalThis as { process?: typeof process }).process;
  const files = node?.getBuiltinModule?.('node:fs/promises');
  if (files === undefined) return undefined;
  return async (path) => {
    const { size } = await files.stat(path).then((stat) => {
      if (!stat.isFile()) throw new Error('This is not a plain file.');
      return stat;
    });
    const handle = await files.open(path, 'r');
    return {
      size,
      read: async (position, length) => {
        const buffer = new Uint8Array(length);
        const { bytesRead } = await handle.read(buffer, 0, length, position);
        return buffer.subarray(0, bytesRead);
      },
      close: () => handle.close(),
    };
  };
})();

/** The machine that the host runs on; undefined where no program can be started. */
export const machine: Machine | undefined = (() => {
  const node = (globalThis as { process?: typeof process }).process;
  const files = node?.getBuiltinModule?.('node:fs/promises');
  const programs = node?.getBuiltinModule?.('node:child_process');
  if (node === undefined || files === undefined || programs === undefined) return undefined;
  return nodeMachine({ process: node, files, execFile: programs.execFile });
})();
