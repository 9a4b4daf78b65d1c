import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatBytes, formatCount, plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import {
  recordedMoment,
  selectRecorded,
  showHeap,
  type RecordedMoment,
  type RecordedRegion,
  type RecordedSelection,
  type RecordedStep,
} from '../../../src/protocol/recorded';
import { seek } from '../../../src/protocol/messages';
import { Pull } from '../../pull';
import { shared } from '../../styles/shared';
import { Announcement, InspectorPart } from '../inspectorPart';
import { plainText, spans } from '../spans';
import type { RecordedMap } from './at-recorded-map';
import { recordedStyles } from './recordedStyles';
import { gapText, metricsOf, NOT_KNOWN, regionText } from './recordedText';
import '../at-icon/at-icon';
import '../at-metrics/at-metrics';
import '../at-section/at-section';
import './at-recorded-map';
import './at-recorded-table';

/** A step is read out when nothing has moved for this long, in milliseconds. */
const CALM = 400;

/** The heap as the program had it: all that stands in the place of the simulated heap's parts. */
@customElement('at-recorded')
export class Recorded extends InspectorPart {
  static override styles = [shared, recordedStyles];

  /** Grows when the theme's colours change. */
  @property({ attribute: false }) themeRevision = 0;
  @property({ attribute: false }) contrast = false;

  @state() private moment: RecordedMoment | undefined;
  @query('at-recorded-map') private readonly map!: RecordedMap | null;
  private saidAt = -1;
  private timer = 0;

  private readonly pull = new Pull(
    (asked: Record<string, never>) => this.connection.request(recordedMoment, asked),
    (answer) => (this.moment = answer),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.pull.cancel();
  }

  override willUpdate(changed: PropertyValues): void {
    // What is known of one trace must not be shown beside the name of another.
    const before = changed.get('trace') as typeof this.trace | undefined;
    if (before && before.uri !== this.trace.uri) {
      this.moment = undefined;
      this.saidAt = -1;
    }
    const isThere = this.trace.recorded.kind === 'recorded';
    if (changed.has('revision') && isThere) this.pull.want({}, this.revision);
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('moment')) this.announce();
  }

  override render() {
    const { recorded } = this.trace;
    switch (recorded.kind) {
      case 'recorded':
        return this.renderHeap(recorded.span, recorded.unplaced);
      case 'reading':
        return this.renderWait(
          `Reading the recorded addresses… ${Math.floor(recorded.fraction * 100)} %`,
        );
      case 'failed':
        return this.renderWait(`The recorded heap cannot be shown. ${recorded.why}.`);
      case 'simulated':
      case 'unavailable':
        return nothing;
    }
  }

  private renderWait(text: string) {
    return html`<div class="wait">
      <p>${text}</p>
      <button class="link" @click=${this.showSimulated}>Show the simulated heap</button>
    </div>`;
  }

  private renderHeap(span: number, unplaced: number) {
    const { moment, connection, view, revision, themeRevision, contrast } = this;
    const { collapsed } = view;
    return html`
      <at-recorded-map
        class="map"
        .trace=${this.trace}
        .span=${span}
        .moment=${moment}
        .view=${view}
        .revision=${revision}
        .connection=${connection}
        .themeRevision=${themeRevision}
        .contrast=${contrast}
      ></at-recorded-map>
      <at-section class="what" name="what" heading="What happened" .collapsed=${collapsed}>
        <div class="scrolls">${this.renderStep()}</div>
      </at-section>
      <at-section class="known" name="metrics" heading="Metrics" .collapsed=${collapsed}>
        <span slot="detail">as recorded</span>
        <div class="scrolls">
          <at-metrics .rows=${moment ? metricsOf(moment.metrics, unplaced) : []}></at-metrics>
        </div>
      </at-section>
      <at-recorded-table
        class="blocks ${collapsed.includes('blocks') ? 'closed' : ''}"
        .trace=${this.trace}
        .revision=${revision}
        .view=${view}
        .connection=${connection}
        .made=${moment?.made ?? 0}
      ></at-recorded-table>
      <div class="side scrolls">
        <at-section name="block" heading="Selected block" .collapsed=${collapsed}>
          ${this.renderSelection(moment?.selection ?? null)}
        </at-section>
        <at-section name="regions" heading="Regions" .collapsed=${collapsed}>
          <span slot="detail"
            >${moment === undefined ? '' : plural(moment.regions.length, 'region')}</span
          >
          ${this.renderRegions(moment?.regions ?? [])}
        </at-section>
        <at-section name="notKnown" heading="Not in a recording" .collapsed=${collapsed}>
          <dl class="unknown">
            ${NOT_KNOWN.map(
              ({ what, why }) =>
                html`<dt>${what}</dt>
                  <dd>${why}</dd>`,
            )}
          </dl>
          <p class="hint">
            <button class="link" @click=${this.showSimulated}>Show the simulated heap</button>
          </p>
        </at-section>
      </div>
    `;
  }

  private renderStep() {
    const { moment } = this;
    if (moment === undefined) return nothing;
    const { step } = moment;
    if (step === null) {
      return html`<p class="hint quiet">Before the first event the program had no block.</p>`;
    }
    const sentence = (each: RecordedStep['headline']) => spans(each, (made) => this.select(made));
    return html`
      <p class="source mono foreign">${visibleText(step.source, 240)}</p>
      <p class="headline ${step.outcome}">
        ${
          step.outcome === 'inconsistency'
            ? html`<at-icon name="warning"></at-icon><span class="unseen">Inconsistency:</span>`
            : nothing
        }
        <span class="foreign">${sentence(step.headline)}</span>
      </p>
      ${step.sentences.map((each) => html`<p class="sentence foreign">${sentence(each)}</p>`)}
    `;
  }

  private renderSelection(selection: RecordedSelection | null) {
    if (selection === null) return html`<p class="hint quiet">No live block is selected.</p>`;
    const { address, size, id, label, source, thread, block, madeLine, endEvent } = selection;
    const event = (at: number) =>
      html`<button class="link" @click=${() => this.goTo(at)}>event ${formatCount(at)}</button>`;
    return html`<dl class="fields">
      <dt>Address</dt>
      <dd class="mono">${address}</dd>
      <dt>Size</dt>
      <dd>${plural(size, 'byte')}</dd>
      <dt>Id</dt>
      <dd class="mono foreign">${visibleText(id, 80)}</dd>
      ${
        label === ''
          ? nothing
          : html`<dt>Label</dt>
              <dd class="foreign">${visibleText(label, 160)}</dd>`
      }
      ${
        source === ''
          ? nothing
          : html`<dt>Source</dt>
              <dd class="foreign">${visibleText(source, 160)}</dd>`
      }
      ${
        thread < 0
          ? nothing
          : html`<dt>Thread</dt>
              <dd>${thread}</dd>`
      }
      <dt>Made by</dt>
      <dd>
        ${event(block)},
        <button class="link" @click=${() => this.revealLine(madeLine)}>
          line ${formatCount(madeLine)}
        </button>
      </dd>
      <dt>Until</dt>
      <dd>${endEvent === 0 ? 'the end of the trace' : event(endEvent)}</dd>
    </dl>`;
  }

  private renderRegions(regions: readonly RecordedRegion[]) {
    return html`<ol class="regions">
      ${regions.map(
        (region) =>
          html`<li>
              <button
                class="link mono"
                data-hover="Show this region in the map"
                @click=${() => this.map?.showPlaces(region.place, region.place + region.length)}
              >
                ${regionText(region)}
              </button>
              <span class="quiet"
                >${plural(region.liveBlocks, 'block')}, ${formatBytes(region.liveBytes)} live</span
              >
            </li>
            ${region.gap > 0 ? html`<li class="gap quiet">${gapText(region.gap)}</li>` : nothing}`,
      )}
    </ol>`;
  }

  private select(made: number): void {
    this.connection.send(selectRecorded, { made });
  }

  private goTo(at: number): void {
    this.seeker.sent(at);
    this.connection.send(seek, { at });
  }

  private readonly showSimulated = (): void =>
    this.connection.send(showHeap, { which: 'simulated' });

  /** Says each step to those who do not see it, once nothing has moved for a while. */
  private announce(): void {
    const { at, eventCount, playing } = this.trace;
    const { step } = this.moment ?? {};
    clearTimeout(this.timer);
    if (!step || at === this.saidAt || (playing && at < eventCount)) return;
    this.saidAt = at;
    this.timer = window.setTimeout(() => {
      const text = `Event ${at} of ${eventCount}, as recorded: ${plainText(step.headline)}`;
      this.dispatchEvent(new Announcement(text));
    }, CALM);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-recorded': Recorded;
  }
}
