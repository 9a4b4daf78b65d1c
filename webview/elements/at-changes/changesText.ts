import { formatCount, plural } from '../../../src/base/format';
import type { ChangeGroup, Changes, Reference } from '../../../src/protocol/changes';
import type { MetricUnit } from '../../../src/protocol/metrics';
import { visibleText } from '../../../src/base/visibleText';
import { formatBytes, formatDecimal, formatRatio } from '../../format';

/** Which way one looks from what is shown: to an earlier event, to a later one, or to another trace. */
export type Direction = 'since' | 'until' | 'other';

export function directionOf({ at, was }: Pick<Changes, 'at' | 'was'>): Direction {
  if (was.uri !== '') return 'other';
  return was.at > at ? 'until' : 'since';
}

/** What a group is called, and what its rows have in common. */
export interface GroupText {
  readonly heading: string;
  readonly meaning: string;
  /** One character before each row. */
  readonly mark: string;
  /** What the event of a row did. */
  readonly did: string;
}

/** The words for a group, in the direction that one looks. */
export function groupText(group: ChangeGroup, direction: Direction, was: Reference): GroupText {
  const there = direction === 'other' ? visibleText(was.name, 60) : `event ${formatCount(was.at)}`;
  switch (group) {
    case 'new':
      return { ...NEW[direction], meaning: `Live here, and not at ${there}.`, mark: '+' };
    case 'gone':
      return { ...GONE[direction], meaning: `Live at ${there}, and not here.`, mark: '−' };
    case 'moved':
      return {
        heading: direction === 'other' ? 'At another address' : 'Moved',
        meaning: `At another address than at ${there}.`,
        mark: '→',
        did: 'moved',
      };
    case 'resized':
      return {
        heading: direction === 'other' ? 'Of another size' : 'Resized',
        meaning: `Where it was at ${there}, but of another size.`,
        mark: '±',
        did: 'resized',
      };
    case 'freeNew':
    case 'freeGone':
    case 'freeGrown':
    case 'freeShrunk': {
      const { change, beside, meaning, mark } = FREE[group];
      const heading = `Free list: ${direction === 'other' ? beside : change}`;
      return { heading, mark, meaning: `${meaning} ${there}.`, did: '' };
    }
  }
}

const NEW = {
  since: { heading: 'New', did: 'allocated' },
  until: { heading: 'Still here', did: 'freed' },
  other: { heading: 'Only here', did: '' },
} as const;

const GONE = {
  since: { heading: 'Gone', did: 'freed' },
  until: { heading: 'Not yet here', did: 'allocated' },
  other: { heading: 'Only there', did: '' },
} as const;

/** Nothing has happened between two traces: what is beside the other is no change. */
const FREE = {
  freeNew: { change: 'new', beside: 'only here', meaning: 'Free here, and not at', mark: '+' },
  freeGone: { change: 'gone', beside: 'only there', meaning: 'Not free here, as at', mark: '−' },
  freeGrown: {
    change: 'grown',
    beside: 'larger here',
    meaning: 'A larger free block than at',
    mark: '↑',
  },
  freeShrunk: {
    change: 'shrunk',
    beside: 'smaller here',
    meaning: 'A smaller free block than at',
    mark: '↓',
  },
} as const;

/** "Event 480", or "other.alloctrace after event 12". */
function referenceText({ uri, name, at }: Pick<Reference, 'uri' | 'name' | 'at'>): string {
  const event = `event ${formatCount(at)}`;
  return uri === '' ? event : `${visibleText(name, 60)} after ${event}`;
}

/** What stands behind the section's heading. */
export function detailText(changes: Pick<Changes, 'at' | 'was'>): string {
  const words = { since: 'since', until: 'until', other: 'against' }[directionOf(changes)];
  return `${words} ${referenceText(changes.was)}`;
}

/** The headings of the two states, the one that is compared with first. */
export function sideTexts(direction: Direction): readonly [was: string, now: string] {
  return direction === 'other' ? ['there', 'here'] : ['then', 'now'];
}

/** "34 live and 2 free blocks are as they were." Empty where there are none. */
export function unchangedText({
  unchanged,
  freeUnchanged,
}: Pick<Changes, 'unchanged' | 'freeUnchanged'>): string {
  const total = unchanged + freeUnchanged;
  if (total === 0) return '';
  const counts = [
    ...(unchanged > 0 ? [`${formatCount(unchanged)} live`] : []),
    ...(freeUnchanged > 0 ? [`${formatCount(freeUnchanged)} free`] : []),
  ].join(' and ');
  return `${counts} ${total === 1 ? 'block is' : 'blocks are'} the same in both.`;
}

/** A size, or two where it is another one: "40", "40 → 90". Negative: the block is not there. */
export function sizesText(was: number, now: number, isBoth: boolean): string {
  if (!isBoth) return formatCount(Math.max(was, now));
  return was === now ? formatCount(now) : `${formatCount(was)} → ${formatCount(now)}`;
}

/** How much a metric has grown or shrunk, with a sign. */
export function differenceText(was: number, now: number, unit: MetricUnit): string {
  const difference = Math.abs(now - was);
  const sign = now > was ? '+' : '−';
  switch (unit) {
    case 'bytes':
    case 'offset':
      return `${sign}${formatBytes(difference)}`;
    case 'count':
      return `${sign}${formatCount(difference)}`;
    case 'score':
      return `${sign}${formatDecimal(difference)}`;
    case 'ratio':
      // A share of shares would be another number.
      return `${sign}${formatRatio(difference).replace('%', 'points')}`;
  }
}

/** "12 blocks, 480 B". */
export function totalText({ count, bytes }: { count: number; bytes: number }): string {
  return `${plural(count, 'block')}, ${formatBytes(bytes)}`;
}
