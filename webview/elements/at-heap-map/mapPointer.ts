import { clamp } from '../../../src/base/math';
import { offsetAt } from '../../painting/mapGeometry';
import type { MapRange } from './mapRange';

/** Where the pointer is over the map. */
export interface PointedByte {
  readonly offset: number;
  /** From the left of the drawing, in CSS pixels. */
  readonly x: number;
  /** Bottom of the row, from the top of the drawing. */
  readonly y: number;
}

/** What the pointer can do besides zooming and panning. */
export interface PointerHost {
  readonly range: MapRange;
  readonly width: number;
  /** A byte was clicked on, or the block there was asked to fill the picture. */
  pick(offset: number): void;
  enlarge(offset: number): void;
  /** The pointer rests over a byte, or over none. */
  point(at: PointedByte | undefined): void;
  setDragging(dragging: boolean): void;
}

/** A press that moves less than this is a click. */
const CLICK_SLACK = 4;
const ZOOM_SPEED = 0.005;

/** Zooming with the wheel, panning by dragging, picking by clicking. */
export class MapPointer {
  private drag: { offset: number; x: number; y: number; moved: boolean } | undefined;

  constructor(
    private readonly host: PointerHost,
    private readonly area: HTMLElement,
  ) {}

  /** Begins to listen; the area takes its listeners with it. */
  listen(): void {
    const { area } = this;
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ) => area.addEventListener(type, listener, { passive: type !== 'wheel' });
    on('pointerdown', (event) => this.onDown(event));
    on('pointermove', (event) => this.onMove(event));
    on('pointerup', (event) => this.onUp(event));
    on('pointercancel', () => this.end());
    on('pointerleave', () => this.host.point(undefined));
    on('dblclick', (event) => {
      const at = this.under(event);
      if (at) this.host.enlarge(at.offset);
    });
    on('wheel', (event) => this.onWheel(event));
  }

  private onWheel(event: WheelEvent): void {
    const { range, width } = this.host;
    const isZoom = event.ctrlKey || event.metaKey;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (!isZoom && sideways === 0) return;
    event.preventDefault();
    if (isZoom) {
      const anchor = this.under(event)?.offset ?? range.anchor;
      range.zoom(Math.exp(clamp(event.deltaY, -100, 100) * ZOOM_SPEED), anchor);
    } else range.pan((sideways / width) * range.shape().bytesPerRow);
  }

  private onDown(event: PointerEvent): void {
    const at = this.under(event);
    if (event.button !== 0 || !at) return;
    this.drag = { offset: at.offset, x: event.clientX, y: event.clientY, moved: false };
    this.area.setPointerCapture(event.pointerId);
  }

  private onMove(event: PointerEvent): void {
    const at = this.under(event);
    const { drag, host } = this;
    if (!drag) return host.point(at);
    const distance = Math.hypot(event.clientX - drag.x, event.clientY - drag.y);
    if (distance > CLICK_SLACK && !drag.moved) {
      drag.moved = true;
      host.setDragging(true);
    }
    // The byte that was taken hold of stays under the pointer.
    if (drag.moved && at) host.range.pan(drag.offset - at.offset);
    host.point(undefined);
  }

  private onUp(event: PointerEvent): void {
    const { drag } = this;
    this.end();
    const at = this.under(event);
    if (drag && !drag.moved && at) this.host.pick(at.offset);
  }

  private end(): void {
    this.drag = undefined;
    this.host.setDragging(false);
  }

  private under({ clientX, clientY }: MouseEvent): PointedByte | undefined {
    const { left, top } = this.area.getBoundingClientRect();
    const { rowHeight, gap, top: above } = this.host.range.layout;
    // The space between rows belongs to the one above, that above the first row to that.
    const row = Math.max(0, Math.floor((clientY - top - above) / (rowHeight + gap)));
    const offset = offsetAt(this.host.range.shape(), row, clientX - left);
    if (offset === undefined) return undefined;
    return { offset, x: clientX - left, y: above + (row + 1) * (rowHeight + gap) };
  }
}
