import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { readTrace } from '../../src/trace/reader';
import { EventKind, type Trace } from '../../src/trace/trace';

export const MEDIA = 'media/recorders';
export const FIXTURES = 'test/fixtures/recorders';

/** A folder for one test file's programs and traces; it goes away when the tests are over. */
export function folderOfTests(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-recorders-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Whether a program of this name can be started here. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { timeout: 20_000 }).status === 0;
}

/** Runs a program to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): { status: number | null; signal: string | null; stdout: string; stderr: string } {
  const { cwd, env = {} } = options;
  return spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
}

/**
 * Reads what a recorder wrote. There may be no problem in it, and no fault when it is replayed: that
 * the order is right shows there, because an address is given out again only after it was freed.
 */
export function readRecorded(bytes: Uint8Array): Trace {
  const trace = readTrace(bytes);
  assert.deepEqual(trace.problems, []);
  assert.equal(trace.version, 1);
  const replay = new Replay(trace, heapOfTrace(trace));
  while (!replay.record(100_000));
  const faults = unexpectedFaults(replay).map((event) => trace.lineText(event));
  assert.deepEqual(faults.slice(0, 3), []);
  return trace;
}

/** The faults of a replay, but for what got nothing in the program, either. */
export function unexpectedFaults({ trace, journal }: Replay): number[] {
  return journal.faults.filter((event) => trace.idText(trace.id[event]) !== 'failed');
}

/** What stands in a trace's `mark` lines. */
export function marksOf(trace: Trace): string[] {
  return [...trace.kind].flatMap((kind, event) =>
    kind === EventKind.Mark ? trace.markText(event) : [],
  );
}

/** The number of the events of each kind, and of the threads that they come from. */
export function countsOf(trace: Trace): Record<string, number> {
  const counts: Record<string, number> = {};
  const threads = new Set<number | undefined>();
  trace.kind.forEach((kind, event) => {
    const name = ['', 'alloc', 'calloc', 'realloc', 'free', 'mark'][kind];
    counts[name] = (counts[name] ?? 0) + 1;
    threads.add(trace.attributesOf(event).tid);
  });
  return { ...counts, threads: threads.size };
}
