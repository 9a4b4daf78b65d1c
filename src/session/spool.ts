/** Characters gathered before they become bytes. */
const PIECE = 64 * 1024;
/** What a trace may have at most: it could not be read again. */
const MOST_BYTES = 2 ** 31 - 1;

/** A trace is longer than what can be read again. The message says what to do. */
export class TraceTooLong extends Error {}

/** Text that is kept for later, as bytes outside the heap of the JavaScript engine. */
export class Spool {
  private readonly pieces: Uint8Array[] = [];
  private readonly encoder = new TextEncoder();
  private text = '';
  private bytes = 0;

  /** @throws TraceTooLong if it is more than a trace may have */
  write(text: string): void {
    this.text += text;
    if (this.text.length >= PIECE) this.cut();
  }

  /** Everything that was written, in pieces that end where a `write` did. */
  finish(): Uint8Array[] {
    this.cut();
    return this.pieces;
  }

  private cut(): void {
    const piece = this.encoder.encode(this.text);
    this.text = '';
    this.bytes += piece.length;
    if (this.bytes > MOST_BYTES) {
      throw new TraceTooLong(
        'The trace would have more than 2 GiB, which is not read again. Record less.',
      );
    }
    if (piece.length > 0) this.pieces.push(piece);
  }
}
