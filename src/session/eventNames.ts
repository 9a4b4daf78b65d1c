import type { Work } from '../base/work';
import { FREE, type BlockList } from '../projection/blockList';
import { ClassCode, FIRST_NAME, type EventClasses } from '../projection/classPaint';

/** Events read between two chances for others to run: a millisecond or two. */
const EVENTS_AT_ONCE = 1024;
/** What a code has room for. Labels of a hostile trace may all differ. */
const MOST_NAMES = 2 ** 16;

/**
 * A text that events may have, as a code for each event. Read from the trace when it is first
 * wanted and then kept: to read it costs a microsecond, and a heap may have 500,000 blocks.
 */
export class EventNames implements EventClasses {
  codes: Uint16Array = new Uint16Array(0);
  readonly names: string[] = Array.from({ length: FIRST_NAME }, () => '');
  private readonly codeOf = new Map<string, number>();

  /** @param nameOf the text of an event; undefined or empty if it has none */
  constructor(private readonly nameOf: (event: number) => string | undefined) {}

  /** Reads the events that made the live blocks of a list. Stops now and then. */
  *read(list: BlockList, eventCount: number): Work<void> {
    this.extend(eventCount);
    const { requested, tag } = list;
    const { codes } = this;
    let unread = 0;
    for (let row = 0; row < requested.length; row++) {
      if (requested[row] === FREE || codes[tag[row]] !== ClassCode.Unread) continue;
      codes[tag[row]] = this.code(this.nameOf(tag[row]));
      if (++unread % EVENTS_AT_ONCE === 0) yield;
    }
  }

  private code(name: string | undefined): number {
    if (name === undefined || name === '') return ClassCode.None;
    const known = this.codeOf.get(name);
    if (known !== undefined) return known;
    if (this.names.length === MOST_NAMES) return ClassCode.Unkept;
    this.codeOf.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  private extend(eventCount: number): void {
    if (eventCount <= this.codes.length) return;
    const codes = new Uint16Array(Math.max(eventCount, Math.ceil(this.codes.length * 1.5)));
    codes.set(this.codes);
    this.codes = codes;
  }
}
