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

/** How a format without lines is read. In its report, the line is the number of a record, from 0. */
export interface ByteReader {
  /** Reads the next bytes, of which there are as many as there happen to be. */
  push(bytes: Uint8Array): void;
  /** The file is over. What takes long rests in between. */
  end(): void | Generator<void, void, undefined>;
}

/** What a person may say about a format that the file does not say. Plain data. */
export interface ImportSettings {
  /** How the lines of a log look, for formats that have no fixed ones; see `patterns.ts`. */
  readonly patterns?: readonly string[] | undefined;
}

/**
 * How blocks are named in the trace. Addresses are used again, so each block gets a number of its
 * own, its birth, and keeps the address beside it. Births are the same without addresses: the names
 * of the recording mean nothing outside it. Ids are kept.
 */
export type Naming = 'addresses' | 'births' | 'ids';

interface AnyImporter {
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
  readonly names: Naming;
}

/** A foreign format of lines. */
export interface LineImporter extends AnyImporter {
  readonly reads: 'lines';
  /**
   * The share of the lines that must be of the format, where its files hold nothing else: a few such
   * lines in another text are a quotation. Left out where they may stand in the middle of a log.
   */
  readonly leastShare?: number;
  /** What a line says about the format. */
  sign(line: string): Sign;
  /** Begins to read a file. */
  begin(ledger: Ledger, report: Report, settings: ImportSettings): LineReader;
}

/** A foreign format that is no text. */
export interface ByteImporter extends AnyImporter {
  readonly reads: 'bytes';
  /** What a problem's line is the number of, for people: `record`. */
  readonly unit: string;
  /** Why a file that begins like this is of the format; undefined if it is not. */
  magic(head: Uint8Array): string | undefined;
  /** Begins to read a file. */
  begin(ledger: Ledger, report: Report, settings: ImportSettings): ByteReader;
}

/** One foreign format. */
export type Importer = LineImporter | ByteImporter;
