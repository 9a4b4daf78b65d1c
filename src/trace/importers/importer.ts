import type { Ledger } from './ledger';
import type { Report } from './report';

/** What one line says about the format of its file. */
export const enum Sign {
  None = 0,
  /** Such a line occurs in the format, and in others. */
  Weak,
  /** The line is an event or a heading of the format. */
  Strong,
}

/**
 * How a format's lines are read. Lines come without their ends, as strings of bytes: character i has
 * the code of byte i, so that columns are exact and nothing is lost where a path is not UTF-8.
 */
export interface LineReader {
  /** Reads one line: gives its event to the ledger, or says in the report why there is none. */
  line(text: string): void;
  /** The file is over. `cut` is set where its last line has no end. */
  end(cut: boolean): void;
}

/** One foreign format. */
export interface Importer {
  /** Stable name, for `--format` and JSON. */
  readonly id: string;
  /** The name for people, as `meta recorder=` has it. */
  readonly label: string;
  /** Usual ends of file names, without a dot. Never decides. */
  readonly extensions: readonly string[];
  /**
   * Whether the recorder sees only a part of what the program does: from some moment on, or only
   * some functions. Then it may free what it never allocated, and that is no fault of the program.
   */
  readonly seesPart: boolean;
  /** Names for blocks: addresses are used again, and each block then gets a number of its own. */
  readonly names: 'addresses' | 'ids';
  /** What a line says about the format. */
  sign(line: string): Sign;
  /** Begins to read a file. */
  begin(ledger: Ledger, report: Report): LineReader;
}
