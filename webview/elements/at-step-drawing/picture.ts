import type { DrawnBlock, DrawnLink, DrawnRegion, PartKind } from '../../../src/protocol/drawing';
import { formatCount } from '../../format';
import { columnsOf, piecesOf, placeOf, type Column } from './columns';

/** Of the small print in the drawing, in pixels; a little more than it usually has. */
const LETTER = 6.1;
const LABEL_MARGIN = 5;
/** Where the scale is cut: from the mark's left side to the end of the column. */
export const CUT_ROOM = 14;
/** Of the mark itself, with a little air behind it. */
const CUT_WIDTH = 10;

export interface PlacedPiece {
  readonly kind: PartKind;
  readonly x: number;
  readonly width: number;
  readonly start: number;
  readonly size: number;
  /** As much of its name as there is room for. */
  readonly label: string;
  /** The middle of the name: that of the piece, unless a mark that the scale is cut lies there. */
  readonly labelX: number;
}

export interface PlacedBlock {
  readonly drawn: DrawnBlock;
  readonly x: number;
  /** Without lost bytes behind it. */
  readonly width: number;
  readonly pieces: readonly PlacedPiece[];
}

/** An arrow; an end outside of the region lies at its edge. */
export interface PlacedLink {
  readonly link: DrawnLink;
  readonly x1: number;
  readonly x2: number;
  readonly comesFromOutside: boolean;
  readonly leadsOutside: boolean;
}

export interface Tick {
  readonly x: number;
  readonly offset: number;
  /** Middle of the text. */
  readonly textX: number;
  /** Whether there is room for the address. */
  readonly isNamed: boolean;
}

/** A region laid out in pixels, both rows in one scale. */
export interface Picture {
  readonly width: number;
  readonly columns: readonly Column[];
  readonly before: readonly PlacedBlock[];
  readonly after: readonly PlacedBlock[];
  readonly oldLinks: readonly PlacedLink[];
  readonly newLinks: readonly PlacedLink[];
  readonly ticks: readonly Tick[];
}

/**
 * @param width pixels to fill
 * @param addressLetters letters of an address in the ruler
 */
export function pictureOf(
  region: DrawnRegion,
  oldLinks: readonly DrawnLink[],
  newLinks: readonly DrawnLink[],
  width: number,
  addressLetters: number,
): Picture {
  const columns = columnsOf(region, width);
  const end = placeOf(columns, region.to);
  const before = region.before.map((drawn) => placed(drawn, columns));
  const after = region.after.map((drawn) => placed(drawn, columns));
  return {
    width: end,
    columns,
    before,
    after,
    oldLinks: linksIn(region, before, oldLinks, end),
    newLinks: linksIn(region, after, newLinks, end),
    ticks: ticksOf(region, columns, addressLetters * LETTER + LABEL_MARGIN, end),
  };
}

function placed(drawn: DrawnBlock, columns: readonly Column[]): PlacedBlock {
  const pieces = piecesOf(drawn).map(({ kind, start, size, isWhole }): PlacedPiece => {
    const x = placeOf(columns, start);
    const width = placeOf(columns, start + size) - x;
    const names = isWhole ? wholeNames(drawn) : namesOf(kind, size);
    return { kind, x, width, start, size, ...placedName(names, x, width, columns) };
  });
  const x = pieces[0]?.x ?? 0;
  const last = pieces.findLast(({ kind }) => kind !== 'lost');
  return { drawn, x, width: last ? last.x + last.width - x : 0, pieces };
}

/** Shorter and shorter names of a part. */
function namesOf(kind: PartKind, size: number): string[] {
  const bytes = formatCount(size);
  switch (kind) {
    case 'header':
    case 'freeHeader':
      return [`header ${bytes}`, 'header', 'head', bytes];
    case 'backPointer':
      return ['back pointer 8', 'back ptr 8', 'ptr 8', 'ptr', '8'];
    case 'padding':
      return [`padding ${bytes}`, `pad ${bytes}`, 'pad', bytes];
    case 'user':
      return [`user data ${bytes}`, `user ${bytes}`, 'user', bytes];
    case 'tail':
    case 'free':
    case 'lost':
      return [`${kind} ${bytes}`, kind, bytes];
  }
}

function wholeNames({ id, live }: DrawnBlock): string[] {
  return live ? [`live ${id}`, id, 'live'] : ['free'];
}

/** The longest name that has room in the middle of a piece, or else beside the marks in it. */
function placedName(
  names: readonly string[],
  x: number,
  width: number,
  columns: readonly Column[],
): { readonly label: string; readonly labelX: number } {
  const gaps = gapsIn(x, width, columns);
  const middle = x + width / 2;
  const widest = gaps.reduce((best, gap) => (gap.to - gap.from > best.to - best.from ? gap : best));
  for (const label of names) {
    const half = (label.length * LETTER + LABEL_MARGIN) / 2;
    if (gaps.some(({ from, to }) => from <= middle - half && middle + half <= to)) {
      return { label, labelX: middle };
    }
    if (widest.to - widest.from >= 2 * half)
      return { label, labelX: (widest.from + widest.to) / 2 };
  }
  return { label: '', labelX: middle };
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** What the marks of a cut scale leave of a piece. */
function gapsIn(x: number, width: number, columns: readonly Column[]): Gap[] {
  const gaps: Gap[] = [];
  let from = x;
  for (const column of columns) {
    const cut = column.x + column.width - CUT_ROOM;
    // In a narrow column the mark begins before it.
    if (!column.isCut || cut + CUT_WIDTH <= x || cut >= x + width) continue;
    gaps.push({ from, to: cut });
    from = cut + CUT_WIDTH;
  }
  return [...gaps, { from, to: x + width }];
}

function linksIn(
  { from: low, to: high }: DrawnRegion,
  blocks: readonly PlacedBlock[],
  links: readonly DrawnLink[],
  end: number,
): PlacedLink[] {
  const find = (block: number) => blocks.find(({ drawn }) => drawn.block === block);
  return links.flatMap((link): PlacedLink[] => {
    const isAtOrAfter = link.to < 0 || link.to >= low;
    if (link.from >= high || !isAtOrAfter) return [];
    const source = link.from < low ? undefined : find(link.from);
    const target = link.to < 0 || link.to >= high ? undefined : find(link.to);
    return [
      {
        link,
        x1: source ? source.x + Math.round(Math.min(source.width * 0.7, 13)) : 0,
        x2: target ? target.x + Math.round(Math.min(target.width * 0.3, 5)) : end,
        comesFromOutside: source === undefined,
        leadsOutside: target === undefined,
      },
    ];
  });
}

/** Borders of blocks; those of blocks that changed are named first, then the others have room. */
function ticksOf(
  region: DrawnRegion,
  columns: readonly Column[],
  textWidth: number,
  end: number,
): Tick[] {
  const rank = new Map<number, number>();
  const add = (offset: number, level: number) =>
    rank.set(offset, Math.min(level, rank.get(offset) ?? level));
  for (const block of [...region.after, ...region.before]) {
    const extent = block.parts.reduce(
      (sum, { kind, size }) => sum + (kind === 'lost' ? 0 : size),
      0,
    );
    add(block.block, block.changed ? 0 : 2);
    add(block.block + extent, block.changed ? 1 : 3);
  }
  const taken: number[] = [];
  return [...rank]
    .toSorted(([a, levelA], [b, levelB]) => levelA - levelB || a - b)
    .map(([offset]): Tick => {
      const x = placeOf(columns, offset);
      const textX = Math.min(Math.max(x, textWidth / 2), end - textWidth / 2);
      const isNamed = taken.every((other) => Math.abs(other - textX) >= textWidth);
      if (isNamed) taken.push(textX);
      return { x, offset, textX, isNamed };
    })
    .toSorted((a, b) => a.offset - b.offset);
}
