import { Interrupted } from './errors';
import { scheduler } from './scheduler';

/** Characters gathered before they are written. */
const CHUNK = 64 * 1024;

/** One for all, because most lines of a million write nothing yet. */
const NOTHING_TO_DO = Promise.resolve();

/**
 * Standard output in chunks. Between two chunks signals get their turn and the reader at the other
 * end can keep up, so that output of any length neither fills memory nor shuts out Ctrl-C.
 */
export class Output {
  private chunk = '';

  constructor(
    private readonly stream: NodeJS.WritableStream,
    private readonly signal: AbortSignal,
  ) {}

  /** Writes some text. @throws Interrupted after Ctrl-C */
  write(text: string): Promise<void> {
    this.chunk += text;
    return this.chunk.length >= CHUNK ? this.flush() : NOTHING_TO_DO;
  }

  /** Writes a line. @throws Interrupted after Ctrl-C */
  line(text = ''): Promise<void> {
    return this.write(`${text}\n`);
  }

  /** Writes what was gathered. */
  async flush(): Promise<void> {
    const { chunk } = this;
    this.chunk = '';
    if (chunk !== '') {
      // What fails here comes as the stream's error event too, and main.ts ends the process on it.
      await new Promise<void>((resolve) => {
        this.stream.write(chunk, (error) => {
          if (!error) resolve();
        });
      });
    }
    await scheduler.pause();
    if (this.signal.aborted) throw new Interrupted();
  }
}
