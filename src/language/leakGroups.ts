import { plural } from '../base/format';
import { visibleText } from '../base/visibleText';
import type { Trace } from '../trace/trace';
import type { Work } from './slices';
import type { Leaks } from './leaks';

/** So many blocks are put into groups; of more, only their number is told. */
const MOST_GROUPED = 20_000;
/** Of a longer name the beginning must do. */
const NAME_LENGTH = 80;
/** Events looked at between two moments at which the work can be put off. */
const EVENTS_AT_ONCE = 64;

/** Blocks that have something in common, and are live at the end. */
export interface LeakGroup {
  /** What they have in common: a label, a place in the program's source, or a size. */
  readonly name: string;
  /** The event that allocated the first of them. */
  readonly first: number;
  readonly blocks: number;
  readonly bytes: number;
}

/** The blocks in groups by label, else by place in the source, else by size; most bytes first. */
export function* leakGroups(trace: Trace, { events }: Leaks): Work<LeakGroup[]> {
  const groups = new Map<string, { first: number; blocks: number; bytes: number }>();
  const end = Math.min(events.length, MOST_GROUPED);
  for (let row = 0; row < end; row++) {
    if (row % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
    const event = events[row];
    const name = nameOf(trace, event);
    const group = groups.get(name) ?? { first: event, blocks: 0, bytes: 0 };
    group.blocks++;
    group.bytes += trace.sizeOf(event);
    groups.set(name, group);
  }
  return [...groups]
    .map(([name, group]) => ({ name, ...group }))
    .toSorted((a, b) => b.bytes - a.bytes || a.first - b.first);
}

function nameOf(trace: Trace, event: number): string {
  const { label, at } = trace.attributesOf(event);
  if (label !== undefined) return `"${visibleText(label, NAME_LENGTH)}"`;
  if (at !== undefined) return `${visibleText(at.path, NAME_LENGTH)}:${at.line}`;
  const size = trace.sizeOf(event);
  return `no label, ${plural(size, 'byte')} each`;
}

/** A group in words, without a full stop. */
export function groupText({ name, blocks, bytes }: LeakGroup): string {
  return `${name}: ${plural(blocks, 'block')}, ${plural(bytes, 'byte')}`;
}
