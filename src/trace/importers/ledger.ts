import type { EventAttributes, MetaEntry } from '../trace';
import { eventLine } from '../write';
import type { Naming } from './importer';
import { exactHex, NULL_KEY } from './numbers';
import type { Report } from './report';
import { Totals } from './totals';

/** What else a recording says about an event. */
export interface Detail {
  readonly align?: number | undefined;
  /** The bytes are zero: calloc. */
  readonly zeroed?: boolean;
  readonly at?: EventAttributes['at'];
  readonly tid?: number | undefined;
  readonly t?: number | undefined;
  readonly label?: string | undefined;
  readonly more?: EventAttributes['unknown'];
}

const TOO_LARGE =
  'The size is above 2^53 - 1, which a trace cannot hold. The block is left out, and so is its free.';
const TOO_LARGE_IN_ALL =
  'All live blocks together are above 2^53 - 1 bytes. The block is left out, and so is its free.';

/** What allocations are called that got nothing. Each is freed before the next one. */
const FAILED = 'failed';

interface Block {
  /** The name in the trace that is written; undefined where the block was left out. */
  readonly id: string | undefined;
  readonly size: number;
  readonly footprint: number;
  live: boolean;
  /** How many gaps came before it died. */
  diedAfter: number;
  /** The address was given out while it was in use: what is said about it cannot be trusted. */
  contested: boolean;
}

/**
 * Turns what a program did at addresses into events of blocks. An address is used again and again, so
 * each block gets a number when it is born. Formats with ids of their own keep those.
 */
export class Ledger {
  readonly totals = new Totals();
  /** Something was freed or resized that the recording did not see allocated. */
  sawUnknown = false;
  /** The format says that the recording began while the program ran. */
  attached = false;
  /** What else the trace must say about itself. */
  readonly meta: MetaEntry[] = [];
  private readonly blocks = new Map<string, Block>();
  private births = 0;
  private unknowns = 0;
  private gaps = 0;

  /**
   * @param write takes a line without its end
   * @param names what keys are, and how blocks are called
   */
  constructor(
    private readonly write: (line: string) => void,
    private readonly report: Report,
    public names: Naming,
  ) {}

  /**
   * The program got `size` bytes at the address (or under the id) `key`. A size that is undefined is
   * above 2^53 - 1: a problem, and the block is left out together with what becomes of it.
   */
  alloc(key: string, size: number | undefined, detail: Detail = {}): void {
    this.totals.alloc++;
    this.displace(key);
    if (!this.fits(size)) return this.leaveOut(key);
    const id = this.newId(key);
    this.bear(key, id, size, detail);
    this.event(detail.zeroed === true ? 'calloc' : 'alloc', id, size, key, detail);
  }

  /** The program gave the block at `key` back. */
  free(key: string, detail: Detail = {}): void {
    const block = this.blocks.get(key);
    if (block?.live !== true) {
      this.totals.freeUnknown++;
      this.event('free', this.unknownId(key, block), 0, key, detail);
      return;
    }
    this.totals.free++;
    this.bury(block);
    if (block.id !== undefined) this.event('free', block.id, 0, key, detail);
  }

  /** The program called free with the null pointer. */
  freeNull(detail: Detail = {}): void {
    this.totals.freeNull++;
    this.event('free', 'null', 0, NULL_KEY, detail);
  }

  /** The block at `key` has `size` bytes now (see `alloc`) and is at `newKey`. */
  realloc(key: string, newKey: string, size: number | undefined, detail: Detail = {}): void {
    this.totals.realloc++;
    const block = this.blocks.get(key);
    const known = block?.live === true;
    if (known) this.bury(block);
    if (newKey !== key || !known) this.displace(newKey);
    if (!this.fits(size)) {
      if (known && block.id !== undefined) this.event('free', block.id, 0, key, detail);
      return this.leaveOut(newKey);
    }
    const id = known ? (block.id ?? this.newId(newKey)) : this.unknownId(key, block);
    this.bear(newKey, id, size, detail);
    // A block that was left out comes in with the size that it has now.
    const verb = known && block.id === undefined ? 'alloc' : 'realloc';
    this.event(verb, id, size, newKey, detail);
  }

  /**
   * The program asked and got nothing: a mark, and where the size is known an allocation as well. It is
   * freed at once, because the program will not do it should the simulated heap have room.
   * @param what the call, as the program wrote it
   * @param size bytes; undefined where the recording does not say, or where it is above 2^53 - 1
   */
  failed(what: string, size: number | undefined, detail: Detail = {}): void {
    this.totals.failed++;
    const { at, tid, t, label, more = [] } = detail;
    const text = `${what} failed${label === undefined ? '' : ` in ${label}`}`;
    this.write(
      eventLine({ verb: 'mark', text, attributes: present({ at, tid, t, unknown: more }) }),
    );
    // Where blocks keep the names of the recording, one may be called so.
    if (size === undefined || this.isLive(FAILED)) return;
    this.event(detail.zeroed === true ? 'calloc' : 'alloc', FAILED, size, NULL_KEY, detail);
    this.event('free', FAILED, 0, NULL_KEY, { tid, t });
  }

  /** Whether there is a block at the address (or under the id) `key` now. */
  isLive(key: string): boolean {
    return this.blocks.get(key)?.live === true;
  }

  /** The key will not come again: nothing about it is kept. Without this, each key takes memory. */
  forget(key: string): void {
    this.blocks.delete(key);
  }

  /** A part of the recording is lost: what was freed before may have been allocated in it. */
  gap(): void {
    this.gaps++;
  }

  /** Whether a size can be written, and the sum of all live ones too. Says so if not. */
  private fits(size: number | undefined): size is number {
    if (size === undefined) this.report.problem(TOO_LARGE);
    else if (this.totals.liveBytes + size <= Number.MAX_SAFE_INTEGER) return true;
    else this.report.problem(TOO_LARGE_IN_ALL);
    return false;
  }

  private leaveOut(key: string): void {
    const contested = this.blocks.get(key)?.contested ?? false;
    this.blocks.set(key, {
      id: undefined,
      size: 0,
      footprint: 0,
      live: true,
      diedAfter: 0,
      contested,
    });
  }

  private newId(key: string): string {
    return this.names === 'ids' ? key : String(++this.births);
  }

  /** The address is given out although it is in use: the recording missed that it was freed. */
  private displace(key: string): void {
    const old = this.blocks.get(key);
    if (old?.live !== true) return;
    this.totals.allocOverLive++;
    this.bury(old);
    old.contested = true;
    if (this.names === 'ids' || old.id === undefined) return;
    const what = this.names === 'addresses' ? 'address' : 'slot';
    const label = `not recorded: the ${what} was given out again`;
    this.event('free', old.id, 0, key, { label });
  }

  private bear(key: string, id: string, size: number, { align = 1 }: Detail): void {
    const footprint = footprintOf(size, align);
    const contested = this.blocks.get(key)?.contested ?? false;
    this.blocks.set(key, { id, size, footprint, live: true, diedAfter: 0, contested });
    this.totals.grow(size, footprint);
  }

  private bury(block: Block): void {
    block.live = false;
    block.diedAfter = this.gaps;
    if (block.id !== undefined) this.totals.shrink(block.size, block.footprint);
  }

  /** The name for what is not live: the dead block's if that is certain, so that a replay can say so. */
  private unknownId(key: string, dead: Block | undefined): string {
    if (this.names === 'ids') return key;
    const isCertain = dead?.contested === false && dead.diedAfter === this.gaps;
    if (isCertain && dead.id !== undefined) return dead.id;
    this.sawUnknown = true;
    return `u${++this.unknowns}`;
  }

  private event(
    verb: 'alloc' | 'calloc' | 'realloc' | 'free',
    id: string,
    size: number,
    key: string,
    { align, at, tid, t, label, more = [] }: Detail,
  ): void {
    const isAddress = this.names === 'addresses' && id !== 'null';
    const exact = id === FAILED ? null : exactHex(key);
    const addr = isAddress ? exact : undefined;
    // `addr=` holds up to 2^53 - 1; what is above is kept as text.
    const isLost = isAddress && exact === undefined;
    const unknown = isLost ? [...more, { key: 'address', value: `0x${key}` }] : more;
    const attributes = present({ at, tid, t, addr, label, unknown });
    if (verb === 'free') this.write(eventLine({ verb, id, attributes }));
    else this.write(eventLine({ verb, id, size, align, attributes }));
  }
}

/** What a block takes in the simulated heap at most: header, back pointer, tail, rounding. */
function footprintOf(size: number, align: number): number {
  return size + 48 + (align > 16 ? align : 0);
}

type Loose<T> = { [K in keyof T]?: T[K] | undefined };

/** The attributes that there are: the printer skips what is undefined, but the type has no such thing. */
function present(attributes: Loose<EventAttributes>): EventAttributes {
  return attributes as EventAttributes;
}
