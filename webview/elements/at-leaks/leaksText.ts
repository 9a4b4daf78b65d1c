import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import type { LeakGroup, LeakKey, LeaksView } from '../../../src/protocol/leaks';
import type { TraceView } from '../../../src/protocol/state';
import { csvField, csvText, markdownCell, markdownText } from '../../../src/base/delimited';
import { formatCount } from '../../format';

/** What part of the trace is looked at. */
export type Scope = 'end' | 'cursor' | 'range';

export const KEY_TEXTS: { readonly [key in LeakKey]: string } = {
  label: 'label',
  source: 'source location',
  size: 'size',
  prefix: 'beginning of the id',
};

/** Marks of a trace: their events, from 1, and texts. */
export interface Marks {
  readonly events: readonly number[];
  readonly texts: readonly string[];
}

export const NO_MARKS: Marks = { events: [], texts: [] };

/**
 * The events that a choice means, both from 1; undefined if they make no range. An end is the number
 * of an event or the text of a mark: the first of that text begins, the last of it ends.
 */
export function rangeOf(
  scope: Scope,
  from: string,
  to: string,
  { at, eventCount }: Pick<TraceView, 'at' | 'eventCount'>,
  { events, texts }: Marks = NO_MARKS,
): { readonly from: number; readonly to: number } | undefined {
  if (scope === 'end') return { from: 1, to: eventCount };
  if (scope === 'cursor') return { from: 1, to: at };
  const first = eventOf(from, 1) ?? events[texts.indexOf(from.trim())] ?? Number.NaN;
  const end = eventOf(to, eventCount) ?? events[texts.lastIndexOf(to.trim())] ?? Number.NaN;
  const last = Math.min(end, eventCount);
  return first >= 1 && first <= last ? { from: first, to: last } : undefined;
}

/** A number as people write it; undefined if it is none. */
function eventOf(text: string, usual: number): number | undefined {
  const plain = text.trim().replaceAll(',', '');
  if (plain === '') return usual;
  return /^\d{1,10}$/.test(plain) ? Number(plain) : undefined;
}

/** What the blocks of a result are, after their number. */
export function scopeText(
  { from, to }: LeaksView,
  { eventCount }: Pick<TraceView, 'eventCount'>,
): string {
  const when = to === eventCount ? 'at the end' : `after event ${formatCount(to)}`;
  return from === 1 ? `live ${when}` : `made from event ${formatCount(from)} on, live ${when}`;
}

/** A source location as its folder, with the slash behind it, and the rest: the file and the line. */
export function placeParts(place: string): readonly [folder: string, file: string] {
  const end = Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1;
  return [place.slice(0, end), place.slice(end)];
}

/** A group's name for people: what has none is told, too. */
export function nameText({ name, isRest }: LeakGroup, by: LeakKey): string {
  if (isRest) return 'others';
  if (by === 'size') return plural(Number(name), 'byte');
  if (name !== '') return by === 'prefix' ? `${visibleText(name, 60)}…` : visibleText(name, 120);
  return { label: 'no label', source: 'no location', prefix: 'a number' }[by];
}

/** Events since the oldest and the newest block of a group, at the moment that is looked at. */
export function ageText({ first, last }: LeakGroup, { to }: LeaksView): string {
  const [oldest, newest] = [to - first, to - last];
  if (oldest === newest) return formatCount(oldest);
  return `${formatCount(newest)} – ${formatCount(oldest)}`;
}

/**
 * What to do where all blocks are in one group because none has what they are grouped by; undefined
 * where the groups tell something.
 */
export function hintText(
  groups: readonly LeakGroup[],
  { by, groups: count }: LeaksView,
): string | undefined {
  const [only] = groups;
  if (count !== 1 || only === undefined || only.name !== '' || only.isRest) return undefined;
  switch (by) {
    case 'label':
      return 'No block has a label. Recorded with callers, each says who allocated it.';
    case 'source':
      return 'No block has a source location (at=). Group them by label or by size instead.';
    case 'prefix':
      return 'The ids begin with a number, or are addresses. Group them by label or by size instead.';
    case 'size':
      return undefined;
  }
}

/** Groups as text, with numbers as programs read them. */
export function groupsText(
  groups: readonly LeakGroup[],
  leaks: LeaksView,
  format: 'Markdown' | 'CSV',
): string {
  const safe = format === 'CSV' ? csvField : markdownCell;
  const headings = [
    KEY_TEXTS[leaks.by],
    'bytes',
    'blocks',
    'oldest age (events)',
    'newest age (events)',
    'first event',
    'first line',
  ];
  const rows = groups.map((group) => [
    safe(leaks.by === 'size' && !group.isRest ? group.name : nameOf(group, leaks.by)),
    ...[group.bytes, group.blocks, leaks.to - group.first, leaks.to - group.last].map(String),
    ...[group.first, group.line].map(String),
  ]);
  if (format === 'CSV') return csvText([headings, ...rows]);
  return markdownText(
    [headings, ...rows],
    headings.map((_, i) => i > 0 || leaks.by === 'size'),
  );
}

/** As the trace has it; of what has no name, how that is told. */
function nameOf(group: LeakGroup, by: LeakKey): string {
  return group.name === '' ? nameText(group, by) : group.name;
}
