import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { rangeSummary, type RangeSummary } from '../../../src/protocol/timeline';
import { rangeAround, type EventRange } from '../../painting/eventRange';
import { shared } from '../../styles/shared';
import { Announcement } from '../inspectorPart';
import { describeEvents, describeSums, madeFilter } from './rangeText';
import { TimelinePart } from './timelinePart';

/** The range that is selected in the timeline: what its events did, and where to go from it. */
@customElement('at-event-range')
export class EventRangeElement extends TimelinePart {
  static override styles = [
    shared,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        padding: 2px 12px 4px;
        font-variant-numeric: tabular-nums;
      }
      .name {
        font-weight: 600;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
      }
    `,
  ];

  @property({ attribute: false }) generation = 0;
  @state() private sums: RangeSummary | undefined;
  private asked = '';
  /** Whether a person selected it just now: what was saved is not read out. */
  private isNew = false;

  override willUpdate(_changed: PropertyValues): void {
    const { selected, generation } = this;
    const wanted = selected ? `${generation} ${selected.from} ${selected.to}` : '';
    if (wanted === this.asked) return;
    this.asked = wanted;
    const isSame = this.sums?.from === selected?.from && this.sums?.to === selected?.to;
    this.isNew = this.hasUpdated && !isSame;
    if (!isSame) this.sums = undefined;
    if (selected) void this.ask(selected, wanted);
  }

  override render() {
    const { selected } = this;
    if (!selected) return nothing;
    const { from, to } = selected;
    return html`<div role="group" aria-label="Selected range">
      <span class="name">${describeEvents(from, to)}</span>
      ${
        this.sums
          ? describeSums(this.sums).map((part) => html`<span>${part}</span>`)
          : html`<span class="quiet">Counting…</span>`
      }
      <span class="actions">
        <button
          class="link"
          data-hover="Go to the end of the range and fill the table with the blocks made in it"
          @click=${() => this.showSurvivors(selected)}
        >
          Show what is still live
        </button>
        <button
          class="link"
          @click=${() => this.show(rangeAround(selected, this.trace.eventCount))}
        >
          Zoom to it
        </button>
        <button class="link" data-hover="Escape" @click=${() => this.select(undefined)}>
          Clear
        </button>
      </span>
    </div>`;
  }

  private showSurvivors({ from, to }: EventRange): void {
    this.seeker.seek(to);
    this.showBlocks(madeFilter(from, to));
  }

  private async ask({ from, to }: EventRange, wanted: string): Promise<void> {
    // What fails was overtaken.
    const sums = await this.connection.request(rangeSummary, { from, to }).catch(() => undefined);
    if (this.asked !== wanted || !sums) return;
    this.sums = sums;
    if (!this.isNew) return;
    const said = [describeEvents(from, to), ...describeSums(sums)].join(', ');
    this.dispatchEvent(new Announcement(`Range: ${said}`));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-event-range': EventRangeElement;
  }
}
