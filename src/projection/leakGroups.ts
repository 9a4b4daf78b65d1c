import type { Work } from '../base/work';
import type { LeakGroup, LeakKey } from '../protocol/leaks';
import type { Trace } from '../trace/trace';
import { sourceText } from './blockValues';

/** Events looked at between two moments at which the work can be put off. */
const EVENTS_AT_ONCE = 64;
/** So many names get a group each; what has yet another name goes into a last one. */
const MOST_GROUPS = 20_000;

/** Blocks that have something in common. */
export interface Group {
  readonly name: string;
  /** The events (from 0) that allocated the oldest and the newest of them. */
  readonly first: number;
  readonly last: number;
  readonly blocks: number;
  readonly bytes: number;
  /** Whether it is what was left when there were too many names: it has none. */
  readonly isRest: boolean;
}

interface Sums {
  first: number;
  last: number;
  blocks: number;
  bytes: number;
}

/**
 * Puts allocations into groups by a name, most bytes first; of those the older ones first.
 * @param events those that allocated the blocks, ascending
 * @param told called with how many are done, before each moment of rest
 */
export function* groupsOf(
  trace: Trace,
  events: Uint32Array,
  nameOf: (event: number) => string,
  told: (done: number) => void = () => {},
): Work<Group[]> {
  const groups = new Map<string, Sums>();
  let rest: Sums | undefined;
  for (let row = 0; row < events.length; row++) {
    if (row % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) {
      told(row);
      yield;
    }
    const event = events[row];
    const name = nameOf(event);
    let group = groups.get(name);
    if (group === undefined && groups.size === MOST_GROUPS) group = rest;
    if (group === undefined) {
      group = { first: event, last: event, blocks: 0, bytes: 0 };
      if (groups.size < MOST_GROUPS) groups.set(name, group);
      else rest = group;
    }
    group.last = event;
    group.blocks++;
    group.bytes += trace.sizeOf(event);
  }
  const named = [...groups]
    .map(([name, group]): Group => ({ name, ...group, isRest: false }))
    .toSorted((a, b) => b.bytes - a.bytes || a.first - b.first);
  return rest === undefined ? named : [...named, { name: '', ...rest, isRest: true }];
}

/** What names the group of an allocation. */
export function groupName(trace: Trace, by: LeakKey): (event: number) => string {
  switch (by) {
    case 'label':
      return (event) => trace.attributesOf(event).label ?? '';
    case 'source':
      return (event) => sourceText(trace.attributesOf(event).at);
    case 'size':
      return (event) => String(trace.sizeOf(event));
    case 'prefix':
      return (event) => prefixOf(trace.idText(trace.newIdOf(event)));
  }
}

/** What an id begins with before its first digit: `net` of `net12`; of `0x10` and `7` nothing. */
function prefixOf(id: string): string {
  return /^\D*/.exec(id)?.[0] ?? '';
}

/** A group as it is shown. */
export function groupView(
  trace: Trace,
  { name, first, last, blocks, bytes, isRest }: Group,
  by: LeakKey,
  from: number,
  to: number,
): LeakGroup {
  return {
    name,
    blocks,
    bytes,
    first: first + 1,
    last: last + 1,
    line: trace.lineOf(first) + 1,
    filter: isRest ? '' : filterOf(name, by, from, to),
    isRest,
  };
}

/** The filter that shows a group in the table, of what the events `from..to` made. */
function filterOf(name: string, by: LeakKey, from: number, to: number): string {
  const term = termOf(name, by);
  const made = `made:${from}..${to}`;
  return term === undefined || term.length > 400 ? '' : `live ${term} ${made}`;
}

function termOf(name: string, by: LeakKey): string | undefined {
  const quoted = `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
  switch (by) {
    case 'label':
      return `label=${quoted}`;
    case 'source':
      return `at=${quoted}`;
    case 'size':
      return `requested=${name}`;
    case 'prefix':
      return name === '' ? undefined : `id=${quoted}#`;
  }
}
