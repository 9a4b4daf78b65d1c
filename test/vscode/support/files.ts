import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** A folder of its own for the files of a test suite. */
export async function temporaryFolder(): Promise<{
  write(name: string, content: string | Uint8Array | Iterable<Uint8Array>): Promise<vscode.Uri>;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alloctrace-test-'));
  return {
    write: async (name, content) => {
      const file = path.join(folder, name);
      await writeFile(file, content);
      return vscode.Uri.file(file);
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** How many blocks live at a time in `manyEvents`. */
const LIVE = 500;
const PIECE = 2 ** 20;
/** More than any line of `manyEvents` is long. */
const LONGEST = 32;

/**
 * A trace of so many events, the same every time: blocks of ten sizes, freed in their order. Comes in
 * pieces of one buffer, which is used again: what a test leaves behind for the garbage collector
 * would be counted against what it measures.
 */
export function* manyEvents(count: number): Generator<Uint8Array, void, undefined> {
  const bytes = Buffer.allocUnsafe(PIECE);
  let at = bytes.write('alloctrace 1\nheap size=1MiB\n');
  const number = (value: number) => {
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    for (let place = at + digits - 1, rest = value; place >= at; place--) {
      bytes[place] = 0x30 + (rest % 10);
      rest = Math.trunc(rest / 10);
    }
    at += digits;
  };
  for (let event = 0, next = 0; event < count; event++) {
    const frees = event >= LIVE && (event - LIVE) % 2 === 1;
    bytes[at++] = frees ? 0x66 : 0x61;
    bytes[at++] = 0x20;
    number(frees ? next - LIVE : next);
    if (!frees) {
      bytes[at++] = 0x20;
      number(16 + (next % 10) * 24);
      next++;
    }
    bytes[at++] = 0x0a;
    if (at <= PIECE - LONGEST && event + 1 < count) continue;
    yield bytes.subarray(0, at);
    at = 0;
  }
}
