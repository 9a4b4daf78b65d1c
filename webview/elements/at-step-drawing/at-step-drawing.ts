import { html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import type { DrawnRegion, Lack, StepDrawing } from '../../../src/protocol/drawing';
import type { HeapView } from '../../../src/protocol/state';
import { formatAddress, formatCount, formatOffset } from '../../format';
import { shared } from '../../styles/shared';
import { ElementMotion } from '../elementMotion';
import { styleOf } from '../styleOf';
import { framesOf, originsOf } from './drawingMotion';
import { blockText, describe, lackText, linkText, partName } from './drawingText';
import { CUT_ROOM, pictureOf, type Picture, type PlacedBlock, type PlacedLink } from './picture';
import { stepDrawingStyles } from './stepDrawingStyles';

/** Heights in pixels, from top to bottom: links, blocks before, addresses, blocks after, links. */
const BAND = 15;
const ROW = 24;
const RULER = 19;
const HEIGHT = 2 * BAND + 2 * ROW + RULER;
/** Room for `before` and `after`; an address may need more. */
const ROW_NAMES = 44;
/** Of the small print, and of an arrow beside it. */
const LETTER = 6.2;
const ARROW = 13;
/** Wider drawings say no more. */
const WIDEST = 880;

/** The blocks that a step touched, before and after it, in one scale of addresses. */
@customElement('at-step-drawing')
export class StepDrawingElement extends LitElement {
  static override styles = [shared, stepDrawingStyles];

  @property({ attribute: false }) drawing!: StepDrawing;
  @property({ attribute: false }) heap!: HeapView;
  @property({ attribute: false }) select!: (block: number) => void;
  /** Whether a drawing that comes now may come with motion. */
  @property({ attribute: false }) moves = false;
  @state() private width = 0;
  private readonly motion = new ElementMotion();
  /** Of the regions, as last drawn. */
  private pictures: readonly Picture[] = [];
  private isDue = false;

  private readonly observer = new ResizeObserver(([entry]) => {
    if (entry) this.width = Math.min(WIDEST, Math.floor(entry.contentRect.width));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('drawing')) this.isDue = this.moves;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('drawing')) this.motion.stop();
    // A drawing that comes anew does not know its width yet.
    if (!this.isDue || this.width === 0) return;
    this.isDue = false;
    this.motion.play([...this.outlineMoves(), ...this.linkMoves()]);
  }

  override render() {
    const { drawing, heap, width } = this;
    if (width === 0) return nothing;
    const { lack } = drawing;
    this.pictures = drawing.regions.map((region) => this.pictureOf(region));
    return html`
      ${
        drawing.regions.length > 0
          ? html`<div class="picture" role="img" aria-label=${describe(drawing, heap)}>
              ${this.pictures.map((picture) => this.renderRegion(picture))}
            </div>`
          : nothing
      }
      ${lack ? this.renderLack(lack) : nothing}
    `;
  }

  /** What is kept free beside a picture, for names and links. */
  private get margins(): { readonly left: number; readonly right: number } {
    const { oldLinks, newLinks } = this.drawing;
    const beside = Math.ceil(this.addressLetters * LETTER) + ARROW;
    const hasLinks = oldLinks.length + newLinks.length > 0;
    return { left: Math.max(ROW_NAMES, beside), right: hasLinks ? beside : 0 };
  }

  private get addressLetters(): number {
    return formatOffset(this.heap, 0).length;
  }

  private pictureOf(region: DrawnRegion): Picture {
    const { oldLinks, newLinks } = this.drawing;
    const { left, right } = this.margins;
    const room = this.width - left - right;
    return pictureOf(region, oldLinks, newLinks, room, this.addressLetters);
  }

  private renderRegion(picture: Picture) {
    const { left, right } = this.margins;
    const width = left + picture.width + right;
    const after = BAND + ROW + RULER;
    return html`<svg width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}">
      ${svg`
        <defs>
          <pattern id="lost" width="6" height="6" patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)">
            <rect class="lostBack" width="6" height="6" />
            <rect class="lostLine" width="3" height="6" />
          </pattern>
        </defs>
        <text class="row" x="0" y=${BAND + 16}>before</text>
        <text class="row" x="0" y=${after + 16}>after</text>
        <g transform="translate(${left} 0)">
          ${this.renderRuler(picture)}
          ${picture.before.map((block) => this.renderBlock(block, BAND))}
          ${picture.after.map((block) => this.renderBlock(block, after))}
          ${picture.columns.filter(({ isCut }) => isCut).map(({ x, width: wide }) => this.renderCut(x + wide - CUT_ROOM))}
          ${picture.oldLinks.map((link) => this.renderLink(link, picture.width, BAND, -1, 'old'))}
          ${picture.newLinks.map((link) => this.renderLink(link, picture.width, after + ROW, 1, 'new'))}
        </g>
      `}
    </svg>`;
  }

  private renderBlock({ drawn, x, width, pieces }: PlacedBlock, y: number) {
    const { heap } = this;
    const name = blockText(drawn, heap);
    return svg`<g
      class="block ${drawn.changed ? '' : 'same'}"
      @click=${() => this.select(drawn.block)}
    >
      ${pieces.map(
        ({ kind, x: left, width: wide, label, labelX, start, size }) => svg`
          <g class=${kind === 'lost' ? 'gap' : ''} data-hover=${`${partName(kind)}, ${plural(size, 'byte')} at ${formatAddress(heap, start)}\n${name}`}>
            <rect class="part ${kind}" x=${left} y=${y} width=${wide} height=${ROW}
              fill=${kind === 'lost' ? 'url(#lost)' : nothing} />
            <rect class="line ${kind}" x=${left} y=${y + ROW - 3} width=${wide} height="3" />
            <line class="border" x1=${left + 0.5} x2=${left + 0.5} y1=${y} y2=${y + ROW} />
            <text class="label" x=${labelX} y=${y + 15}>${visibleText(label, 40)}</text>
          </g>`,
      )}
      ${
        drawn.changed
          ? svg`<rect class="outline ${drawn.role ?? 'touched'}" data-block=${drawn.block} x=${x + 0.5} y=${y + 0.5}
              width=${Math.max(1, width - 1)} height=${ROW - 1} />`
          : nothing
      }
    </g>`;
  }

  /** The outlines of the row after come from what they were before. */
  private outlineMoves() {
    const drawn = [...this.renderRoot.querySelectorAll('svg')];
    return this.pictures.flatMap((picture, i) =>
      originsOf(picture).flatMap((origin) => {
        // Both rows may have a block there; the row after is drawn later.
        const outlines = drawn[i]?.querySelectorAll(`.outline[data-block='${origin.block}']`);
        const element = [...(outlines ?? [])].at(-1);
        return element ? [{ element, frames: framesOf(origin) }] : [];
      }),
    );
  }

  private linkMoves() {
    const links = [...this.renderRoot.querySelectorAll('.link.new')];
    return links.map((element) => ({ element, frames: { opacity: [0, 1] } }));
  }

  private renderRuler({ ticks }: Picture) {
    const top = BAND + ROW;
    return ticks.map(
      ({ x, offset, textX, isNamed }) => svg`
        <line class="tick" x1=${x + 0.5} x2=${x + 0.5} y1=${top} y2=${top + RULER} />
        ${
          isNamed
            ? svg`<rect class="paper" x=${textX - 21} y=${top + 4} width="42" height="12" />
                <text class="address" x=${textX} y=${top + 13.5}
                  data-hover=${formatAddress(this.heap, offset)}>${formatOffset(this.heap, offset)}</text>`
            : nothing
        }`,
    );
  }

  /** Two slanted lines through both rows: here the scale is cut. */
  private renderCut(x: number) {
    const rows = [BAND, BAND + ROW + RULER];
    return rows.map(
      (y) => svg`<path class="cut" d="M${x} ${y + ROW} l5 ${-ROW} h3 l-5 ${ROW} z" />`,
    );
  }

  /** @param side -1 above the row whose edge is at `y`, 1 below it */
  private renderLink(placed: PlacedLink, end: number, y: number, side: -1 | 1, kind: string) {
    const { link, x1, x2, comesFromOutside, leadsOutside } = placed;
    const { heap } = this;
    const level = y + side * 8.5;
    const start = comesFromOutside ? `M-6 ${level}` : `M${x1 + 0.5} ${y} V${level}`;
    const stop = leadsOutside ? `H${end + 4}` : `H${x2 + 0.5} V${y + side * 3}`;
    const tip = leadsOutside
      ? `M${end + 8} ${level} l-5 -3.5 v7 z`
      : `M${x2 + 0.5} ${y} l-3.5 ${side * 5} h7 z`;
    const from = link.from < 0 ? 'head' : formatOffset(heap, link.from);
    const to = link.to < 0 ? '0' : formatOffset(heap, link.to);
    const hover =
      kind === 'new'
        ? linkText(link, this.drawing.oldLinks, heap)
        : `${linkText(link, [], heap)}, until this step`;
    return svg`<g class="link ${kind}" data-hover=${hover}>
      ${comesFromOutside ? svg`<text class="from" x="-9" y=${level + 3.5}>${from}</text>` : nothing}
      ${leadsOutside ? svg`<text class="to" x=${end + 11} y=${level + 3.5}>${to}</text>` : nothing}
      <path class="hit" d="${start} ${stop}" />
      <path class="shaft" d="${start} ${stop}" />
      <path class="tip" d=${tip} />
    </g>`;
  }

  /** What was needed, and below it what there was. */
  private renderLack({ block, size, needed, freeBytes, freeBlocks }: Lack) {
    const { heap } = this;
    const share = `${(size / needed) * 100}%`;
    return html`<div class="lack">
      <div class="bars" role="img" aria-label=${lackText(this.drawing, heap)}>
        <span class="quiet">needed</span>
        <span class="bar needed"></span>
        <span class="number">${formatCount(needed)}</span>
        <span class="quiet">closest</span>
        <span class="bar"><span class="had" ${styleOf({ width: share })}></span></span>
        <span class="number">${formatCount(size)}</span>
      </div>
      <span class="quiet note">
        <button class="link mono" @click=${() => this.select(block)}>
          ${formatAddress(heap, block)}
        </button>
        lacks ${plural(needed - size, 'byte')}; ${formatCount(freeBytes)} are free in
        ${plural(freeBlocks, 'block')}
      </span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-step-drawing': StepDrawingElement;
  }
}
