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
const FEWEST_LETTERS = 5;
const MOST_LETTERS = 24;
/** Between the flag and its text. */
const TEXT_INSET = 12;
/** Between the text and the sign of the next flag, which stands to both sides of its place. */
const TEXT_APART = 6;

/** What is wrong is not hidden by a mark, and what a person has set by nothing. */
const RANKS = { mark: 0, inconsistency: 1, fault: 2, bookmark: 3 } as const;

export interface PlacedFlag {
  readonly flag: TimelineFlag;
  /** From the left edge of the plot. */
  readonly x: number;
  /** What fits until the next flag; may be empty. */
  readonly label: string;
  /** The text stands before the flag: at the right edge there may be no room behind it. */
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
  const placed: PlacedFlag[] = [];
  for (const [i, { flag, x, count }] of shown.entries()) {
    const text = labelOf(flag, known?.isAll ? count : 1);
    const end = shown[i + 1]?.x ?? width;
    const behind = fitting(text, end - x - TEXT_INSET - TEXT_APART);
    const isNearEdge = x + TEXT_INSET + widthOf(text) > width;
    const before = isNearEdge ? fitting(text, x - TEXT_INSET - endOf(placed.at(-1))) : '';
    const isBefore = widthOf(before) > widthOf(behind);
    placed.push({ flag, x, count, label: isBefore ? before : behind, isBefore, hasLine });
  }
  return placed;
}

/** Where a flag and what is behind it leave room for the text before the next one. */
function endOf(placed: PlacedFlag | undefined): number {
  if (placed === undefined) return 0;
  return placed.x + TEXT_INSET + (placed.isBefore ? 0 : widthOf(placed.label));
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

function labelOf({ text, under }: TimelineFlag, count: number): string {
  const texts = [text, under?.text].filter((each) => each);
  const shown = visibleText(texts.join(' · '), MOST_LETTERS * 2);
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
