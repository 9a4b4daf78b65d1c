// http://csapp.cs.cmu.edu/3e/malloclab.pdf (the trace files of the malloc lab, .rep)
//
// Two or four lines of one number each, then `a ID SIZE`, `r ID SIZE`, `f ID`. Traces for several
// threads have the thread in front. What the header says is never trusted, only compared.

import { Sign, type LineImporter, type LineReader } from './importer';
import type { Ledger } from './ledger';
import { exactNumber } from './numbers';
import type { Report } from './report';

const OPERATION = /^[ \t]*(?:([0-9]{1,9})[ \t]+)?([arf])[ \t]+(\S+)(?:[ \t]+(\S+))?[ \t]*$/;
/** What no other text has: words in place of the numbers are prose, and a lone `f 3` may be anything. */
const SURE = /^[ \t]*(?:[0-9]{1,9}[ \t]+)?(?:[ar][ \t]+[0-9]+[ \t]+-?[0-9]+|f[ \t]+-1)[ \t]*$/;
const FREE = /^[ \t]*(?:[0-9]{1,9}[ \t]+)?f[ \t]+[0-9]+[ \t]*$/;
const NUMBER = /^[ \t]*([0-9]{1,20})[ \t]*$/;
const DIGITS = /^[0-9]+$/;
/** Ids are printed as %d or %u of 32 bits; a longer one would make a long name of every event. */
const ID = /^[0-9]{1,20}$/;

export const mallocLab: LineImporter = {
  reads: 'lines',
  id: 'malloc-lab',
  label: 'CS:APP malloc lab',
  extensions: ['rep'],
  seesPart: false,
  names: 'ids',
  leastShare: 0.25,
  sign: (line) => {
    if (SURE.test(line)) return Sign.Strong;
    return NUMBER.test(line) || FREE.test(line) ? Sign.Weak : Sign.None;
  },
  begin: (ledger, report) => new MallocLabReader(ledger, report),
};

class MallocLabReader implements LineReader {
  private readonly header: { text: string; line: number }[] = [];
  private operations = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (text.trim() === '') return;
    const number = NUMBER.exec(text);
    if (number !== null && this.operations === 0) {
      this.header.push({ text: number[1], line: this.report.line });
      return this.report.skip('header');
    }
    this.operations++;
    const match = OPERATION.exec(text);
    if (match === null) {
      return this.report.problem('This is no operation: a ID SIZE, r ID SIZE or f ID.');
    }
    this.operation(text, match);
  }

  end(): void {
    const { header, operations } = this;
    // 2 numbers: ids, operations. 4: a weight or heap size, ids, operations, a weight or peak.
    const declared = header.at(header.length === 2 ? 1 : 2);
    if (header.length !== 2 && header.length !== 4) {
      const line = header.at(-1)?.line ?? 0;
      this.report.problemAt(line, `The header has 2 or 4 numbers, not ${header.length}.`);
    } else if (declared !== undefined && BigInt(declared.text) !== BigInt(operations)) {
      const text = `The header says ${declared.text} operations; there are ${operations}.`;
      this.report.problemAt(declared.line, text);
    }
  }

  private operation(text: string, match: RegExpExecArray): void {
    const [, thread, verb, id, size] = match;
    const detail = thread === undefined ? {} : { tid: Number(thread) };
    const idColumn = text.indexOf(id, text.indexOf(verb) + 1);
    if (verb === 'f') {
      if (size !== undefined)
        return this.report.problem('A size has no place here.', end(text, size));
      // The driver of the lab frees the null pointer for this id.
      if (id === '-1') return this.ledger.freeNull(detail);
      if (!ID.test(id)) return this.badId(idColumn);
      return this.ledger.free(id, detail);
    }
    if (!ID.test(id)) return this.badId(idColumn);
    if (size === undefined) return this.report.problem('The size is missing.', text.length);
    if (!DIGITS.test(size)) {
      return this.report.problem('The size is not a whole number.', end(text, size));
    }
    const bytes = exactNumber(size);
    if (verb === 'a') this.ledger.alloc(id, bytes, detail);
    else this.ledger.realloc(id, id, bytes, detail);
  }

  private badId(column: number): void {
    this.report.problem('The id is not a whole number.', column);
  }
}

/** Where the last word of a line begins. */
function end(text: string, word: string): number {
  return text.lastIndexOf(word);
}
