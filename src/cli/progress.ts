import { scheduler } from './scheduler';

const INTERVAL_MS = 100;
/** Work that is over sooner shows nothing. */
const DELAY_MS = 300;

/** One line on standard error that says how far a long work is; only where that is a terminal. */
export class Progress {
  private next: number;
  private shown = false;

  /** @param clock says how late it is, in milliseconds */
  constructor(
    private readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
    private readonly clock: () => number = () => scheduler.now(),
  ) {
    this.next = clock() + DELAY_MS;
  }

  /** @param text what is being done and how far it is */
  show(text: () => string): void {
    const now = this.clock();
    if (this.stream.isTTY !== true || now < this.next) return;
    this.next = now + INTERVAL_MS;
    this.shown = true;
    this.stream.write(`\r\u001b[K${text()}`);
  }

  /** Takes the line away, so that what is printed next starts on a clean one. */
  clear(): void {
    if (this.shown) this.stream.write('\r\u001b[K');
    this.shown = false;
  }
}
