/** Where the text of a trace comes from: it can be read from its beginning as often as needed. */
export interface TraceSource {
  /**
   * Begins a reading. Rejects, with a sentence for people, where nothing can be had.
   * @param earlier one of another text, which may begin with the same lines
   */
  open(earlier?: EarlierReading): Promise<OpenedSource>;
}

/** A reading that another can go on with. */
export interface EarlierReading {
  /** What the source said of that text. */
  readonly text: VersionedText;
  /** With how many of its first lines one can begin where so many are the same; maybe with none. */
  linesWithin(lines: number): number;
}

/** One version of a text that is edited. */
export interface VersionedText {
  /** Stands for the text in all its versions. */
  readonly of: object;
  readonly version: number;
}

/** One reading of a source. */
export interface OpenedSource {
  /** How many bytes will come, where that is known. */
  readonly size?: number;
  /** Which version of its text the source gives, where it has versions. */
  readonly text?: VersionedText;
  /** With which line the pieces begin, where those before are as the earlier reading has them. */
  readonly firstLine?: number;
  /** More may follow later. A last line without an end is not read: the rest of it may still come. */
  readonly grows?: boolean;
  /**
   * The text, in pieces of any size, also none. Throws where none can be had. What breaks off later ends, and
   * `brokenOff` says why: what came before is a trace, too.
   */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** How much of the source was taken so far, 0 to 1. */
  fraction(): number;
  /** Why the text ended early, in a sentence for people. */
  brokenOff?(): string | undefined;
}

/** A source of bytes that are all in memory. */
export function sourceOfBytes(bytes: Uint8Array): TraceSource {
  return {
    open() {
      let taken = 0;
      return Promise.resolve({
        size: bytes.length,
        pieces: (async function* pieces() {
          for (; taken < bytes.length; taken += PIECE) yield bytes.subarray(taken, taken + PIECE);
        })(),
        fraction: () => (bytes.length === 0 ? 1 : Math.min(taken / bytes.length, 1)),
      });
    },
  };
}

/** Large enough that asking for the next piece costs nothing beside reading this one. */
const PIECE = 2 ** 20;
