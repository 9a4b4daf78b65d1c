import type { BlockColumn } from '../../../src/protocol/blockTable';

/** A press that moves less than this is a click. */
const SLOP = 5;

/** What the headings of a table do when they are dragged. */
export interface DraggedHead {
  /** The heading cells, in their order. */
  cells(): readonly HTMLElement[];
  resize(key: BlockColumn, width: number): void;
  /** Where the dragged column would go: before another, or to the end. Called with every move. */
  aim(key: BlockColumn, before: BlockColumn | undefined): void;
  /** Puts it there, or not. */
  drop(isWanted: boolean): void;
}

/** Dragging the edge of a heading makes its column wider, dragging the heading moves it. */
export class HeadDrag {
  private drag: { readonly key: BlockColumn; readonly x: number; isMoving: boolean } | undefined;
  private edge:
    | { readonly key: BlockColumn; readonly x: number; readonly width: number }
    | undefined;

  constructor(private readonly head: DraggedHead) {}

  /** A click that ends a drag is none. */
  private isClickLost = false;

  takeClick(): boolean {
    const isLost = this.isClickLost;
    this.isClickLost = false;
    return !isLost;
  }

  startResize(event: PointerEvent, key: BlockColumn): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const cell = this.cellOf(key);
    if (cell === undefined) return;
    this.edge = { key, x: event.clientX, width: cell.offsetWidth };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  startMove(event: PointerEvent, key: BlockColumn): void {
    if (event.button !== 0) return;
    this.isClickLost = false;
    this.drag = { key, x: event.clientX, isMoving: false };
  }

  move(event: PointerEvent): void {
    // It was let go elsewhere, where nobody listened.
    if (event.buttons === 0) return this.end(false);
    const { edge, drag } = this;
    if (edge) this.head.resize(edge.key, edge.width + event.clientX - edge.x);
    if (!drag) return;
    if (!drag.isMoving && Math.abs(event.clientX - drag.x) < SLOP) return;
    if (!drag.isMoving) {
      drag.isMoving = true;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
    this.head.aim(drag.key, this.keyAt(event.clientX));
  }

  /** @param isWanted false where the drag was broken off */
  end(isWanted: boolean): void {
    const { drag } = this;
    this.edge = undefined;
    this.drag = undefined;
    if (!drag?.isMoving) return;
    this.isClickLost = true;
    this.head.drop(isWanted);
  }

  /** The column before which something would be put that is dropped at `x`. */
  private keyAt(x: number): BlockColumn | undefined {
    const cell = this.head.cells().find((each) => {
      const { left, width } = each.getBoundingClientRect();
      return x < left + width / 2;
    });
    return cell?.dataset['key'] as BlockColumn | undefined;
  }

  private cellOf(key: BlockColumn): HTMLElement | undefined {
    return this.head.cells().find((each) => each.dataset['key'] === key);
  }
}
