import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { HEADER_SIZE } from '../../../src/base/blockSizes';
import { formatCount } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import { mapWindow, type MapWindow } from '../../../src/protocol/heapMap';
import { exportFile } from '../../../src/protocol/exports';
import { formatAddress, formatBytes, formatScale } from '../../format';
import type { MapPicture } from '../../painting/drawMap';
import { legendOfStill } from '../../painting/legend';
import { heightOf } from '../../painting/mapLayout';
import type { Motion } from '../../painting/motions';
import { base64Of } from '../../base64';
import { windowPull } from '../../windowPull';
import type { MapArrangement } from '../../mapArrangement';
import { shared } from '../../styles/shared';
import { tip } from '../../styles/tip';
import { Announcement, InspectorPart } from '../inspectorPart';
import { tellingTrouble } from '../telling';
import { besidePointer } from '../besidePointer';
import { styleOf } from '../styleOf';
import type { MenuItem } from '../at-menu/at-menu';
import { takeMapKey } from './mapKeys';
import { MapPainter } from './mapPainter';
import { MapPointer, type PointedByte } from './mapPointer';
import { MapRange } from './mapRange';
import { MapSelection } from './mapSelection';
import { mapStyles } from './mapStyles';
import { blockAt, describeByte } from './mapText';
import { zoomTools } from './mapTools';
import { isStill, type Shown } from '../stepPace';
import { blockOfStep, stepMotions } from './stepMotion';
import '../at-map-legend/at-map-legend';
import '../at-menu/at-menu';
import '../at-map-table/at-map-table';
import '../at-minimap/at-minimap';
import '../at-section/at-section';

/** Every byte of the heap in address order, wrapped in rows like a text. */
@customElement('at-heap-map')
export class HeapMap extends InspectorPart {
  static override styles = [shared, tip, mapStyles];

  /** Grows when the theme's colours change. */
  @property({ attribute: false }) themeRevision = 0;
  @property({ attribute: false }) contrast = false;

  /** Of the drawing, in CSS pixels. */
  @state() width = 0;
  @state() private picture: MapPicture | undefined;
  @state() private pointed: PointedByte | undefined;
  @state() private dragging = false;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('canvas.layer') private readonly layer!: HTMLCanvasElement;
  @query('.area') private readonly area!: HTMLElement;
  private painter: MapPainter | undefined;
  private shown: Shown | undefined;
  private motions: readonly Motion[] = [];
  private readonly observer = new ResizeObserver(() => (this.width = this.area.clientWidth));

  readonly range = new MapRange(this);
  private readonly selection = new MapSelection(this);

  private readonly pull = windowPull(
    () => this.connection,
    mapWindow,
    (window) => this.showWindow(window),
  );

  override firstUpdated(): void {
    this.observer.observe(this.area);
    this.painter = new MapPainter(this.area, this.canvas, this.layer);
    new MapPointer(this, this.area).listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.painter?.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('revision')) {
      this.selection.follow();
      this.followStep();
    }
    const before = changed.get('view');
    const isOther =
      before !== undefined &&
      (before.mapFrom !== this.view.mapFrom ||
        before.mapTo !== this.view.mapTo ||
        before.map.coloring !== this.view.map.coloring);
    if (changed.has('themeRevision')) this.painter?.forgetColors();
    if (changed.has('revision') || changed.has('width') || isOther) this.wantWindow();
  }

  override updated(changed: PropertyValues): void {
    const causes = ['picture', 'width', 'view', 'themeRevision', 'contrast'];
    if (causes.some((cause) => changed.has(cause))) this.draw();
  }

  override render() {
    const { heap } = this.trace;
    const { range } = this;
    const shape = range.shape();
    const scale = this.width > 0 ? ` · ${formatScale(shape.bytesPerRow / this.width)}` : '';
    const shown = range.isWhole
      ? ''
      : ` · ${formatAddress(heap, shape.from)} to ${formatAddress(heap, shape.to)}`;
    return html`<at-section name="heap" heading="Heap" .collapsed=${this.view.collapsed}>
      <span slot="detail" class=${range.isWhole ? '' : 'part'}>
        <b>simulated</b><span class="size"> · ${formatBytes(heap.size)}</span
        ><span class="base"> at ${formatAddress(heap, 0)}</span><span class="scale">${scale}</span
        ><span class="shown">${shown}</span>
      </span>
      ${this.renderTools()} ${this.renderMap()}
      ${this.view.map.table ? this.renderTable() : nothing}
      ${range.isWhole ? nothing : this.renderMinimap()} ${this.renderLegend()}
    </at-section>`;
  }

  private renderTools() {
    const { range } = this;
    const { heap } = this.trace;
    return html`<span slot="actions" class="tools">
      ${zoomTools(range, 'Show the whole heap')}
      <button
        class="text"
        aria-description="Show the part that has been used so far"
        data-hover="Show the part that has been used so far"
        @click=${() => range.show({ from: 0, to: this.trace.metrics.highWater || heap.size })}
      >
        used
      </button>
      <at-menu label="More for the Heap Map" .items=${this.menuItems()}></at-menu>
    </span>`;
  }

  private menuItems(): MenuItem[] {
    const { map } = this.view;
    const toggle = (text: string, key: 'links' | 'follow' | 'motion' | 'table'): MenuItem => ({
      text,
      checked: map[key],
      run: () => this.arrange({ [key]: !map[key] }),
    });
    return [
      toggle('Free List Links', 'links'),
      toggle('Follow the Step', 'follow'),
      toggle('Animate Steps', 'motion'),
      toggle('Show as Table', 'table'),
      { text: 'Save as SVG…', run: () => void this.save('svg') },
      { text: 'Save as PNG…', run: () => void this.save('png') },
    ];
  }

  /** Stays where it is behind the table: its width is what the table's window is asked for. */
  private renderMap() {
    const { range } = this;
    const size = { height: `${heightOf(range.layout)}px` };
    const { table } = this.view.map;
    return html`<div
      class="area ${range.isWhole ? '' : 'zoomed'} ${this.dragging ? 'dragging' : ''} ${
        table ? 'away' : ''
      }"
      role="application"
      tabindex=${table ? -1 : 0}
      aria-hidden=${table ? 'true' : 'false'}
      aria-label="Heap map"
      aria-description="Left and right select the block before or after, plus and minus zoom, up, down, page up and page down move. Show as Table, in the menu of the heap map, says the same in words."
      @keydown=${this.onKey}
    >
      <canvas class="heap" aria-hidden="true" ${styleOf(size)}></canvas>
      <canvas class="layer" aria-hidden="true" ${styleOf(size)}></canvas>
      ${this.renderTip()}
    </div>`;
  }

  private renderTable() {
    return html`<at-map-table
      .trace=${this.trace}
      .connection=${this.connection}
      .window=${this.picture?.window}
    ></at-map-table>`;
  }

  private renderMinimap() {
    const { range, painter } = this;
    const { from, to } = range.bytes;
    return html`<at-minimap
      .trace=${this.trace}
      .view=${this.view}
      .revision=${this.revision}
      .connection=${this.connection}
      .range=${range.bytes}
      .width=${this.width}
      .colors=${painter?.colors}
      .paints=${painter?.paints}
      .contrast=${this.contrast}
      .showFrom=${(start: number) => range.show({ from: start, to: start + to - from })}
    ></at-minimap>`;
  }

  private renderLegend() {
    const { picture, painter } = this;
    return html`<at-map-legend
      .coloring=${this.view.map.coloring}
      .items=${picture && painter ? painter.legend(picture) : []}
      .links=${this.linksText()}
      .choose=${(coloring: MapArrangement['coloring']) => this.arrange({ coloring })}
    ></at-map-legend>`;
  }

  private linksText(): string {
    const { picture, painter } = this;
    if (!this.view.map.links || !picture || !painter || this.width === 0) return '';
    const { links, inView } = painter.links(picture, this.range);
    const all = `${formatCount(inView)} ${inView === 1 ? 'link' : 'links'}`;
    if (links.length === inView) return all;
    const drawn = `${formatCount(links.length)} of ${all}`;
    return picture.window.mode === 'density' ? `${drawn}: zoom in for more` : `${drawn} drawn`;
  }

  private renderTip() {
    const { pointed, picture, width } = this;
    const text = pointed && picture && describeByte(picture.window, picture.heap, pointed.offset);
    if (!pointed || text === undefined || text === '') return nothing;
    const place = { top: `${pointed.y + 2}px`, ...besidePointer(pointed.x, width) };
    return html`<div class="tip" ${styleOf(place)}>${text}</div>`;
  }

  // ---- Window and picture ----

  private wantWindow(): void {
    if (this.width === 0) return;
    const { bytes, cells } = this.range;
    const { coloring } = this.view.map;
    this.pull.want({ ...bytes, cells, coloring }, this.revision);
  }

  /** The picture changes all at once: the step's marks never lie over the bytes of another step. */
  private showWindow(window: MapWindow): void {
    const { step, selection, freeList, heap, uri, at } = this.trace;
    const now = performance.now();
    const moves = this.view.map.motion && !this.view.map.table && !isStill();
    this.motions = moves ? stepMotions(this.shown, this.trace, now) : [];
    if (this.shown?.uri !== uri || this.shown.at !== at) this.shown = { uri, at, time: now };
    this.picture = {
      window,
      touched: step?.touched ?? [],
      selected: selection && { block: selection.block, extent: HEADER_SIZE + selection.size },
      freeList,
      heap,
    };
  }

  private draw(): void {
    const { picture, painter, range, contrast, motions } = this;
    if (!picture || !painter || this.width === 0) return;
    painter.draw(picture, range, contrast, this.view.map.links);
    this.motions = [];
    if (motions.length > 0) painter.animate(motions, range, contrast);
  }

  private followStep(): void {
    if (!this.view.map.follow || this.shown?.at === this.trace.at) return;
    const block = blockOfStep(this.trace);
    if (block !== undefined) this.range.reveal(block);
  }

  // ---- What the parts of the map ask of it ----

  keepRange(range: { readonly mapFrom: number; readonly mapTo: number }): void {
    this.changeView(range);
  }

  pick(offset: number): void {
    const block = this.picture && blockAt(this.picture.window, offset);
    if (block !== undefined) this.selection.choose(block);
  }

  enlarge(offset: number): void {
    const block = this.picture && blockAt(this.picture.window, offset);
    if (block !== undefined) void this.selection.enlarge(block);
  }

  point(at: PointedByte | undefined): void {
    this.pointed = at;
  }

  setDragging(dragging: boolean): void {
    this.dragging = dragging;
  }

  select(block: number | null): void {
    this.selectBlock(block);
  }

  announce(text: string): void {
    this.dispatchEvent(new Announcement(text));
  }

  private arrange(patch: Partial<MapArrangement>): void {
    this.changeView({ map: { ...this.view.map, ...patch } });
  }

  private onKey(event: KeyboardEvent): void {
    const { range, selection } = this;
    takeMapKey(event, {
      range,
      selectNeighbour: (direction) => selection.chooseNeighbour(direction),
      selectNothing: () => selection.choose(null),
    });
  }

  private save(kind: 'svg' | 'png'): Promise<void> {
    return tellingTrouble(this, 'Nothing was saved', () => this.export(kind));
  }

  private async export(kind: 'svg' | 'png'): Promise<void> {
    const { picture, painter, range, trace, contrast } = this;
    if (!picture || !painter) return;
    const { colors, paints } = painter;
    const { layout } = range;
    const shape = range.shape();
    const { heap } = picture;
    const part = `${formatAddress(heap, shape.from)} to ${formatAddress(heap, shape.to)}`;
    const caption = `${visibleText(trace.name, 60)}, heap after event ${formatCount(trace.at)}, ${part}`;
    const legend = legendOfStill(painter.legend(picture), picture.touched);
    const { links } = this.view.map;
    const sheet = { picture, shape, layout, colors, paints, contrast, links, caption, legend };
    const content = kind === 'svg' ? painter.svg(sheet) : await base64Of(await painter.png(sheet));
    this.connection.send(exportFile, { name: `heap-${trace.at}`, kind, content });
  }
}
