import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatBytes, plural } from '../../../src/base/format';
import type { MapWindow } from '../../../src/protocol/heapMap';
import {
  recordedMap,
  recordedRow,
  recordedRows,
  selectRecorded,
  type RecordedMoment,
} from '../../../src/protocol/recorded';
import { formatScale } from '../../format';
import { heightOf } from '../../painting/mapLayout';
import { drawRecorded, recordedLegend, type RecordedPicture } from '../../painting/recordedPicture';
import { Pull } from '../../pull';
import type { RecordedArrangement } from '../../recordedArrangement';
import { shared } from '../../styles/shared';
import { tip } from '../../styles/tip';
import { takeMapKey } from '../at-heap-map/mapKeys';
import { MapPainter } from '../at-heap-map/mapPainter';
import { MapPointer, type PointedByte } from '../at-heap-map/mapPointer';
import { MapRange } from '../at-heap-map/mapRange';
import { mapStyles } from '../at-heap-map/mapStyles';
import { zoomTools } from '../at-heap-map/mapTools';
import type { MinimapSource } from '../at-minimap/at-minimap';
import { Announcement, InspectorPart } from '../inspectorPart';
import { besidePointer } from '../besidePointer';
import { styleOf } from '../styleOf';
import { addressAt, describePlace, gapText, recordedBlockAt } from './recordedText';
import '../at-map-legend/at-map-legend';
import '../at-minimap/at-minimap';
import '../at-section/at-section';

const ORDER = { sort: 'address', descending: false, filter: '' } as const;

/** The blocks of the recorded program at their addresses, region after region, in rows like a text. */
@customElement('at-recorded-map')
export class RecordedMap extends InspectorPart {
  static override styles = [shared, tip, mapStyles];

  /** Places that there are. */
  @property({ attribute: false }) span = 0;
  @property({ attribute: false }) moment: RecordedMoment | undefined;
  /** Grows when the theme's colours change. */
  @property({ attribute: false }) themeRevision = 0;
  @property({ attribute: false }) contrast = false;

  /** Of the drawing, in CSS pixels. */
  @state() width = 0;
  @state() private picture: RecordedPicture | undefined;
  @state() private window: MapWindow | undefined;
  @state() private pointed: PointedByte | undefined;
  @state() private dragging = false;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('canvas.layer') private readonly layer!: HTMLCanvasElement;
  @query('.area') private readonly area!: HTMLElement;
  private painter: MapPainter | undefined;
  private knownSelection = 0;
  /** What a key selected that no state has shown yet; 0 for nothing. */
  private sought = 0;
  /** The last press of a key, one after the other: each goes on from where the one before led. */
  private moves: Promise<void> = Promise.resolve();
  private readonly observer = new ResizeObserver(() => (this.width = this.area.clientWidth));

  readonly range = new MapRange(this.rangeHost());

  private readonly minimapSource = this.sourceOfAll();

  private readonly pull = new Pull(
    (asked: { from: number; to: number; cells: number }) =>
      this.connection.request(recordedMap, asked),
    (window) => (this.window = window),
  );

  override firstUpdated(): void {
    this.observer.observe(this.area);
    this.painter = new MapPainter(this.area, this.canvas, this.layer);
    new MapPointer(this, this.area).listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.pull.cancel();
    this.painter?.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('view');
    const isOther =
      before !== undefined &&
      (before.recorded.from !== this.view.recorded.from ||
        before.recorded.to !== this.view.recorded.to);
    if (changed.has('themeRevision')) this.painter?.forgetColors();
    const isResized = changed.has('width') || changed.has('span');
    if (changed.has('revision') || isResized || isOther) this.wantWindow();
    if (changed.has('moment')) this.followSelection();
    this.takePicture();
  }

  override updated(changed: PropertyValues): void {
    const causes = ['picture', 'width', 'view', 'themeRevision', 'contrast'];
    if (causes.some((cause) => changed.has(cause))) this.draw();
  }

  override render() {
    const { range, moment } = this;
    const shape = range.shape();
    const regions = moment?.regions ?? [];
    const size = { height: `${heightOf(range.layout)}px` };
    const scale = this.width > 0 ? ` · ${formatScale(shape.bytesPerRow / this.width)}` : '';
    const shown = range.isWhole
      ? ''
      : ` · ${addressAt(regions, shape.from)} to ${addressAt(regions, Math.min(shape.to, this.span))}`;
    const bytes = moment === undefined ? '' : ` · ${formatBytes(moment.metrics.liveBytes)} live`;
    return html`<at-section name="heap" heading="Heap" .collapsed=${this.view.collapsed}>
      <span slot="detail" id="side" class=${range.isWhole ? '' : 'part'}
        ><b>as recorded</b><span class="size">${bytes}</span><span class="scale">${scale}</span
        ><span class="shown">${shown}</span></span
      >
      <span slot="actions" class="tools"> ${zoomTools(range, 'Show all regions')} </span>
      <div
        class="area ${range.isWhole ? '' : 'zoomed'} ${this.dragging ? 'dragging' : ''}"
        role="application"
        tabindex="0"
        aria-label="Recorded heap map"
        aria-description="Left and right select the block before or after, plus and minus zoom, up, down, page up and page down move. The tables of blocks and of regions say the same in words."
        @keydown=${this.onKey}
      >
        <canvas class="heap" aria-hidden="true" ${styleOf(size)}></canvas>
        <canvas class="layer" aria-hidden="true" ${styleOf(size)}></canvas>
        ${this.renderTip()}
      </div>
      ${range.isWhole ? nothing : this.renderMinimap()}
      <at-map-legend
        .coloring=${null}
        .items=${this.painter ? recordedLegend(this.painter.colors, regions.length > 1) : []}
      ></at-map-legend>
    </at-section>`;
  }

  private renderMinimap() {
    const { range, painter } = this;
    const { from, to } = range.bytes;
    return html`<at-minimap
      .trace=${this.trace}
      .view=${this.view}
      .revision=${this.revision}
      .source=${this.minimapSource}
      .range=${range.bytes}
      .width=${this.width}
      .colors=${painter?.colors}
      .paints=${painter?.paints}
      .contrast=${this.contrast}
      .showFrom=${(start: number) => range.show({ from: start, to: start + to - from })}
    ></at-minimap>`;
  }

  private renderTip() {
    const { pointed, picture, width } = this;
    const text =
      pointed && picture && describePlace(picture.window, picture.regions, pointed.offset);
    if (!pointed || text === undefined || text === '') return nothing;
    const place = { top: `${pointed.y + 2}px`, ...besidePointer(pointed.x, width) };
    return html`<div class="tip" ${styleOf(place)}>${text}</div>`;
  }

  /** Shows places, and brings the first of them to the left. */
  showPlaces(from: number, to: number): void {
    this.range.show({ from, to });
  }

  private wantWindow(): void {
    if (this.width === 0 || this.span === 0) return;
    const { bytes, cells } = this.range;
    this.pull.want({ ...bytes, cells }, this.revision);
  }

  /** All at once: the step's marks never lie over the bytes of another step. */
  private takePicture(): void {
    const { window: shown, moment, picture } = this;
    if (shown === undefined || moment === undefined || shown.revision !== moment.revision) return;
    if (picture?.window === shown && picture.regions === moment.regions) return;
    const { selection, step, regions } = moment;
    this.picture = {
      window: shown,
      regions,
      touched: step?.touched ?? [],
      selected: selection && { block: selection.place, extent: selection.extent },
    };
  }

  private draw(): void {
    const { picture, painter, range, contrast } = this;
    if (!picture || !painter || this.width === 0) return;
    painter.paint(range, contrast, (surface) => drawRecorded(surface, picture, gapText));
  }

  /** When a block was selected elsewhere, brings it into view. */
  private followSelection(): void {
    const { selection } = this.moment ?? {};
    const block = selection?.block ?? 0;
    if (block === this.knownSelection) return;
    this.knownSelection = block;
    this.sought = 0;
    if (selection) this.range.reveal(selection.place);
  }

  // ---- What the parts of the map ask of it ----

  pick(place: number): void {
    const block = this.picture && recordedBlockAt(this.picture.window, place);
    if (block !== undefined) this.choose(block);
  }

  enlarge(place: number): void {
    const { selection } = this.moment ?? {};
    const block = this.picture && recordedBlockAt(this.picture.window, place);
    if (selection && selection.block === block)
      this.range.zoomTo(selection.place, selection.extent);
  }

  point(at: PointedByte | undefined): void {
    this.pointed = at;
  }

  setDragging(dragging: boolean): void {
    this.dragging = dragging;
  }

  private rangeHost() {
    const current = () => this;
    return {
      get trace() {
        const { span, moment } = current();
        const selection = moment?.selection ?? null;
        return { heap: { size: span }, selection: selection && { block: selection.place } };
      },
      get view() {
        const { from, to } = current().view.recorded;
        return { mapFrom: from, mapTo: to, map: { links: false } };
      },
      get width() {
        return current().width;
      },
      keepRange: ({ mapFrom, mapTo }: { mapFrom: number; mapTo: number }) =>
        this.arrange({ from: mapFrom, to: mapTo }),
    };
  }

  /** All places, for the line below the map. */
  private sourceOfAll(): MinimapSource {
    const current = () => this;
    return {
      get size() {
        return current().span;
      },
      get blockCount() {
        return current().moment?.metrics.liveBlocks ?? 0;
      },
      ask: (cells) => this.connection.request(recordedMap, { from: 0, to: this.span, cells }),
      addressAt: (place) => addressAt(this.moment?.regions ?? [], place),
    };
  }

  private arrange(patch: Partial<RecordedArrangement>): void {
    this.changeView({ recorded: { ...this.view.recorded, ...patch } });
  }

  private choose(made: number | null): void {
    this.knownSelection = made ?? 0;
    this.sought = 0;
    this.connection.send(selectRecorded, { made });
  }

  /** Selects the block before or after, asked of the host: a summed map does not know them all. */
  private async chooseNeighbour(direction: -1 | 1): Promise<void> {
    const made = this.sought || this.moment?.selection?.block;
    const ask = async () => {
      const row =
        made === undefined
          ? -direction
          : (await this.connection.request(recordedRow, { made, ...ORDER })).row;
      const start = Math.max(0, row + direction);
      return this.connection.request(recordedRows, { start, count: 1, ...ORDER });
    };
    const found = await ask().catch(() => undefined);
    const block = found?.block[0];
    if (found === undefined || block === undefined) return;
    // Its place comes with the next state, which brings it into view.
    this.sought = block;
    this.connection.send(selectRecorded, { made: block });
    const text = `block ${found.id[0] ?? ''} at ${found.address[0] ?? ''}, ${plural(found.size[0] ?? 0, 'byte')}`;
    this.dispatchEvent(new Announcement(text));
  }

  private onKey(event: KeyboardEvent): void {
    takeMapKey(event, {
      range: this.range,
      selectNeighbour: (direction) => {
        this.moves = this.moves.then(() => this.chooseNeighbour(direction));
      },
      selectNothing: () => this.choose(null),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-recorded-map': RecordedMap;
  }
}
