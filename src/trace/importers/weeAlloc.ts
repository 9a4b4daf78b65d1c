// https://github.com/rustwasm/wee_alloc/tree/master/wee_alloc/tests/traces
//
// `Alloc(SIZE),` and `Free(N),`, where N counts the allocations from 0.

import { Sign, type LineImporter, type LineReader } from './importer';
import type { Ledger } from './ledger';
import { exactNumber } from './numbers';
import type { Report } from './report';

const EVENT = /^[ \t]*(Alloc|Free)\(([0-9]+)\),?[ \t]*$/;
const FRAME = /^[ \t]*(?:\[|\]|vec!\[|\/\/.*|\];?)?[ \t]*$/;

export const weeAlloc: LineImporter = {
  reads: 'lines',
  id: 'wee-alloc',
  label: 'wee_alloc',
  extensions: ['trace'],
  seesPart: false,
  names: 'ids',
  leastShare: 0.25,
  sign: (line) => (EVENT.test(line) ? Sign.Strong : Sign.None),
  begin: (ledger, report) => new WeeAllocReader(ledger, report),
};

class WeeAllocReader implements LineReader {
  private allocations = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    const match = EVENT.exec(text);
    if (match !== null) {
      const [, verb, number] = match;
      if (verb === 'Alloc') this.ledger.alloc(String(this.allocations++), exactNumber(number));
      else if (number.length > 20) this.report.problem('The number of the allocation is too long.');
      else this.ledger.free(String(BigInt(number)));
    } else if (!FRAME.test(text)) {
      // An allocation that cannot be read is counted: those behind it keep their numbers.
      if (/^[ \t]*Alloc\(/.test(text)) this.allocations++;
      this.report.problem('This is no event: Alloc(SIZE) or Free(NUMBER).');
    } else if (text.trim() !== '') this.report.skip('brackets and comments');
  }

  end(): void {}
}
