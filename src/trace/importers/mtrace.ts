// https://sourceware.org/git/?p=glibc.git;a=blob;f=malloc/mtrace-impl.c
//
// One operation a line: `@ FILE:(SYMBOL+OFFSET)[ADDRESS] + POINTER SIZE`. FILE may hold anything, line
// ends included, so the operation is taken from the right end. A realloc has two lines, `<` and `>`.

import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY } from './numbers';
import type { Report } from './report';
import { shownText } from './text';

const OPERATION = /(?:^|\] )([-+<>!]) (0x[0-9a-f]+|\(nil\))(?: (0x[0-9a-f]+|0))?$/;
/** No operation is longer: 2 numbers of 64 bits, with some room to see that one has more. */
const LONGEST = 100;
const PLACE = /^@ (?:([^]*):)?(?:\(([^()]*)\))?\[(0x[0-9a-f]+)\]$/;
const START = '= Start';
const NUL = '\0';

export const mtrace: LineImporter = {
  reads: 'lines',
  id: 'mtrace',
  label: 'glibc mtrace',
  extensions: ['mtrace'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => {
    if (line === START || line === '= End') return Sign.Strong;
    return OPERATION.test(line.slice(-LONGEST)) && /^(@ |[-+<>!] 0x)/.test(line)
      ? Sign.Strong
      : Sign.None;
  },
  begin: (ledger, report) => new MtraceReader(ledger, report),
};

interface Operation {
  readonly sign: string;
  readonly key: string;
  /** As it is written. */
  readonly size: string | undefined;
  readonly detail: Detail;
}

class MtraceReader implements LineReader {
  /** The first half of a realloc, and its line. */
  private pending: { key: string; line: number } | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (text === '') return;
    if (text === START || text === '= End') return this.report.skip('= Start and = End');
    if (text.includes(NUL)) {
      this.ledger.gap();
      return this.report.problem(
        'The line has NUL bytes: another process emptied the file while this one wrote to it.',
      );
    }
    const operation = this.operation(text);
    if (operation === undefined) return;
    if (this.pending !== undefined && operation.sign !== '>') this.dropPending();
    this.carryOut(operation);
  }

  end(cut: boolean): void {
    if (cut) {
      this.report.problem(
        'The last line has no end. If the recording was cut off, so may be the last number.',
      );
    }
    if (this.pending !== undefined) this.dropPending();
  }

  private operation(text: string): Operation | undefined {
    const tail = text.slice(-LONGEST);
    const match = OPERATION.exec(tail);
    const [whole = ''] = match ?? [];
    const start = text.length - whole.length;
    // What is in front must be a place: the rest of a path with a newline may look like an operation.
    if (match === null || !/^(?:@ |[-+<>!])/.test(text)) {
      this.report.problem(
        'This is no line of mtrace: an operation such as "+ 0x1000 0x10" is missing.',
      );
      return undefined;
    }
    const [, sign, pointer, size] = match;
    const at = whole.startsWith(']') ? start + 2 : start;
    const place = text.slice(0, at).trimEnd();
    const needsSize = sign !== '-' && sign !== '<';
    if (needsSize !== (size !== undefined)) {
      this.report.problem(needsSize ? 'The size is missing.' : 'A size has no place here.', at);
      return undefined;
    }
    const key = pointer === '(nil)' ? NULL_KEY : addressKey(pointer);
    if (key === undefined) {
      this.report.problem('The address has more than 64 bits.', text.lastIndexOf(pointer));
      return undefined;
    }
    return { sign, key, size, detail: this.detail(place) };
  }

  private detail(place: string): Detail {
    const match = PLACE.exec(place);
    if (match === null) return {};
    const [, file, symbol, address] = match;
    const name = file?.slice(file.lastIndexOf('/') + 1) ?? '';
    const where = symbol === undefined || symbol === '' ? address : symbol;
    return { label: shownText(name === '' ? where : `${name}: ${where}`) };
  }

  private carryOut({ sign, key, size = '', detail }: Operation): void {
    const { ledger } = this;
    switch (sign) {
      case '+':
        if (key === NULL_KEY) ledger.failed(`malloc(${decimal(size)})`, exactNumber(size), detail);
        else ledger.alloc(key, exactNumber(size), detail);
        return;
      case '-':
        if (key === NULL_KEY) ledger.freeNull(detail);
        else ledger.free(key, detail);
        return;
      case '!':
        ledger.failed(`realloc(0x${key}, ${decimal(size)})`, exactNumber(size), detail);
        return;
      case '<':
        this.pending = { key, line: this.report.line };
        return;
      default:
        this.finishRealloc(key, size, detail);
    }
  }

  private finishRealloc(key: string, size: string, detail: Detail): void {
    const old = this.pending;
    this.pending = undefined;
    if (old === undefined) {
      this.report.problem('The first half of this realloc, the line with "<", is missing.');
      return this.ledger.alloc(key, exactNumber(size), detail);
    }
    this.report.skip('first lines of reallocs, which have two');
    if (old.key === NULL_KEY) this.ledger.alloc(key, exactNumber(size), detail);
    else this.ledger.realloc(old.key, key, exactNumber(size), detail);
  }

  private dropPending(): void {
    const { line } = this.pending as { line: number };
    this.pending = undefined;
    this.report.problemAt(line, 'The second half of this realloc, the line with ">", is missing.');
  }
}

function decimal(hex: string): string {
  return BigInt(hex).toString();
}
