import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { CannotRun } from '../errors';
import { printable } from '../printable';

/** What a person may send the program through us. */
const PASSED_ON: readonly NodeJS.Signals[] = [
  'SIGTERM',
  'SIGHUP',
  'SIGUSR2',
  'SIGCONT',
  'SIGWINCH',
];

/**
 * Runs a program in our place: with our input and output, and with the signals that we get.
 * @returns its exit code, or 128 and the number of the signal that ended it
 * @throws CannotRun if there is no such program
 */
export async function runRecorded(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  // Before there is a program: a signal that comes as it starts must not leave it alone.
  let child: ChildProcess | undefined;
  const signals = passSignalsOn((signal) => child?.kill(signal));
  try {
    const env = { ...process.env, ...variables };
    const started = spawn(program, args, { stdio: 'inherit', env });
    child = started;
    return await new Promise((resolve, reject) => {
      started.on('error', reject);
      started.on('close', (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } catch (error) {
    // Some of what can be wrong is thrown at once.
    throw new CannotRun(whyNot(program, error as NodeJS.ErrnoException));
  } finally {
    signals.release();
  }
}

function whyNot(program: string, { code, message }: NodeJS.ErrnoException): string {
  const name = printable(program);
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no program "${name}".`;
  if (code === 'EACCES') return `"${name}" may not be run.`;
  return `"${name}" cannot be run (${printable(message)}).`;
}

/** Until it is released, a signal is the program's and no longer ours. */
function passSignalsOn(pass: (signal: NodeJS.Signals) => void): { release(): void } {
  const handlers = PASSED_ON.map((signal) => [signal, () => pass(signal)] as const);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  // A terminal gives Ctrl-C to both of us. What else sends it means us, and so the program.
  const interrupted = () => {
    if (!process.stdin.isTTY) pass('SIGINT');
  };
  // As they are registered: one that listens once still does afterwards.
  const others = process.rawListeners('SIGINT') as NodeJS.SignalsListener[];
  process.removeAllListeners('SIGINT').on('SIGINT', interrupted);
  return {
    release: () => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      process.off('SIGINT', interrupted);
      for (const listener of others) process.on('SIGINT', listener);
    },
  };
}
