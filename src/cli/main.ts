import { CannotRun, ExitCode, Interrupted } from './errors';
import { Output } from './output';
import { help, parse } from './parse';
import { printable } from './printable';
import { Progress } from './progress';

/** The version of the package: the build puts it in place. */
declare const VERSION: string;

const interruption = new AbortController();
const progress = new Progress(process.stderr);

/**
 * Whoever asks twice does not want to wait for the end of a slice. The second signal ends the process
 * by itself, as `process.exit` waits for a file to be opened: a pipe that nobody writes to never is.
 */
function watchSignals(): void {
  process.once('SIGINT', () => interruption.abort());
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no error of anybody's. */
function watchPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(ExitCode.Clean);
    complain(`Standard output cannot be written (${error.message}).`, 'alloctrace');
    process.exit(ExitCode.Failed);
  });
  // There is nowhere left to say that standard error is gone.
  process.stderr.on('error', () => {});
}

async function main(): Promise<ExitCode> {
  const { signal } = interruption;
  const out = new Output(process.stdout, signal);
  const call = parse(process.argv.slice(2));
  if (call === 'help' || call === 'version') {
    await out.write(call === 'help' ? help() : `alloctrace ${VERSION}\n`);
    await out.flush();
    return ExitCode.Clean;
  }
  const { command, file, values, files } = call;
  const exitCode = await command.run(file, values, { out, progress, signal }, files);
  await out.flush();
  return exitCode;
}

function exitCodeFor(error: unknown): ExitCode {
  progress.clear();
  if (error instanceof Interrupted) return ExitCode.Interrupted;
  if (error instanceof CannotRun) complain(error.message, error.place);
  else if (error instanceof RangeError) {
    const advice = 'Use a smaller --heap, or a smaller trace.';
    complain(`There is not enough memory (${error.message}). ${advice}`, 'alloctrace');
  } else complain(String(error), 'alloctrace');
  return ExitCode.Failed;
}

function complain(message: string, place: string): void {
  process.stderr.write(`${place}: error: ${printable(message)}\n`);
}

watchSignals();
watchPipes();
main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => (process.exitCode = exitCodeFor(error)),
);
