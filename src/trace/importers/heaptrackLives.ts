import type { HeaptrackFrames } from './heaptrackFrames';
import type { Detail, Ledger } from './ledger';
import { exactHex } from './numbers';
import type { Report } from './report';

/** Allocations of one size at one place, which an interpreted file does not tell apart. */
interface Kind {
  readonly name: number;
  readonly size: number | undefined;
  readonly site: number;
  born: number;
  died: number;
}

const NOTE =
  'frees of one of several blocks that heaptrack does not tell apart (same size, same place): the oldest is taken';

/**
 * The blocks of an interpreted file. It has no addresses: it says which kind of block came or went.
 * Where several of a kind live, the oldest one goes, which changes nothing but its length of life.
 */
export class HeaptrackLives {
  private readonly kinds: (Kind | undefined)[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
    private readonly frames: HeaptrackFrames,
  ) {
    ledger.names = 'births';
    ledger.meta.push({ key: 'frees', value: 'the oldest block of the same size and place' });
  }

  /** `a SIZE STACK` */
  addKind(text: string): void {
    const match = /^a ([0-9a-f]{1,20}) ([0-9a-f]{1,20})$/.exec(text);
    // What cannot be read has a number all the same.
    this.kinds.push(
      match === null
        ? undefined
        : {
            name: this.kinds.length,
            size: exactHex(match[1]),
            site: exactHex(match[2]) ?? 0,
            born: 0,
            died: 0,
          },
    );
    if (match === null) this.report.problem('A kind of block has a size and a call site.');
    else this.report.skip('kinds of blocks');
  }

  /** `+ KIND` */
  alloc(index: string, time: Detail): void {
    const kind = this.kind(index);
    if (kind === undefined) return;
    const detail = { ...time, ...this.frames.detail(kind.site) };
    this.ledger.alloc(`${kind.name}.${kind.born++}`, kind.size, detail);
  }

  /** `- KIND` */
  free(index: string, time: Detail): void {
    const kind = this.kind(index);
    if (kind === undefined) return;
    const live = kind.born - kind.died;
    if (live > 1) this.report.note(NOTE);
    const key = `${kind.name}.${kind.died}`;
    this.ledger.free(key, time);
    this.ledger.forget(key);
    if (live > 0) kind.died++;
  }

  private kind(index: string): Kind | undefined {
    const kind = this.kinds[exactHex(index) ?? -1];
    if (kind === undefined) this.report.problem('There is no such kind of block in the file.');
    return kind;
  }
}
