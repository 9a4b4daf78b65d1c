import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import { bytesWindow } from '../../../src/protocol/messages';
import type { SelectedBlock } from '../../../src/protocol/state';
import { formatAddress, formatCount, formatHex, formatOffset } from '../../format';
import { Pull } from '../../pull';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import { InspectorPart } from '../inspectorPart';
import { fieldsOf, hexLines, wordAt, type Field, type HexLine } from './hexLines';
import { selectedBlockStyles } from './selectedBlockStyles';

const HEADER = 16;
/** Of a block, so many bytes are shown. */
const MOST_BYTES = 256;

interface BytesAsked {
  from: number;
  count: number;
}

/** The selected block: what is known about it, and its bytes with the fields named. */
@customElement('at-selected-block')
export class SelectedBlockElement extends InspectorPart {
  static override styles = [shared, selectedBlockStyles];

  @state() private shown: { from: number; bytes: Uint8Array } | undefined;

  private readonly pull = new Pull(
    (asked: BytesAsked) => this.connection.request(bytesWindow, asked),
    (answer) => (this.shown = answer),
  );

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('revision')) return;
    const { selection } = this.trace;
    if (selection) {
      const count = Math.min(MOST_BYTES, HEADER + selection.size);
      this.pull.want({ from: selection.block, count }, this.revision);
    } else this.pull.cancel();
  }

  override render() {
    const { selection } = this.trace;
    if (!selection) {
      return html`<p class="quiet">Select a block in the map, the table or the free list.</p>`;
    }
    return html`${this.renderFacts(selection)} ${this.renderBytes(selection)}`;
  }

  private renderFacts({ block, size, live }: SelectedBlock) {
    const { heap } = this.trace;
    if (!live) {
      return html`<dl>
        <dt>Header</dt>
        <dd class="mono">${formatAddress(heap, block)}</dd>
        <dt>Block</dt>
        <dd>${plural(size, 'byte')}</dd>
      </dl>`;
    }
    const padding = live.user - block - HEADER - 8;
    const tail = size - padding - 8 - live.requested;
    return html`<dl>
      <dt>Id</dt>
      <dd class="foreign">
        <span class="mono">${visibleText(live.id)}</span>
        <span class="quiet">${visibleText(live.label)}</span>
      </dd>
      <dt>User data</dt>
      <dd>
        <span class="mono">${formatAddress(heap, live.user)}</span>
        <span class="quiet">header</span>
        <span class="mono">${formatAddress(heap, block)}</span>
      </dd>
      <dt>Size</dt>
      <dd>
        ${formatCount(live.requested)} requested
        <span class="quiet">
          in
          ${formatCount(size)}${padding > 0 ? `, padding ${formatCount(padding)}` : ''}${
            tail > 0 ? `, tail ${formatCount(tail)}` : ''
          }
        </span>
      </dd>
      <dt>Allocated</dt>
      <dd>${this.place(live.allocEvent, live.allocLine)}</dd>
      <dt>Freed</dt>
      <dd>
        ${live.freeEvent > 0 ? this.place(live.freeEvent, live.freeLine) : 'never in this trace'}
      </dd>
      ${
        live.source === ''
          ? nothing
          : html`<dt>Source</dt>
              <dd class="mono foreign">${visibleText(live.source)}</dd>`
      }
    </dl>`;
  }

  /** Links to an event and to its line. */
  private place(event: number, line: number) {
    return html`<button
        class="link"
        data-hover="Go to this event"
        @click=${() => this.seeker.seek(event)}
      >
        event ${formatCount(event)}</button
      ><span class="quiet"> · </span
      ><button
        class="link"
        data-hover="Show this line in the trace"
        @click=${() => this.revealLine(line)}
      >
        line ${formatCount(line)}
      </button>`;
  }

  private renderBytes(selected: SelectedBlock) {
    const { shown } = this;
    if (shown?.from !== selected.block) return nothing;
    const whole = HEADER + selected.size;
    const left = whole - shown.bytes.length;
    return html`<div class="bytes mono" role="group" aria-label="Bytes of the block">
      ${hexLines(selected, shown.bytes).map((line) => this.renderLine(line, selected, shown.bytes))}
      ${
        left > 0
          ? html`<div class="rest quiet">${plural(left, 'more byte', 'more bytes')}</div>`
          : nothing
      }
    </div>`;
  }

  private renderLine(line: HexLine, selected: SelectedBlock, bytes: Uint8Array) {
    const { offset, field, isFirst, repeated } = line;
    const hex = line.bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const name = isFirst ? this.nameOf(field, selected, bytes) : '';
    return html`<div class="line ${field}">
      <span class="quiet long">${formatAddress(this.trace.heap, offset)}</span>
      <span class="quiet short">${formatOffset(this.trace.heap, offset)}</span>
      <span class="hex">${hex}</span>
      <span class="field" data-hover=${name}>${name}</span>
      ${
        repeated > 0
          ? html`<span class="repeated quiet">⋮ ${plural(repeated, 'more byte')} alike</span>`
          : nothing
      }
    </div>`;
  }

  private nameOf(field: Field, selected: SelectedBlock, bytes: Uint8Array): string {
    const sizeOf = () => fieldsOf(selected).find((each) => each.field === field)?.size ?? 0;
    switch (field) {
      case 'size':
        return `size ${formatCount(wordAt(bytes, 0))}`;
      case 'next':
        return `next ${wordAt(bytes, 8) === 0 ? '0' : formatHex(wordAt(bytes, 8))}`;
      case 'backPointer':
        return 'back pointer';
      case 'padding':
        return `padding, ${plural(sizeOf(), 'byte')}`;
      case 'user':
        return `user data, ${plural(sizeOf(), 'byte')}`;
      case 'tail':
        return `tail, ${plural(sizeOf(), 'byte')}`;
      case 'free':
        return `free, ${plural(sizeOf(), 'byte')}`;
    }
  }
}
