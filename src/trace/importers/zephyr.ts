// https://docs.zephyrproject.org/latest/kernel/memory_management/heap.html and
// include/zephyr/sys/heap_listener.h, lib/heap/heap.c
//
// Zephyr has hooks and no format. These are the lines that docs/recipes/zephyr.md prints in them:
//
//   heap_listener: alloc 0x20001300 64 heap=0x20000a40
//   heap_listener: free 0x20001300 64 heap=0x20000a40
//   heap_listener: resize 0x20003000 0x20004000 heap=0x0
//
// A block that is resized in place is told of as an allocation and then a free at one address.

import type { EventAttributes } from '../trace';
import { Clock } from './clock';
import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY } from './numbers';
import type { Report } from './report';

const EVENT =
  /(?:^|[^\w])heap_listener: (?:(alloc|free) (0x[0-9A-Fa-f]{1,20}|\(nil\)) ([0-9]{1,20})|resize 0x[0-9A-Fa-f]{1,20} 0x[0-9A-Fa-f]{1,20})(?: heap=(0x[0-9A-Fa-f]{1,16}))?(?!\S)/;
const MARK = /(?:^|[^\w])heap_listener: /;
/** What Zephyr's log puts in front: hours, minutes, seconds, milliseconds, microseconds. */
const TIME = /\[([0-9]{2}:[0-9]{2}:[0-9]{2})\.([0-9]{3}),([0-9]{3})\]/;
/** Longer lines are no events, and the patterns would search in them for long. */
const LONGEST = 4096;

export const zephyr: LineImporter = {
  reads: 'lines',
  id: 'zephyr',
  label: 'Zephyr heap listener',
  extensions: ['log', 'txt'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => (EVENT.test(line) ? Sign.Strong : Sign.None),
  begin: (ledger, report) => new ZephyrReader(ledger, report),
};

interface Allocation {
  readonly key: string;
  readonly size: number | undefined;
  readonly detail: Detail;
  readonly line: number;
}

class ZephyrReader implements LineReader {
  /** An allocation where a block is: the next event says whether the block was resized in place. */
  private doubtful: Allocation | undefined;
  private readonly clock = new Clock();

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (text === '') return;
    if (text.length > LONGEST) return this.report.skip('very long lines');
    const match = EVENT.exec(text);
    if (match === null) {
      const mark = MARK.exec(text);
      if (mark === null) return this.report.skip('other output');
      const what = 'alloc ADDRESS SIZE, free ADDRESS SIZE, or resize OLD NEW';
      return this.report.problem(`A heap_listener line has ${what}.`, mark.index);
    }
    const [, verb, pointer, size, heap] = match;
    if (verb === undefined) return this.report.skip('resizes of a whole heap');
    const key = pointer === '(nil)' ? NULL_KEY : addressKey(pointer);
    if (key === undefined) {
      return this.report.problem('The address has more than 64 bits.', text.indexOf(pointer));
    }
    const detail = this.detail(text, heap);
    if (verb === 'alloc')
      this.alloc({ key, size: exactNumber(size), detail, line: this.report.line });
    else this.free(key, detail);
  }

  end(): void {
    this.settle();
  }

  private alloc(allocation: Allocation): void {
    this.settle();
    const { key, size, detail } = allocation;
    if (key === NULL_KEY) this.ledger.failed(`alloc(${size ?? 'more than 2^53'})`, size, detail);
    else if (this.ledger.isLive(key)) this.doubtful = allocation;
    else this.ledger.alloc(key, size, detail);
  }

  private free(key: string, detail: Detail): void {
    const { doubtful } = this;
    if (doubtful?.key === key) {
      this.doubtful = undefined;
      this.report.note('pairs of an allocation and a free that are a resize in place');
      return this.ledger.realloc(key, key, doubtful.size, doubtful.detail);
    }
    this.settle();
    if (key === NULL_KEY) this.ledger.freeNull(detail);
    else this.ledger.free(key, detail);
  }

  /** It was no resize: the free of the block before was not recorded. */
  private settle(): void {
    const { doubtful } = this;
    if (doubtful === undefined) return;
    this.doubtful = undefined;
    const { key, size, detail, line } = doubtful;
    this.report.inLine(line, () => this.ledger.alloc(key, size, detail));
  }

  private detail(text: string, heap: string | undefined): Detail {
    const time = TIME.exec(text);
    const more: EventAttributes['unknown'] =
      heap === undefined ? [] : [{ key: 'heap', value: `0x${addressKey(heap) ?? heap}` }];
    return {
      more,
      ...(time !== null && { t: this.clock.at(`${time[1]}.${time[2]}${time[3]}`) }),
    };
  }
}
