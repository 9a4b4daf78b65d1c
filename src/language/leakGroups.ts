import { plural } from '../base/format';
import { visibleText } from '../base/visibleText';
import { groupsOf, type Group } from '../projection/leakGroups';
import type { Leaks } from '../replay/leaks';
import type { Trace } from '../trace/trace';
import type { Work } from './slices';

/** So many blocks are put into groups; of more, only their number is told. */
const MOST_GROUPED = 20_000;
/** Of a longer name the beginning must do. */
const NAME_LENGTH = 80;

/** The blocks in groups by label, else by place in the source, else by size; most bytes first. */
export function leakGroups(trace: Trace, { events }: Leaks): Work<Group[]> {
  return groupsOf(trace, events.subarray(0, MOST_GROUPED), (event) => nameOf(trace, event));
}

function nameOf(trace: Trace, event: number): string {
  const { label, at } = trace.attributesOf(event);
  if (label !== undefined) return `"${visibleText(label, NAME_LENGTH)}"`;
  if (at !== undefined) return `${visibleText(at.path, NAME_LENGTH)}:${at.line}`;
  const size = trace.sizeOf(event);
  return `no label, ${plural(size, 'byte')} each`;
}

/** A group in words, without a full stop. */
export function groupText({ name, blocks, bytes }: Group): string {
  return `${name}: ${plural(blocks, 'block')}, ${plural(bytes, 'byte')}`;
}
