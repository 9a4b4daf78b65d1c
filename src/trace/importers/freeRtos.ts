// https://www.freertos.org/Documentation/02-Kernel/02-Kernel-features/09-Memory-management/02-Trace-hooks
// (the macros traceMALLOC and traceFREE)
//
// There is no format: users fill the macros in. A person may say how the lines look: see `patterns.ts`.
// Without that, this is the pattern that is seen most: `traceMALLOC: 0x20001234 [64]`. The size is
// that of the block, header included, as heap_4 passes it.

import { PatternReader } from './freeRtosPattern';
import { Sign, type LineImporter, type LineReader } from './importer';
import type { Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY } from './numbers';
import type { Report } from './report';

const EVENT = /(?:^|[^\w])trace(MALLOC|FREE): (?:(0x[0-9A-Fa-f]+)|\S*)(?: \[([0-9]{1,20})\])?/;

export const freeRtos: LineImporter = {
  reads: 'lines',
  id: 'freertos',
  label: 'FreeRTOS traceMALLOC',
  extensions: ['log', 'txt'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => (EVENT.test(line) ? Sign.Strong : Sign.None),
  begin: (ledger, report, { patterns }) =>
    patterns === undefined || patterns.length === 0
      ? new FreeRtosReader(ledger, report)
      : new PatternReader(ledger, report, patterns),
};

class FreeRtosReader implements LineReader {
  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (text === '') return;
    const match = EVENT.exec(text);
    if (match === null) return this.report.skip('other output');
    const [, verb, pointer, size] = match;
    const key = pointer === undefined ? undefined : addressKey(pointer);
    const column = match.index;
    if (key === undefined)
      return this.report.problem('The address is no number of 64 bits.', column);
    if (verb === 'FREE') {
      if (key === NULL_KEY) this.ledger.freeNull();
      else this.ledger.free(key);
      return;
    }
    if (size === undefined) return this.report.problem('The size in brackets is missing.', column);
    // A failed allocation has the address 0, and heap_4 gives no size for it either.
    if (key === NULL_KEY) {
      if (size === '0') this.ledger.failed('pvPortMalloc', undefined);
      else this.ledger.failed(`pvPortMalloc(${size})`, exactNumber(size));
    } else this.ledger.alloc(key, exactNumber(size));
  }

  end(): void {}
}
