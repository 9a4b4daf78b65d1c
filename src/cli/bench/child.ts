import { spawn } from 'node:child_process';
import { CannotRun, Interrupted } from '../errors';
import type { Bench } from './bench';
import { opened, type Opened, type OpeningTask } from './opened';

/** Opens a trace in a process of its own: what was measured before takes neither memory nor time. */
export async function openInChild(bench: Bench, task: OpeningTask): Promise<Opened> {
  const program = process.argv[1];
  const args = ['--expose-gc', program, 'bench', '--child', JSON.stringify(task)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: bench.signal,
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).catch((error: unknown) => {
    if (bench.signal.aborted) throw new Interrupted();
    throw error;
  });
  if (code !== 0) throw new CannotRun(`A measuring process ended with code ${code}.`);
  return JSON.parse(text) as Opened;
}

/** The other end: what such a process prints. */
export async function childOutput(task: string): Promise<string> {
  return JSON.stringify(await opened(JSON.parse(task) as OpeningTask));
}
