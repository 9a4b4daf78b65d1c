import { visibleText } from '../../src/base/visibleText';
import type { TimelineFlag, TimelineFlags } from '../../src/protocol/timeline';
import { shareOf, type EventRange } from './eventRange';

/** Flags nearer than this would hide each other: one of them is drawn. In CSS pixels. */
const APART = 7;
/** With more lines than one in so many the curves could not be seen. */
const LINES_APART = 40;
/** About what a letter takes at the size of the labels; those of East Asia take twice as much. */
const LETTER = 6.3;
const WIDE_FROM = 0x1100;
/** A text is not cut to fewer letters than make sense, and not longer than anyone reads here. */
const FEWEST_LETTERS = 3;
const MOST_LETTERS = 24;
/** Between the flag and its text, and the text and the next flag. */
const TEXT_INSET = 12;

/** What is wrong is not hidden by a mark, and what a person has set by nothing. */
const RANKS = { mark: 0, inconsistency: 1, fault: 2, bookmark: 3 } as const;

export interface PlacedFlag {
  readonly flag: TimelineFlag;
  /** From the left edge of the plot. */
  readonly x: number;
  /** What fits until the next flag; may be empty. */
  readonly label: string;
  /** The text stands before the flag: behind the last one there may be no room. */
  readonly isBefore: boolean;
  /** How many flags it stands for. */
  readonly count: number;
  /** Whether there is room for a line through the curves. */
  readonly hasLine: boolean;
}

/** Where the flags of a range are drawn, in their order, thinned out where they are close. */
export function placeFlags(
  known: Pick<TimelineFlags, 'flags' | 'isAll'> | undefined,
  range: EventRange,
  width: number,
): PlacedFlag[] {
  const shown: { flag: TimelineFlag; x: number; count: number }[] = [];
  for (const flag of known?.flags ?? []) {
    if (flag.event < range.from || flag.event > range.to) continue;
    const x = shareOf(range, flag.event) * width;
    const last = shown.at(-1);
    if (last && x - last.x < APART) {
      last.count++;
      // Each is drawn at its own event, whatever it hides.
      if (RANKS[flag.kind] > RANKS[last.flag.kind]) Object.assign(last, { flag, x });
    } else shown.push({ flag, x, count: 1 });
  }
  const hasLine = shown.length * LINES_APART <= width;
  const placed = shown.map(({ flag, x, count }, i): PlacedFlag => {
    const end = shown[i + 1]?.x ?? width;
    const label = fitting(labelOf(flag, known?.isAll ? count : 1), end - x - TEXT_INSET);
    return { flag, x, count, label, isBefore: false, hasLine };
  });
  return withLastBefore(placed, known?.isAll === true);
}

/** The last flag's text before it, if more of it fits there. */
function withLastBefore(placed: readonly PlacedFlag[], isAll: boolean): PlacedFlag[] {
  const last = placed.at(-1);
  if (last === undefined) return [];
  const others = placed.slice(0, -1);
  const previous = others.at(-1);
  const from = previous ? previous.x + TEXT_INSET + widthOf(previous.label) : 0;
  const text = labelOf(last.flag, isAll ? last.count : 1);
  const label = fitting(text, last.x - from - TEXT_INSET);
  const isBetter = widthOf(label) > widthOf(last.label);
  return [...others, isBetter ? { ...last, label, isBefore: true } : last];
}

/**
 * The flag under a place of the plot, if one is that near.
 * @param withLabels whether the place is in the row of the flags, where their texts belong to them
 */
export function flagAt(
  placed: readonly PlacedFlag[],
  x: number,
  withLabels = false,
): PlacedFlag | undefined {
  const near = placed.find((each) => Math.abs(each.x - x) <= APART / 2);
  if (near !== undefined || !withLabels) return near;
  return placed.find(({ x: at, label, isBefore }) => {
    const distance = isBefore ? at - x : x - at;
    return label !== '' && distance >= 0 && distance <= TEXT_INSET + widthOf(label);
  });
}

/** About what a text takes. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + lettersOf(letter), 0) * LETTER;
}

/** How many usual letters a letter is as wide as. */
function lettersOf(letter: string): number {
  return (letter.codePointAt(0) ?? 0) >= WIDE_FROM ? 2 : 1;
}

function labelOf({ text }: TimelineFlag, count: number): string {
  const shown = visibleText(text, MOST_LETTERS * 2);
  return count > 1 ? `${shown} +${count - 1}`.trimStart() : shown;
}

/** As much of a text as fits into a width; nothing where that would say nothing. */
function fitting(text: string, width: number): string {
  const room = Math.min(MOST_LETTERS, Math.floor(width / LETTER));
  let taken = 0;
  let fits = '';
  for (const letter of text) {
    taken += lettersOf(letter);
    if (taken > room) {
      const cut = fits.slice(0, -1).trimEnd();
      return cut.length < FEWEST_LETTERS ? '' : `${cut}…`;
    }
    fits += letter;
  }
  return fits;
}
