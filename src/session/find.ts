import { formatCount, formatHex, plural } from '../base/format';
import type { Work } from '../base/work';
import { NONE } from '../engine/block';
import type { Found } from '../protocol/find';
import { NO_RANK } from '../replay/recorded/recordedBlocks';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import { findRecorded } from './recorded/findRecorded';
import { selectMade } from './recorded/sides';
import type { TraceSession } from './traceSession';

/** Ids and events looked at between two looks at the clock: a millisecond or so. */
const IDS_AT_ONCE = 2 ** 18;
const EVENTS_AT_ONCE = 2 ** 16;

/**
 * Finds what a person typed and goes there: an event number or `event N`, `line N` or `:N`, an address
 * (selects the block that owns it), or an id (selects its block, or goes to its allocation). A number
 * is an event as long as there are so many; `id 7` is the id even so. Anything else, and what stands
 * after `text` or a quote, is looked for in the lines of the trace: that takes its time, and the
 * list is `studies.search`. For an address the blocks that ever owned it are listed there.
 * @returns a promise where the ids or events are so many that others should have their turn; it is
 *   rejected where something else is looked for meanwhile
 */
export function find(session: TraceSession, query: string): Found | Promise<Found> {
  const text = query.trim();
  if (session.replay === undefined) return { found: false, message: 'No trace is open.' };
  if (text === '') {
    return { found: false, message: 'Type an event, a :line, an address, an id or a text.' };
  }
  return session.studies.search.findOne(finding(session, query, text));
}

/** The same for who does not see the list: a text that no line has is not found. */
export async function findForGood(session: TraceSession, query: string): Promise<Found> {
  const found = await find(session, query);
  const { search } = session.studies;
  await search.over;
  const { view } = search;
  const isNowhere = view?.kind === 'text' && view.fraction === null && view.count === 0;
  return isNowhere && view.query === query ? unknown(query.trim()) : found;
}

function* finding(session: TraceSession, query: string, text: string): Work<Found> {
  const wanted = /^(?:text\s+|")(.+?)"?$/i.exec(text);
  if (wanted) return findText(session, query, wanted[1]);
  const line = /^(?:line\s*|:)(\d{1,10})$/i.exec(text);
  if (line) return findLine(session, Number(line[1]));
  const named = /^id\s+(\S+)$/i.exec(text);
  if (named) return (yield* findId(session, named[1])) ?? unknown(named[1]);
  const event = /^(?:#|event\s+)?(\d[\d,]{0,15})$/i.exec(text);
  const number = event ? Number(event[1].replaceAll(',', '')) : undefined;
  if (number !== undefined && number <= session.eventCount) return findEvent(session, number);
  const id = yield* findId(session, text);
  if (id) return id;
  if (/^0x[0-9a-f]+$/i.test(text)) {
    const { blocks } = session.studies.recorded;
    if (blocks !== undefined) return yield* findRecorded(session, blocks, query, text);
    return findAddress(session, query, text);
  }
  if (number === undefined) return findText(session, query, text);
  return { found: false, message: `The trace has ${plural(session.eventCount, 'event')}.` };
}

function unknown(text: string): Found {
  return { found: false, message: `Nothing here is called "${text}".` };
}

function findEvent(session: TraceSession, event: number): Found {
  session.seek(event);
  return { found: true, message: `Event ${formatCount(event)}.` };
}

function findLine(session: TraceSession, line: number): Found {
  session.seekLine(line - 1);
  return { found: true, message: `After line ${formatCount(line)}.` };
}

/** The lines that have a text in them; then the first one behind the cursor. */
function findText(session: TraceSession, query: string, text: string): Found {
  const { trace, text: lines } = session;
  if (trace === undefined || lines === undefined) return unknown(text);
  const { search } = session.studies;
  void search.findText(trace, lines, query, text).then(() => {
    if (!search.isDone || search.view?.query !== query || search.view.current >= 0) return;
    const index = firstBehind(session);
    if (index >= 0) goToFound(session, index);
  });
  return { found: true, message: '' };
}

/** The first line of the list behind the cursor's, else the first; -1 if there is none. */
function firstBehind({ studies, line = -1 }: TraceSession): number {
  const { search } = studies;
  let low = 0;
  let high = search.length;
  if (high === 0) return -1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [{ line: found }] = search.items(middle, 1);
    if (found - 1 <= line) low = middle + 1;
    else high = middle;
  }
  return low < search.length ? low : 0;
}

/**
 * Goes to an item of the list that was found last: a line, or the allocation of a block, which is
 * then selected. Does nothing where there is no such item.
 */
export function goToFound(session: TraceSession, index: number): void {
  const { search } = session.studies;
  const item = search.choose(index);
  if (item === undefined) return;
  if (search.view?.kind === 'text') return session.seekLine(item.line - 1);
  selectMade(session, item.event - 1);
  session.seek(item.event);
}

/** The address may have leading zeros, as debuggers write it, or be too large for any heap. */
function findAddress(session: TraceSession, query: string, address: string): Found {
  const { replay, projections } = session;
  const offset = Number(address) - (replay?.heap.config.base ?? 0);
  if (!replay || !projections || offset < 0 || offset >= replay.heap.config.size) {
    const which = session.trace?.hasAddresses === true ? 'simulated heap' : 'heap';
    return { found: false, message: `${address} is outside the ${which}.` };
  }
  const block = projections.blocks.blocks[projections.blocks.indexAt(offset)];
  startHistory(session, query, offset);
  session.select(block);
  const state = replay.heap.isLive(block) ? 'live' : 'free';
  return {
    found: true,
    message: `In the ${state} block at ${formatHex(replay.heap.config.base + block)}.`,
  };
}

/** Where there is no memory for a second heap, the owner of now must do. */
function startHistory({ replay, studies }: TraceSession, query: string, offset: number): void {
  if (replay === undefined) return;
  studies.search.findLives(replay, query, offset).catch((error: unknown) => {
    if (!(error instanceof RangeError)) throw error;
  });
}

/** The newest allocation under an id up to the cursor, else the first one after it. */
function* findId(session: TraceSession, text: string): Work<Found | undefined> {
  const { replay } = session;
  if (!replay) return undefined;
  const { trace } = replay;
  const id = yield* idCalled(trace, text);
  if (id < 0) return undefined;
  const blocks = blocksShown(session, replay);
  const event = yield* eventAround(
    trace,
    session.at,
    (each) => trace.newIdOf(each) === id && blocks.madeBy(each),
  );
  if (event === undefined) return { found: false, message: blocks.noneText(text) };
  const isAhead = event >= session.at;
  const isLive = isAhead || blocks.isLive(event);
  selectMade(session, event);
  if (isAhead || !isLive) session.seek(event + 1);
  const message = isLive
    ? `${text} is live.`
    : `${text}, as event ${formatCount(event + 1)} allocated it.`;
  return { found: true, message };
}

/** The blocks of the heap that is shown: whether an event made one is another question in each. */
interface BlocksShown {
  madeBy(event: number): boolean;
  /** Whether what an event made is there now. */
  isLive(event: number): boolean;
  /** What is said of an id that no event made a block for. */
  noneText(id: string): string;
}

function blocksShown(session: TraceSession, replay: Replay): BlocksShown {
  const { blocks: recorded, shown } = session.studies.recorded;
  if (recorded !== undefined) {
    return {
      madeBy: (event) => recorded.madeBy(event) !== NO_RANK,
      isLive: (event) => recorded.isLiveAt(recorded.madeBy(event), session.at),
      noneText: (id) => `The recording gives ${id} no address.`,
    };
  }
  const { journal } = replay;
  return {
    madeBy: (event) => journal.blockOf(event) !== NONE,
    isLive: (event) => {
      const { heap } = replay;
      const block = journal.blockOf(event);
      return heap.isLive(block) && heap.tag(block) === event;
    },
    noneText: (id) =>
      shown
        ? `The simulated heap never had ${id}, and the recorded one is not read.`
        : `Nothing was ever allocated as ${id}.`,
  };
}

function* idCalled(trace: Trace, text: string): Work<number> {
  for (let from = 0; ; from += IDS_AT_ONCE) {
    const id = trace.findId(text, from, from + IDS_AT_ONCE);
    if (id >= 0 || from + IDS_AT_ONCE >= trace.idCount) return id;
    yield;
  }
}

/** The newest event of a kind before `at`, else the first one from there on. */
function* eventAround(
  { eventCount }: Trace,
  at: number,
  isWanted: (event: number) => boolean,
): Work<number | undefined> {
  for (let event = at - 1; event >= 0; event--) {
    if (isWanted(event)) return event;
    if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
  }
  for (let event = at; event < eventCount; event++) {
    if (isWanted(event)) return event;
    if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
  }
  return undefined;
}
