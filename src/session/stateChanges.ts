import type { Work } from '../base/work';
import { changeRows, findEnds, type Compared } from '../projection/changeRows';
import { BlockList } from '../projection/blockList';
import { changesText, type ToldChanges } from '../projection/changesText';
import {
  changesView,
  totalsOf,
  wantedOf,
  type ChangesOf,
  type WantedRows,
} from '../projection/changesView';
import { heapStateOf, type HeapState } from '../projection/heapState';
import { diffMoments, diffTraces, type StateDiff } from '../projection/stateDiff';
import { CHANGE_GROUPS, type ChangeFormat, type Changes } from '../protocol/changes';
import type { Replay } from '../replay/replay';
import { ReplayView } from '../replay/replayView';
import { goTo, LARGEST_SECOND_HEAP } from '../replay/secondHeap';
import type { Scheduler } from './scheduler';
import { inSlices } from './slicedWork';
import type { TraceSession } from './traceSession';

/** No text holds more rows: it is to be read, or to be pasted somewhere. */
const MOST_ROWS = 100_000;

/** What differs between two states, kept as long as both stay where they are. */
interface Found extends Compared {
  readonly replay: Replay;
  readonly other: TraceSession | undefined;
  readonly diff: StateDiff;
  readonly totals: Changes['totals'];
}

/**
 * How the heap of a session differs from what it was after another event, or from another session's
 * heap. Worked out when somebody asks, in slices.
 */
export class StateChanges {
  /** What the heap was at the baseline: without it no second heap is kept. */
  private past: { readonly replay: Replay; readonly state: HeapState } | undefined;
  private found: Found | undefined;
  /** Where blocks end that were asked for: true for a replay, whatever is compared. */
  private ends: { readonly replay: Replay; readonly of: Map<number, number> } | undefined;

  constructor(
    private readonly session: TraceSession,
    private readonly scheduler: Scheduler,
  ) {}

  /**
   * What differs from the state at the baseline, or from the other session's.
   * @returns a sentence where that cannot be said
   */
  window(other: TraceSession | undefined, wanted: WantedRows): Answer<ChangesOf | string> {
    return this.work(other, (replay, work) => this.windowOf(replay, other, wanted, work));
  }

  /** All of it as text, with what to say of it; a sentence where that cannot be done. */
  text(
    other: TraceSession | undefined,
    format: ChangeFormat,
  ): Answer<{ readonly text: string; readonly message: string } | string> {
    return this.work(other, (replay, work) => this.textOf(replay, other, format, work));
  }

  private *windowOf(
    replay: Replay,
    other: TraceSession | undefined,
    wanted: WantedRows,
    find: Work<Found | string>,
  ): Work<ChangesOf | string> {
    const found = yield* find;
    if (typeof found === 'string') return found;
    if (this.ends?.replay !== replay) this.ends = { replay, of: new Map() };
    const ends = this.ends.of;
    yield* findEnds(found, endedTags(found, wanted), ends);
    return changesView(found, found.diff, found.totals, nameOf(other), wanted, ends);
  }

  private *textOf(
    replay: Replay,
    other: TraceSession | undefined,
    format: ChangeFormat,
    find: Work<Found | string>,
  ): Work<{ text: string; message: string } | string> {
    const found = yield* find;
    if (typeof found === 'string') return found;
    const all: WantedRows = { preview: MOST_ROWS, group: null, start: 0, count: 0 };
    const ends = new Map<number, number>();
    yield* findEnds(found, endedTags(found, all), ends);
    const none: WantedRows = { ...all, preview: 0 };
    const { rows: _, ...changes } = changesView(
      found,
      found.diff,
      found.totals,
      nameOf(other),
      none,
      ends,
    );
    const told: ToldChanges = {
      changes,
      rowsOf: (group, start, count) =>
        changeRows(found, group, found.diff.groups[group], start, count, ends),
      base: replay.config.base,
      name: this.session.name,
      mostRows: MOST_ROWS,
    };
    const pieces: string[] = [];
    for (const piece of changesText(told, format)) {
      pieces.push(piece);
      // A piece may be some hundred rows.
      yield;
    }
    const count = CHANGE_GROUPS.reduce((sum, group) => sum + found.totals[group].count, 0);
    const message = count > MOST_ROWS ? `Only the first ${MOST_ROWS} of ${count} changes.` : '';
    return { text: pieces.join(''), message };
  }

  private work<T>(
    other: TraceSession | undefined,
    make: (replay: Replay, find: Work<Found | string>) => Work<T | string>,
  ): Answer<T | string> {
    const { replay } = this.session;
    if (replay === undefined) return 'No trace is open.';
    const seen = this.placeOf(other);
    const isOvertaken = () => {
      const place = this.placeOf(other);
      return place.some((each, i) => each !== seen[i]);
    };
    return inSlices(make(replay, this.find(replay, other)), this.scheduler, isOvertaken);
  }

  /** What must stay as it is while one looks at it. */
  private placeOf(other: TraceSession | undefined): readonly unknown[] {
    const { replay, at, studies } = this.session;
    const own = [replay, replay?.trace, at];
    return other === undefined
      ? [...own, studies.baseline.at]
      : [...own, other.replay, other.trace, other.at];
  }

  private *find(replay: Replay, other: TraceSession | undefined): Work<Found | string> {
    const was =
      other === undefined ? yield* this.pastOf(replay) : (stateNow(other) ?? LOADING(other.name));
    if (typeof was === 'string') return was;
    const now = stateNow(this.session);
    if (now === undefined) return 'No trace is open.';
    const { found } = this;
    const isKnown =
      found?.replay === replay &&
      found.other === other &&
      isSameState(found.now, now) &&
      isSameState(found.was, was);
    // Columns of a heap that has been elsewhere meanwhile may lie in other memory now.
    if (isKnown) return (this.found = { ...found, was, now });
    yield;
    const isOneTrace = other === undefined;
    const diff = yield* isOneTrace ? diffMoments(was, now) : diffTraces(was, now);
    const compared = { was, now, isOneTrace };
    const totals = yield* totalsOf(compared, diff);
    this.found = { ...compared, replay, other, diff, totals };
    return this.found;
  }

  /** What the heap was at the baseline. */
  private *pastOf(replay: Replay): Work<HeapState | string> {
    const { at } = this.session.studies.baseline;
    if (at === null) return 'There is no event to compare with.';
    const { past } = this;
    const isKnown =
      past?.replay === replay && past.state.trace === replay.trace && past.state.at === at;
    if (isKnown) return past.state;
    this.past = undefined;
    const here = this.session.at === at ? stateNow(this.session) : undefined;
    if (here !== undefined) {
      const state = copyOf(here);
      this.past = { replay, state };
      return state;
    }
    if (replay.config.size > LARGEST_SECOND_HEAP) {
      return `A heap of more than 64 MiB is not made a second time. Go to event ${at}: from then on it can be compared.`;
    }
    try {
      const view = new ReplayView(replay);
      yield* goTo(view, at);
      yield;
      const list = new BlockList(view.heap, 'in parts');
      yield* list.readInParts();
      yield;
      const state = heapStateOf(view, list);
      this.past = { replay, state };
      return state;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return 'There is no memory for a second heap to compare with.';
    }
  }
}

type Answer<T> = T | Promise<T>;

const LOADING = (name: string) => `${name} is not read yet.`;

function stateNow({ replay, projections }: TraceSession): HeapState | undefined {
  if (replay === undefined || projections === undefined) return undefined;
  return heapStateOf(replay, projections.blocks, projections.metrics);
}

/** The same, to be kept while its heap goes on. */
function copyOf(state: HeapState): HeapState {
  const { blocks, size, requested, tag } = state;
  return {
    ...state,
    blocks: blocks.slice(),
    size: size.slice(),
    requested: requested.slice(),
    tag: tag.slice(),
  };
}

function isSameState(a: HeapState, b: HeapState): boolean {
  return a.journal === b.journal && a.trace === b.trace && a.at === b.at;
}

function nameOf(other: TraceSession | undefined) {
  return other && { uri: other.uri, name: other.name };
}

/** What allocated the wanted blocks that are there at the earlier moment only. */
function* endedTags({ was, now, isOneTrace, diff }: Found, wanted: WantedRows): Generator<number> {
  if (!isOneTrace) return;
  const [early, group] = now.at < was.at ? [now, 'new' as const] : [was, 'gone' as const];
  const { start, count } = wantedOf(group, wanted);
  const rows = diff.groups[group][early === now ? 'now' : 'was'];
  for (const row of rows.subarray(start, start + count)) yield early.tag[row];
}
