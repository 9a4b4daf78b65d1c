import { MAX_HEAP_SIZE } from '../../base/limits';
import type { MetaEntry } from '../trace';
import { heapLine, metaLine, VERSION_LINE } from '../write';
import type { ByteReader, Importer, ImportSettings, LineReader } from './importer';
import { Ledger } from './ledger';
import { LineSplitter, MAX_LINE } from './lines';
import { recognise, recogniseBytes, type HeadLine, type Recognised } from './recognise';
import { Report } from './report';
import { joined, withoutEscapes } from './text';
import { Totals } from './totals';

/** Lines, not empty, that a format is recognised by; and how many bytes of them are waited for. */
const HEAD_LINES = 200;
const HEAD_BYTES = 256 * 1024;
/** Bytes by which a format is recognised that is no text. */
const START_BYTES = 4096;

const CUT = 'a last line without an end: if the recording was cut off, so may be its last word';

const ESCAPE = '\x1b';
/** What editors and shells on Windows put before a text in UTF-8. A character is a byte here. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

export interface ImportOptions extends ImportSettings {
  /** The format; recognised by the content if it is left out. */
  readonly importer?: Importer | undefined;
  /** How the file is called, for the `meta` line. */
  readonly source?: string;
}

/** What an import came to. Where there is no importer, nothing was read. */
export interface Imported extends Recognised {
  /** What the recording is, for people; undefined where that is not known. */
  readonly label: string | undefined;
  readonly totals: Totals;
  readonly report: Report;
  /** Lines; of a format that is no text, its records. */
  readonly linesRead: number;
  /** The lines before the events, each with its line end: the peak, and so the heap, is known last. */
  readonly header: string;
  /** Bytes of the heap that the header asks for. */
  readonly heapSize: number;
  /** Whether the heap that would fit is larger than what is simulated. */
  readonly isHeapCut: boolean;
}

/**
 * Reads a foreign recording and writes a trace. Takes bytes in chunks of any size, which give the same
 * result; never throws on what is in them. Each event is written as one line, with its line end, as
 * soon as it is known; the header, which stands before them, is known at the end.
 */
export class Import {
  private readonly report = new Report();
  private readonly splitter = new LineSplitter((text, tooLong) => this.take(text, tooLong));
  /** The first bytes, which may be those of a format that is no text; undefined once that is known. */
  private start: Uint8Array | undefined = new Uint8Array(0);
  /** Lines that wait until the format is known. */
  private head: (HeadLine & { readonly tooLong: boolean })[] = [];
  private headLines = 0;
  private headBytes = 0;
  private linesRead = 0;
  private found: Recognised | undefined;
  private ledger: Ledger | undefined;
  private reader: LineReader | undefined;
  private byteReader: ByteReader | undefined;

  /** @param write takes text of whole lines, one event each */
  constructor(
    private readonly write: (lines: string) => void,
    private readonly options: ImportOptions = {},
  ) {
    const { importer, patterns = [] } = options;
    if (importer === undefined) return;
    this.start = undefined;
    this.begin({
      verdict: 'named',
      importer,
      why: patterns.length > 0 ? 'as --pattern says' : 'as --format says',
      scores: [],
      candidates: [],
    });
  }

  /** Reads more bytes. */
  push(bytes: Uint8Array): void {
    if (this.start === undefined) return this.pass(bytes);
    this.start = joined(this.start, bytes);
    if (this.start.length >= START_BYTES) this.settleStart();
  }

  /** What the file was found to be; undefined until enough of it is there. */
  get recognised(): Recognised | undefined {
    return this.found;
  }

  /** Whether the format is not known after as many lines as are looked at: the rest is not needed. */
  get isGivenUp(): boolean {
    return this.found !== undefined && this.found.importer === undefined;
  }

  /** The file is over. */
  finish(): Imported {
    const ending = this.finishing();
    for (;;) {
      const { done, value } = ending.next();
      if (done === true) return value;
    }
  }

  /** The same, for who must not be held up: it rests between parts of some milliseconds at most. */
  *finishing(): Generator<void, Imported, undefined> {
    this.settleStart();
    const cut = this.splitter.end();
    if (this.found === undefined) this.decide();
    this.endLines(cut);
    yield* this.byteReader?.end() ?? [];
    const found = this.found as Recognised;
    const totals = this.ledger?.totals ?? new Totals();
    const { size, isCut } = heapSizeFor(totals.peakFootprint);
    return {
      ...found,
      label: this.label,
      totals,
      report: this.report,
      linesRead: this.byteReader === undefined ? this.linesRead : this.report.line + 1,
      header: this.header(found.importer, size),
      heapSize: size,
      isHeapCut: isCut,
    };
  }

  /** Whether the file is text is decided by its first bytes, however they come. */
  private settleStart(): void {
    const { start } = this;
    if (start === undefined) return;
    this.start = undefined;
    const found = recogniseBytes(start.subarray(0, START_BYTES));
    if (found !== undefined) this.begin(found);
    this.pass(start);
  }

  private pass(bytes: Uint8Array): void {
    if (this.byteReader === undefined) this.splitter.push(bytes);
    else this.byteReader.push(bytes);
  }

  private take(raw: string, tooLong: boolean): void {
    const line = this.linesRead++;
    const text =
      line === 0 && raw.startsWith(BYTE_ORDER_MARK) ? raw.slice(BYTE_ORDER_MARK.length) : raw;
    if (this.found !== undefined) return this.read(text, tooLong);
    this.head.push({ line, text, tooLong });
    this.headBytes += text.length;
    if (text.trim() !== '') this.headLines++;
    if (this.headLines >= HEAD_LINES || this.headBytes >= HEAD_BYTES) this.decide();
  }

  private decide(): void {
    const head = this.head;
    this.head = [];
    this.begin(recognise(head.filter(({ text }) => text.trim() !== '')));
    for (const { text, tooLong } of head) this.read(text, tooLong);
  }

  private begin(found: Recognised): void {
    this.found = found;
    const { importer } = found;
    if (importer === undefined) return;
    const write = (line: string) => this.write(`${line}\n`);
    const ledger = new Ledger(write, this.report, importer.names);
    this.ledger = ledger;
    if (importer.reads === 'bytes') {
      this.byteReader = importer.begin(ledger, this.report, this.options);
    } else this.reader = importer.begin(ledger, this.report, this.options);
  }

  private read(text: string, tooLong: boolean): void {
    const { report, reader } = this;
    if (reader === undefined) return;
    report.line++;
    report.text = tooLong ? '' : text;
    if (tooLong) {
      return report.problem(`The line is longer than ${MAX_LINE / 2 ** 20} MiB and is not read.`);
    }
    if (!text.includes(ESCAPE)) return reader.line(text);
    const clean = withoutEscapes(text);
    report.columnInFile = clean.columnInFile;
    reader.line(clean.text);
    report.columnInFile = (column) => column;
  }

  private endLines(cut: boolean): void {
    const { report, reader } = this;
    if (reader === undefined) return;
    const before = report.problemCount;
    reader.end(cut);
    const isTold = report.problemCount > before;
    // A number that is cut off is a number; a bracket behind it cannot be missing unseen.
    if (cut && !isTold && /\w$/.test(report.text)) report.note(CUT);
  }

  private get label(): string | undefined {
    // Where a person says how the lines look, the format that takes patterns says nothing.
    const { patterns = [] } = this.options;
    return patterns.length > 0 ? 'log read by a pattern' : this.found?.importer?.label;
  }

  private header(importer: Importer | undefined, size: number): string {
    const { source } = this.options;
    const meta: MetaEntry[] = [
      { key: 'recorder', value: this.label ?? 'unknown' },
      ...(source === undefined ? [] : [{ key: 'source', value: source }]),
    ];
    const ledger = this.ledger;
    const isPart = importer?.seesPart === true && ledger?.sawUnknown === true;
    if (ledger?.attached === true || isPart) meta.push({ key: 'capture', value: 'midway' });
    meta.push(...(ledger?.meta ?? []));
    return `${VERSION_LINE}\n${metaLine(meta)}\n${heapLine({ size })}\n\n`;
  }
}

const MIN_IMPORTED_HEAP = 2 ** 20;

/** A heap with room for twice what was live at most: a power of two, 1 MiB to 1 GiB. */
function heapSizeFor(peakFootprint: number): { size: number; isCut: boolean } {
  let size = MIN_IMPORTED_HEAP;
  while (size < 2 * peakFootprint && size < MAX_HEAP_SIZE) size *= 2;
  return { size, isCut: size < peakFootprint };
}
