import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import { BYTES_LIMIT, bytesWindow, type BytesWindow } from '../../../src/protocol/bytes';
import { formatAddress, formatOffset } from '../../format';
import { windowPull } from '../../windowPull';
import { shared } from '../../styles/shared';
import { heightOf } from '../../windowing';
import { InspectorPart } from '../inspectorPart';
import { RowScroller } from '../rowScroller';
import { copyText } from '../telling';
import { styleOf } from '../styleOf';
import { bytesStyles } from './bytesStyles';
import { fieldSentence, fieldsInRow, fieldText } from './byteRows';
import { asciiOf, fieldAt, fieldsOf, hexOf, numbersAt, targetOf, type Field } from './fields';
import { caretAfter, goTo } from './goTo';

const ROW = 18;
/** Rows asked for above and below those in sight. */
const MARGIN = 4;
/** From this width on, in pixels, a row has 16 bytes, and the letters that they stand for. */
const WIDE = 830;
const LETTERS = 430;

/** Every byte of the heap as stored, with the fields of the blocks named. */
@customElement('at-bytes')
export class BytesElement extends InspectorPart {
  static override styles = [shared, bytesStyles];

  @state() private shown: BytesWindow | undefined;
  @state() private caret = 0;
  /** The other end of what is chosen. */
  @state() private anchor = 0;
  @state() private problem = '';
  @query('.grid') private readonly grid!: HTMLElement | null;
  private selected: number | null = null;
  private uri = '';
  /** Of the bytes that are shown. */
  private fields: readonly Field[] = [];

  private readonly pull = windowPull(
    () => this.connection,
    bytesWindow,
    (answer) => {
      this.shown = answer;
      this.fields = fieldsOf(answer);
    },
  );
  private readonly scroller = new RowScroller(this, {
    margin: MARGIN,
    rowHeight: ROW,
    scroller: () => this.grid,
    total: () => Math.ceil(this.trace.heap.size / this.perRow),
    moved: () => this.scrolled(),
  });
  private knownPerRow: 8 | 16 = 8;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pull.cancel();
  }

  override willUpdate(changed: PropertyValues): void {
    const { selection, uri, heap } = this.trace;
    if (uri !== this.uri || this.caret >= heap.size) {
      this.uri = uri;
      this.caret = this.anchor = 0;
      this.scrollToRow(0);
    }
    const block = selection?.block ?? null;
    if (block !== this.selected) {
      this.selected = block;
      if (block !== null) this.show(block);
    }
    if (changed.has('revision')) this.ask();
  }

  override render() {
    const { shown, trace } = this;
    return html`
      ${this.renderBar()}
      <div
        class="grid mono scrolls ${this.perRow === 8 ? 'eight' : ''}"
        role="grid"
        tabindex="0"
        aria-label="Bytes of the heap"
        aria-rowcount=${this.scroller.list().total}
        aria-colcount=${this.perRow}
        aria-multiselectable="true"
        aria-activedescendant=${`b${this.caret}`}
        @scroll=${this.scroller.onScroll}
        @wheel=${this.scroller.onWheel}
        @keydown=${this.onKey}
        @copy=${this.onCopy}
      >
        <div class="space" ${styleOf({ height: `${heightOf(this.scroller.list())}px` })}></div>
        ${shown && shown.from % this.perRow === 0 ? this.renderRows(shown) : nothing}
      </div>
      ${this.renderCaret(trace.heap.base)}
    `;
  }

  private renderBar() {
    const { trace } = this;
    const { selection, heap, step } = trace;
    const touched = step?.touched.findLast(
      ({ role }) => role !== 'visited' && role !== 'remainder',
    );
    return html`<div class="bar">
      <input
        type="text"
        class="mono"
        placeholder="0x address or +offset"
        aria-label="Go to an address"
        spellcheck="false"
        maxlength="40"
        aria-invalid=${this.problem ? 'true' : 'false'}
        @change=${this.onGoTo}
        @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && this.onGoTo(event)}
      />
      ${
        selection
          ? html`<button
              class="link"
              data-hover=${`Show block ${formatAddress(heap, selection.block)}`}
              @click=${() => this.show(selection.block)}
            >
              selected block
            </button>`
          : nothing
      }
      ${
        touched
          ? html`<button
              class="link"
              data-hover=${`Show what event ${trace.at} changed`}
              @click=${() => this.show(touched.block)}
            >
              last step
            </button>`
          : nothing
      }
      <button
        class="link"
        aria-description="Copy the chosen bytes as hex"
        data-hover="Copy the chosen bytes as hex"
        @click=${this.copy}
      >
        copy
      </button>
      <span class="problem" role="alert">${this.problem}</span>
    </div>`;
  }

  private renderRows({ from, bytes, changed }: BytesWindow) {
    const { perRow } = this;
    const rows = [];
    for (let start = 0; start < bytes.length; start += perRow) {
      const end = Math.min(start + perRow, bytes.length);
      rows.push(
        this.renderRow(from + start, bytes.subarray(start, end), changed.subarray(start, end)),
      );
    }
    const y = this.scroller.yOf(from / perRow);
    return html`<div class="window" role="rowgroup" ${styleOf({ transform: `translateY(${y}px)` })}>
      ${rows}
    </div>`;
  }

  private renderRow(start: number, bytes: Uint8Array, changed: Uint8Array) {
    const { heap } = this.trace;
    const index = start / this.perRow;
    const isNarrow = this.scroller.width < LETTERS;
    return html`<div class="line" role="row" aria-rowindex=${index + 1}>
      <span class="address" role="rowheader"
        >${isNarrow ? formatOffset(heap, start) : formatAddress(heap, start)}</span
      >
      <span class="hex" @click=${this.onClick} @dblclick=${this.onDoubleClick}
        >${Array.from(bytes, (byte, i) => this.renderByte(start + i, byte, changed[i] === 1))}</span
      >
      ${isNarrow ? nothing : html`<span class="letters" aria-hidden="true">${asciiOf(bytes)}</span>`}
      <span class="notes" role="gridcell"
        >${fieldsInRow(this.fields, start, start + this.perRow).map((field) => this.renderNote(field))}</span
      >
    </div>`;
  }

  private renderByte(offset: number, byte: number, hasChanged: boolean) {
    const field = fieldAt(this.fields, offset);
    const [low, high] = this.chosen;
    const classes = [
      field?.name ?? '',
      field?.start === offset ? 'first' : '',
      hasChanged ? 'changed' : '',
      offset >= low && offset <= high ? 'chosen' : '',
      offset === this.caret ? 'caret' : '',
    ];
    return html`<span
      role="gridcell"
      id=${`b${offset}`}
      class=${classes.join(' ')}
      aria-selected=${offset >= low && offset <= high ? 'true' : 'false'}
      aria-describedby=${offset === this.caret ? 'field' : nothing}
      >${byte.toString(16).padStart(2, '0')}${hasChanged ? html`<i class="unseen"> changed</i>` : nothing}</span
    >`;
  }

  private renderNote(field: Field) {
    const { heap } = this.trace;
    const target = targetOf(field, heap.base);
    const text = fieldText(field, heap);
    if (target === undefined) return html`<span class="note ${field.name}">${text}</span>`;
    return html`<button
      class="note link"
      tabindex="-1"
      data-hover=${`Select block ${formatAddress(heap, target)}`}
      @click=${() => this.selectBlock(target)}
    >
      ${text}
    </button>`;
  }

  /** What stands at the caret, in words and as numbers. */
  private renderCaret(base: number) {
    const { shown, caret } = this;
    const field = fieldAt(this.fields, caret);
    const { heap } = this.trace;
    const [low, high] = this.chosen;
    const numbers = shown && field ? numbersAt(shown.bytes, caret - shown.from) : [];
    return html`<div class="values">
      <div>
        <span class="mono">0x${(base + caret).toString(16)}</span>
        <span class="quiet mono">+0x${caret.toString(16)}</span>
        ${high > low ? html`<span>${plural(high - low + 1, 'byte')} chosen</span>` : nothing}
        ${field ? html`<span class="quiet" id="field">${fieldSentence(field, heap)}</span>` : nothing}
      </div>
      <dl class="mono">
        ${numbers.map(
          ({ size, value }) =>
            html`<div>
              <dt>${size} B</dt>
              <dd>${grouped(value)} <span class="quiet">0x${value.toString(16)}</span></dd>
            </div>`,
        )}
      </dl>
    </div>`;
  }

  private get perRow(): 8 | 16 {
    return this.scroller.width >= WIDE ? 16 : 8;
  }

  /** The first and the last chosen byte. */
  private get chosen(): readonly [number, number] {
    return [Math.min(this.caret, this.anchor), Math.max(this.caret, this.anchor)];
  }

  private ask(): void {
    if (this.scroller.width === 0) return;
    const { start, count } = this.scroller.wanted;
    const bytes = Math.min(count * this.perRow, BYTES_LIMIT);
    this.pull.want({ from: start * this.perRow, count: bytes }, this.revision);
  }

  private scrolled(): void {
    const { perRow, knownPerRow } = this;
    this.knownPerRow = perRow;
    // In rows of another length the same bytes stay at the top.
    if (perRow !== knownPerRow) this.scrollToRow((this.scroller.top * knownPerRow) / perRow);
    this.ask();
    this.requestUpdate();
  }

  /** Puts the caret at an offset, and its row at the top. */
  private show(offset: number): void {
    this.caret = this.anchor = offset;
    this.scrollToRow(Math.floor(offset / this.perRow));
  }

  private scrollToRow(row: number): void {
    // At first nothing has a size yet.
    const scroll = () => this.scroller.to(row);
    void this.updateComplete.then(() =>
      this.scroller.width === 0
        ? requestAnimationFrame(() => requestAnimationFrame(scroll))
        : scroll(),
    );
  }

  private moveTo(offset: number, extends_: boolean): void {
    this.caret = offset;
    if (!extends_) this.anchor = offset;
    this.scroller.reveal(Math.floor(offset / this.perRow));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    const { caret, perRow } = this;
    const withControl = event.ctrlKey || event.metaKey;
    const layout = { size: this.trace.heap.size, perRow, page: this.scroller.page };
    const target = caretAfter(event.key, withControl, caret, layout);
    if (target !== undefined) this.moveTo(target, event.shiftKey);
    else if (withControl && event.key === 'c') void this.copy();
    else if (event.key === 'Enter') this.follow();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Selects the block that the word at the caret leads to, or the one that the byte belongs to. */
  private follow(): void {
    const field = fieldAt(this.fields, this.caret);
    if (field) this.selectBlock(targetOf(field, this.trace.heap.base) ?? field.block);
  }

  private readonly onClick = (event: MouseEvent): void => {
    const offset = offsetOf(event);
    if (offset !== undefined) this.moveTo(offset, event.shiftKey);
  };

  /** Chooses the whole field, as far as it is in sight. */
  private readonly onDoubleClick = (event: MouseEvent): void => {
    const field = fieldAt(this.fields, offsetOf(event) ?? -1);
    if (!field) return;
    this.anchor = field.start;
    this.caret = field.end - 1;
  };

  private readonly onGoTo = ({ currentTarget }: Event): void => {
    const input = currentTarget as HTMLInputElement;
    if (input.value.trim() === '') return void (this.problem = '');
    const found = goTo(input.value, this.trace.heap);
    this.problem = 'problem' in found ? found.problem : '';
    if ('offset' in found) this.show(found.offset);
  };

  private readonly onCopy = (event: Event): void => {
    event.preventDefault();
    void this.copy();
  };

  private readonly copy = (): Promise<void> => {
    const [low, high] = this.chosen;
    const count = Math.min(high - low + 1, BYTES_LIMIT);
    return copyText(this, async () => {
      const { bytes } = await this.connection.request(bytesWindow, { from: low, count });
      return { text: hexOf(bytes), told: `Copied ${plural(bytes.length, 'byte')} as hex.` };
    });
  };
}

/** As `formatCount`, for numbers of any size. */
function grouped(value: bigint): string {
  return value.toString().replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** The byte that an event happened on. */
function offsetOf(event: Event): number | undefined {
  const cell = event.composedPath().find((each) => each instanceof HTMLElement && each.id !== '');
  return cell instanceof HTMLElement && cell.role === 'gridcell'
    ? Number(cell.id.slice(1))
    : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'at-bytes': BytesElement;
  }
}
