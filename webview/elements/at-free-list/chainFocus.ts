import type { FreeListEntry } from '../../../src/protocol/freeList';

/** Where something is drawn. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** What an entry is known by from step to step. Gaps begin at different places. */
export function keyOf(entry: FreeListEntry): string {
  return entry.kind === 'gap' ? `gap${entry.fromIndex}` : `${entry.kind}${entry.block}`;
}

/**
 * The one entry of the chain that Tab goes to: where the focus was, else the selected block, else
 * the first. What took the place of an entry that is gone stands in for it.
 */
export class ChainFocus {
  /** Of the entries that can have the focus, in list order. */
  private keys: readonly string[] = [];
  private place = 0;
  /** Empty until somebody was in the chain. */
  private last = '';

  /** Takes what is drawn next. @returns the key of the entry that Tab goes to; empty for none */
  take(entries: readonly FreeListEntry[], selected: number | undefined): string {
    this.keys = entries.filter(({ kind }) => kind !== 'gone').map(keyOf);
    const wanted = this.last === '' ? `node${selected ?? ''}` : this.last;
    const found = this.keys.indexOf(wanted);
    if (found >= 0) this.place = found;
    else this.place = this.last === '' ? 0 : Math.min(this.place, this.keys.length - 1);
    return this.current;
  }

  get current(): string {
    return this.keys[this.place] ?? '';
  }

  /** The focus is on this entry now. */
  moveTo(key: string): void {
    const found = this.keys.indexOf(key);
    if (found < 0) return;
    this.place = found;
    this.last = key;
  }

  /**
   * The entry that a key leads to; undefined for other keys.
   * @param boxes where the entries are drawn, in list order; asked for only where it matters
   */
  target(key: string, boxes: () => readonly Box[]): string | undefined {
    const place = this.placeOf(key, boxes);
    return place === undefined
      ? undefined
      : this.keys[Math.min(Math.max(place, 0), this.keys.length - 1)];
  }

  private placeOf(key: string, boxes: () => readonly Box[]): number | undefined {
    switch (key) {
      case 'ArrowLeft':
        return this.place - 1;
      case 'ArrowRight':
        return this.place + 1;
      case 'ArrowUp':
        return besideRow(boxes(), this.place, -1);
      case 'ArrowDown':
        return besideRow(boxes(), this.place, 1);
      case 'Home':
        return 0;
      case 'End':
        return this.keys.length - 1;
      default:
        return undefined;
    }
  }
}

/** The one in the next row above or below whose middle is nearest; itself where there is no row. */
export function besideRow(boxes: readonly Box[], place: number, direction: -1 | 1): number {
  const from = boxes[place];
  if (from === undefined) return place;
  const beyond = boxes.filter(({ top }) => (top - from.top) * direction > ROW_SLACK);
  const [row] = beyond.map(({ top }) => top).toSorted((a, b) => (a - b) * direction);
  if (row === undefined) return place;
  const middle = ({ left, width }: Box) => left + width / 2;
  const distance = (box: Box) => Math.abs(middle(box) - middle(from));
  const [nearest] = beyond
    .filter(({ top }) => Math.abs(top - row) <= ROW_SLACK)
    .toSorted((a, b) => distance(a) - distance(b));
  return nearest === undefined ? place : boxes.indexOf(nearest);
}

/** Entries of one row are centred: those of fewer lines begin further down, in pixels. */
const ROW_SLACK = 16;
