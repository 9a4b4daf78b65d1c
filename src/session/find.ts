import { formatCount, formatHex } from '../base/format';
import { NONE } from '../engine/block';
import type { TraceSession } from './traceSession';

/** What a search came to. */
export interface Found {
  readonly found: boolean;
  /** For people, in one short sentence. */
  readonly message: string;
}

/**
 * Finds what a person typed and goes there: an event number, `line N` or `:N`, an address (selects
 * the block that owns it), or an id (selects its block, or goes to its allocation). A number is an
 * event as long as there are so many; `id 7` is the id even so.
 */
export function find(session: TraceSession, query: string): Found {
  const text = query.trim();
  if (session.replay === undefined) return { found: false, message: 'No trace is open.' };
  if (text === '') return { found: false, message: 'Type an event, a :line, an address or an id.' };
  const line = /^(?:line\s*|:)(\d{1,10})$/i.exec(text);
  if (line) return findLine(session, Number(line[1]));
  const named = /^id\s+(\S+)$/i.exec(text);
  if (named) return findId(session, named[1]) ?? unknown(named[1]);
  const event = /^#?(\d[\d,]{0,15})$/.exec(text);
  const number = event ? Number(event[1].replaceAll(',', '')) : undefined;
  if (number !== undefined && number <= session.eventCount) return findEvent(session, number);
  const id = findId(session, text);
  if (id) return id;
  if (/^0x[0-9a-f]{1,14}$/i.test(text)) return findAddress(session, Number(text));
  if (number === undefined) return unknown(text);
  return { found: false, message: `The trace has ${formatCount(session.eventCount)} events.` };
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

function findAddress(session: TraceSession, address: number): Found {
  const { replay, projections } = session;
  const offset = address - (replay?.heap.config.base ?? 0);
  if (!replay || !projections || offset < 0 || offset >= replay.heap.config.size) {
    return { found: false, message: `${formatHex(address)} is outside the heap.` };
  }
  const block = projections.blocks.blocks[projections.blocks.indexAt(offset)];
  session.select(block);
  const state = replay.heap.isLive(block) ? 'live' : 'free';
  return {
    found: true,
    message: `In the ${state} block at ${formatHex(replay.heap.config.base + block)}.`,
  };
}

/** The newest allocation under an id up to the cursor, else the first one after it. */
function findId(session: TraceSession, text: string): Found | undefined {
  const { replay } = session;
  if (!replay) return undefined;
  const { trace } = replay;
  const id = trace.findId(text);
  if (id < 0) return undefined;
  const event = allocationOf(session, id);
  if (event === undefined) {
    return { found: false, message: `Nothing was ever allocated as ${text}.` };
  }
  if (event >= session.at) session.seek(event + 1);
  const user = replay.userOf(event);
  const block = replay.heap.blockOfUser(user);
  if (block !== NONE && replay.heap.tag(block) === event) {
    session.select(block);
    return { found: true, message: `${text} is live.` };
  }
  session.seek(event + 1);
  session.select(replay.heap.blockOfUser(user));
  return { found: true, message: `${text}, as event ${formatCount(event + 1)} allocated it.` };
}

function allocationOf({ replay, at }: TraceSession, id: number): number | undefined {
  if (!replay) return undefined;
  const { trace, journal } = replay;
  const allocates = (event: number) =>
    journal.blockOf(event) !== NONE && trace.newIdOf(event) === id;
  for (let event = at - 1; event >= 0; event--) if (allocates(event)) return event;
  for (let event = at; event < trace.eventCount; event++) if (allocates(event)) return event;
  return undefined;
}
