import { Interrupted } from './errors';
import { scheduler } from './scheduler';

/** Characters gathered before they are written. */
const GATHERED_CHARACTERS = 64 * 1024;

/** One for all, because most lines of a million write nothing yet. */
const NOTHING_TO_DO = Promise.resolve();

/**
 * Standard output in large pieces. Between two of them signals get their turn and the reader at the
 * other end can keep up, so that output of any length neither fills memory nor shuts out Ctrl-C.
 */
export class Output {
  private gathered = '';

  constructor(
    private readonly stream: NodeJS.WritableStream,
    private readonly signal: AbortSignal,
  ) {}

  /** Writes some text. @throws Interrupted after Ctrl-C */
  write(text: string): Promise<void> {
    this.gathered += text;
    return this.gathered.length >= GATHERED_CHARACTERS ? this.flush() : NOTHING_TO_DO;
  }

  /** Writes a line. @throws Interrupted after Ctrl-C */
  line(text = ''): Promise<void> {
    return this.write(`${text}\n`);
  }

  /** Writes what was gathered. */
  async flush(): Promise<void> {
    const { gathered } = this;
    this.gathered = '';
    if (gathered !== '') {
      // What fails here comes as the stream's error event too, and main.ts ends the process on it.
      await new Promise<void>((resolve) => {
        this.stream.write(gathered, (error) => {
          if (!error) resolve();
        });
      });
    }
    await scheduler.pause();
    if (this.signal.aborted) throw new Interrupted();
  }
}
