import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text as textOf } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';

/** How a run of the program ended, and all it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built program. */
export function start(...args: readonly string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['dist/cli.js', ...args]);
  // A program that ends early does not read its input to the end.
  child.stdin.on('error', () => {});
  return child;
}

/** Waits for the program to end. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs the program as a process with `input` as its standard input, which it need not read. */
export function runProcess(
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<Ended> {
  const child = start(...args);
  child.stdin.end(input);
  return ended(child);
}

/**
 * Runs the built program with `input` as its standard input, on a thread of its own: a process takes
 * ten times as long to start, and only signals, pipes and exit codes need one (`start`).
 */
export async function runCli(
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<Ended> {
  const thread = new Worker('./dist/cli.js', {
    argv: [...args],
    // One that is given and not read to its end keeps the thread alive, unlike a process.
    stdin: input.length > 0,
    stdout: true,
    stderr: true,
  });
  thread.stdin?.on('error', () => {});
  thread.stdin?.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(thread.stdout),
    textOf(thread.stderr),
    once(thread, 'exit') as Promise<[number]>,
  ]);
  return { code, stdout, stderr };
}

/** Runs the program with --json on a trace and gives the value without its times. */
export async function jsonOf(
  trace: string,
  ...args: readonly string[]
): Promise<{ code: number | null; value: Record<string, unknown> }> {
  const { code, stdout, stderr } = await runCli([...args, '--json'], trace);
  assert.equal(stderr, '');
  const { timing, ...value } = JSON.parse(stdout) as Record<string, unknown>;
  for (const ms of Object.values(timing ?? {})) assert.equal(typeof ms, 'number');
  return { code, value };
}
