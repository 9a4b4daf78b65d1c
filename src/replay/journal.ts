import type { Work } from '../base/work';
import { LongerColumns } from '../base/longerColumns';
import { Rows } from '../base/rows';
import { NONE } from '../engine/block';
import { isInconsistency, Outcome } from './outcome';

/** No event: where a link to another event leads nowhere. */
export const NO_EVENT = -1;

/** In `place`: the event freed the block that event `ORIGIN - place` allocated. */
const ORIGIN = -2;
/** Rows of another journal that are taken over between two yields: a millisecond at most. */
const ROWS_AT_ONCE = 2 ** 16;

/** In `visits`: the count is held aside. */
const MANY_VISITS = 0xffff;

/**
 * What became of each event, learned in one pass over the trace: seven bytes an event. With it any
 * part can be carried out again without a search, and without knowing which id meant which block
 * at the time.
 */
export class Journal {
  /** How many events are known. */
  length = 0;
  /** Outcome of each event. */
  outcome: Uint8Array;
  /** The block that an event allocated (0 or more), the event whose block it freed, or NONE. */
  private place: Int32Array;
  /** How many free blocks the search of an event looked at. */
  private visits: Uint16Array;
  /** Events whose search looked at MANY_VISITS free blocks or more, ascending, and how many. */
  private readonly manyVisits = { event: new Rows(), visited: new Rows() };
  /** Events that act on a block and do not just free it, ascending, and the event it came from. */
  private readonly moves = { event: new Rows(), origin: new Rows() };
  /** Events that are faults or inconsistencies, ascending. */
  private readonly faultEvents: number[] = [];
  /** For each of those, 1 + the earlier event that explains it, or 0. No Map: it ends at 2^24. */
  private readonly faultRelated = new Rows();
  private inconsistencies = 0;
  /** The same columns with more room, while they are being copied. */
  private longer: LongerColumns<[Uint8Array, Int32Array, Uint16Array]> | undefined;
  private lastEnd = { event: NO_EVENT, end: NO_EVENT, length: 0 };

  constructor(eventCount: number) {
    this.outcome = new Uint8Array(eventCount);
    this.place = new Int32Array(eventCount);
    this.visits = new Uint16Array(eventCount);
  }

  /** Makes room for a trace that has become longer. */
  extend(eventCount: number): void {
    this.makeRoom(eventCount, Infinity);
  }

  /**
   * `extend` a part at a time: copies so many events at most. Returns whether there is room. Until then
   * no event may be entered.
   */
  makeRoom(eventCount: number, most: number): boolean {
    if (eventCount <= this.outcome.length) {
      // What was begun for more would not have what is entered now.
      this.longer = undefined;
      return true;
    }
    const { outcome, place, visits, length } = this;
    // Half as much again: a trace that grows line by line is not copied for every line.
    const capacity = Math.max(eventCount, Math.ceil(outcome.length * 1.5));
    this.longer ??= new LongerColumns([outcome, place, visits], length, capacity);
    if (!this.longer.go(most)) return false;
    [this.outcome, this.place, this.visits] = this.longer.columns;
    this.longer = undefined;
    return this.makeRoom(eventCount, most);
  }

  /** Enters the first `count` events of another journal. Nothing is shared. Only while it is empty. */
  *takeOver(other: Journal, count: number): Work<void> {
    const { outcome, place, visits } = this;
    for (let from = 0; from < count; from += ROWS_AT_ONCE) {
      const to = Math.min(from + ROWS_AT_ONCE, count);
      outcome.set(other.outcome.subarray(from, to), from);
      place.set(other.place.subarray(from, to), from);
      visits.set(other.visits.subarray(from, to), from);
      yield;
    }
    yield* takeOverPairs(
      [this.manyVisits.event, this.manyVisits.visited],
      [other.manyVisits.event, other.manyVisits.visited],
      count,
    );
    yield* takeOverPairs(
      [this.moves.event, this.moves.origin],
      [other.moves.event, other.moves.origin],
      count,
    );
    const faults = other.firstFaultFrom(count);
    for (let row = 0; row < faults; row++) {
      this.addFault(other.faultEvents[row], other.faultRelated.at(row) - 1);
      if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    }
    this.length = count;
  }

  /** Bytes in use. */
  get memoryBytes(): number {
    const { manyVisits, moves, faultRelated } = this;
    const aside = [manyVisits.event, manyVisits.visited, moves.event, moves.origin, faultRelated];
    return aside.reduce((sum, rows) => sum + rows.memoryBytes, this.length * 7);
  }

  /** Enters the next event: one that allocates, fails to, or does nothing. */
  append(outcome: Outcome, block: number, visited: number): void {
    const event = this.length++;
    this.enterOutcome(event, outcome);
    this.place[event] = block;
    if (visited < MANY_VISITS) this.visits[event] = visited;
    else this.enterMany(event, visited);
  }

  /** Enters the next event: it ends the life of the block that `origin` allocated, and no more. */
  appendFree(origin: number, outcome = Outcome.Done): void {
    const event = this.length++;
    this.enterOutcome(event, outcome);
    this.place[event] = ORIGIN - origin;
  }

  /** Enters the next event: it moved, or failed to move, the block that `origin` allocated. */
  appendMove(outcome: Outcome, block: number, origin: number, visited: number): void {
    this.moves.event.push(this.length);
    this.moves.origin.push(origin);
    this.append(outcome, block, visited);
  }

  /** Enters that an event is a fault or an inconsistency; what came of it must be entered before. */
  addFault(event: number, related: number): void {
    if (isInconsistency(this.outcome[event])) this.inconsistencies++;
    this.faultEvents.push(event);
    this.faultRelated.push(related + 1);
  }

  /** The block that an event allocated, as its header's offset; NONE if it got or wanted none. */
  blockOf(event: number): number {
    const place = this.place[event];
    return place < 0 ? NONE : place;
  }

  /** The event that allocated the block which a free or realloc acts on, or NO_EVENT. */
  originOf(event: number): number {
    const place = this.place[event];
    if (place <= ORIGIN) return ORIGIN - place;
    const row = this.moves.event.firstAtLeast(event);
    const isMove = row < this.moves.event.length && this.moves.event.at(row) === event;
    return isMove ? this.moves.origin.at(row) : NO_EVENT;
  }

  /** The event that allocated the block which an event frees, and no more; NO_EVENT for others. */
  freedOrigin(event: number): number {
    const place = this.place[event];
    return place <= ORIGIN ? ORIGIN - place : NO_EVENT;
  }

  /** Whether an event allocated in vain. */
  ranOutOfMemory(event: number): boolean {
    const outcome: Outcome = this.outcome[event];
    return outcome === Outcome.OutOfMemory;
  }

  /** Whether an event was marked instead of carried out. */
  isRefused(event: number): boolean {
    const outcome: Outcome = this.outcome[event];
    return (
      outcome === Outcome.DoubleFree ||
      outcome === Outcome.UnknownFree ||
      outcome === Outcome.MidwayFree ||
      outcome === Outcome.ReallocFreed
    );
  }

  /** How many free blocks the search of an event looked at; 0 where there was none. */
  visitedBy(event: number): number {
    const visited = this.visits[event];
    if (visited !== MANY_VISITS) return visited;
    return this.manyVisits.visited.at(this.manyVisits.event.firstAtLeast(event));
  }

  /**
   * The event that ends the life of the block which `event` allocated, or NO_EVENT. Looks through
   * what follows (some ten milliseconds in ten million events): to keep it for every block would
   * cost four bytes an event. The last answer is kept.
   */
  endOf(event: number): number {
    const { lastEnd } = this;
    if (lastEnd.event === event && lastEnd.length === this.length) return lastEnd.end;
    const freed = this.place.subarray(0, this.length).indexOf(ORIGIN - event, event + 1);
    const moved = this.movedBy(event, freed);
    const end = moved === NO_EVENT ? freed : moved;
    this.lastEnd = { event, end, length: this.length };
    return end;
  }

  /** Events that are faults or inconsistencies, ascending. */
  get faults(): readonly number[] {
    return this.faultEvents;
  }

  /** How many of them are inconsistencies: the trace's fault, not the program's. */
  get inconsistencyCount(): number {
    return this.inconsistencies;
  }

  /** The earlier event that explains a fault (the first free of a double free), or NO_EVENT. */
  relatedTo(event: number): number {
    const row = this.firstFaultFrom(event);
    return this.faultEvents[row] === event ? this.faultRelated.at(row) - 1 : NO_EVENT;
  }

  /** The first fault after `event`, or NO_EVENT. */
  faultAfter(event: number): number {
    const index = this.firstFaultFrom(event + 1);
    return index < this.faultEvents.length ? this.faultEvents[index] : NO_EVENT;
  }

  /** The last fault before `event`, or NO_EVENT. */
  faultBefore(event: number): number {
    const index = this.firstFaultFrom(event) - 1;
    return index >= 0 ? this.faultEvents[index] : NO_EVENT;
  }

  /** The first event after `origin`, and before `limit` if there is one, that moved its block. */
  private movedBy(origin: number, limit: number): number {
    const { event: events, origin: origins } = this.moves;
    for (let row = events.firstAtLeast(origin); row < events.length; row++) {
      const event = events.at(row);
      if (limit !== NO_EVENT && event > limit) return NO_EVENT;
      if (origins.at(row) === origin && this.place[event] >= 0) return event;
    }
    return NO_EVENT;
  }

  /** Nearly all are done, which is 0 already: pages of memory that nobody writes to take none. */
  private enterOutcome(event: number, outcome: Outcome): void {
    if (outcome !== Outcome.Done) this.outcome[event] = outcome;
  }

  private enterMany(event: number, visited: number): void {
    this.visits[event] = MANY_VISITS;
    this.manyVisits.event.push(event);
    this.manyVisits.visited.push(visited);
  }

  private firstFaultFrom(event: number): number {
    let low = 0;
    let high = this.faultEvents.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.faultEvents[middle] < event) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Adds the rows of two columns that are about the first `count` events. The first has the events. */
function* takeOverPairs(
  to: readonly [Rows, Rows],
  from: readonly [Rows, Rows],
  count: number,
): Work<void> {
  const rows = from[0].firstAtLeast(count);
  for (let row = 0; row < rows; row++) {
    for (const [i, column] of to.entries()) column.push(from[i].at(row));
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
  }
}
