import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  CHANGE_GROUPS,
  changesText,
  changesWindow,
  openChanges,
  setBaseline,
  type ChangeFormat,
  type ChangeGroup,
  type Changes,
  type NoChanges,
  type OtherTrace,
} from '../../../src/protocol/changes';
import { METRICS } from '../../../src/protocol/metrics';
import { visibleText } from '../../../src/base/visibleText';
import { formatCount, formatMetric } from '../../format';
import { windowPull } from '../../windowPull';
import { shared } from '../../styles/shared';
import { choice } from '../at-toolbar/choice';
import { InspectorPart } from '../inspectorPart';
import { copyText } from '../telling';
import { changesStyles } from './changesStyles';
import {
  detailText,
  differenceText,
  directionOf,
  groupText,
  sideTexts,
  totalText,
  unchangedText,
} from './changesText';
import { changeRow } from './changeRow';

/** Rows of a group while it is not opened, and of a page of one that is. */
const PREVIEW = 8;
const PAGE = 50;

/** A group of which more rows are looked at, and from where on. */
interface Opened {
  readonly group: ChangeGroup;
  readonly start: number;
}

/** What differs between the heap that is shown and another one: since an event, or of another trace. */
@customElement('at-changes')
export class ChangesElement extends InspectorPart {
  static override styles = [shared, changesStyles];

  /** The other traces that are open. */
  @property({ attribute: false }) others: readonly OtherTrace[] = [];
  @state() private found: Changes | NoChanges | undefined;
  @state() private opened: Opened | undefined;
  /** Whether any of it can be seen: what is scrolled away is not worked out with every step. */
  @state() private isSeen = false;
  /** What takes the focus as soon as it is there, because what had it goes: a CSS selector. */
  private nextFocus = '';

  private readonly observer = new IntersectionObserver((entries) => {
    this.isSeen = entries.at(-1)?.isIntersecting ?? false;
  });

  private readonly pull = windowPull(
    () => this.connection,
    changesWindow,
    (answer) => (this.found = answer),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('trace') as typeof this.trace | undefined;
    const isOther =
      before !== undefined &&
      (before.uri !== this.trace.uri || before.baseline.at !== this.trace.baseline.at);
    if (isOther) this.opened = undefined;
    if (!this.isComparing) {
      this.found = undefined;
      return this.pull.cancel();
    }
    const causes = ['revision', 'view', 'opened', 'isSeen'];
    if (this.isSeen && causes.some((cause) => changed.has(cause))) {
      const { against, opened } = this;
      const { group = null, start = 0 } = opened ?? {};
      const count = opened ? PAGE : 0;
      this.pull.want({ against, preview: PREVIEW, group, start, count }, this.revision);
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('found')) this.stayInside();
    if (this.nextFocus === '') return;
    const next = this.renderRoot.querySelector<HTMLElement>(this.nextFocus);
    if (!next) return;
    this.nextFocus = '';
    next.focus();
  }

  override render() {
    const { found } = this;
    const { note } = this.trace.baseline;
    return html`
      ${note ? html`<p role="note">${note}</p>` : nothing} ${this.renderChoice()}
      ${
        !this.isComparing
          ? nothing
          : !found
            ? html`<p class="quiet working">Comparing…</p>`
            : found.kind === 'none'
              ? html`<p>${visibleText(found.why)}</p>`
              : this.renderChanges(found)
      }
    `;
  }

  /** The other trace that is compared with, as long as it is open; empty for the baseline. */
  private get against(): string {
    const { against } = this.view;
    return this.others.some(({ uri }) => uri === against) ? against : '';
  }

  private get isComparing(): boolean {
    return this.against !== '' || this.trace.baseline.at !== null;
  }

  private renderChoice() {
    const { at, baseline } = this.trace;
    const isHere = baseline.at === at;
    return html`<div class="against">
      ${this.others.length > 0 ? this.renderReferences() : nothing}
      ${
        this.against === '' && !isHere
          ? html`<span
              ><button
                class="link keep"
                data-hover="Keep event ${formatCount(at)}, and see what differs from it wherever you go"
                @click=${() => this.setBaseline(at)}
              >
                ${baseline.at === null ? 'Compare with this event' : 'Compare with this one instead'}
              </button>
              ${
                baseline.at === null
                  ? html`<span class="quiet">to see what changes from here on.</span>`
                  : nothing
              }</span
            >`
          : nothing
      }
      ${this.against === '' && baseline.at !== null ? this.renderBaseline(baseline.at, isHere) : nothing}
    </div>`;
  }

  private renderReferences() {
    const { at } = this.trace.baseline;
    const own = at === null ? 'an event of this trace' : `event ${formatCount(at)}`;
    return html`<label
      ><span class="quiet" aria-hidden="true">Compare with</span> ${choice({
        label: 'Compare with',
        options: [
          { value: '', text: own },
          ...this.others.map(({ uri, name }) => ({ value: uri, text: visibleText(name, 60) })),
        ],
        selected: this.against,
        choose: (against) => this.changeView({ against }),
      })}</label
    >`;
  }

  private renderBaseline(baseline: number, isHere: boolean) {
    return html`
      ${
        isHere
          ? nothing
          : html`<button class="link" @click=${() => this.seeker.seek(baseline)}>
              Go to event ${formatCount(baseline)}
            </button>`
      }
      <button class="link stop" @click=${() => this.setBaseline(null)}>Stop comparing</button>
    `;
  }

  private setBaseline(at: number | null): void {
    this.nextFocus = at === null ? '.keep' : '.stop';
    this.connection.send(setBaseline, { at });
  }

  private renderChanges(changes: Changes) {
    const groups = CHANGE_GROUPS.filter((group) => changes.totals[group].count > 0);
    const metrics = METRICS.filter(
      ({ key }) => changes.metrics.was[key] !== changes.metrics.now[key],
    );
    if (changes.was.uri === '' && changes.was.at === changes.at) {
      return html`<p>This is the event that is compared with. Go on to see what changes.</p>`;
    }
    return html`
      ${changes.notes.map((note) => html`<p class="quiet">${visibleText(note)}</p>`)}
      ${groups.length === 0 ? html`<p>No block differs.</p>` : nothing}
      ${groups.map((group) => this.renderGroup(changes, group))}
      ${groups.length > 0 ? html`<p class="quiet">${unchangedText(changes)}</p>` : nothing}
      ${metrics.length > 0 ? this.renderMetrics(changes, metrics) : nothing}
      <div class="actions">
        <button class="link" @click=${() => void this.copy('markdown', 'Markdown')}>
          Copy as Markdown
        </button>
        <button class="link" @click=${() => void this.copy('csv', 'CSV')}>Copy as CSV</button>
        <button
          class="link"
          data-hover="Show all changes in a JSON document"
          @click=${() => this.connection.send(openChanges, { against: this.against })}
        >
          Open as JSON
        </button>
      </div>
    `;
  }

  private renderGroup(changes: Changes, group: ChangeGroup) {
    const text = groupText(group, directionOf(changes), changes.was);
    const total = changes.totals[group];
    const rows = changes.rows[group];
    const isOpen = this.opened?.group === group;
    return html`
      <h3 data-hover=${text.meaning}>
        ${text.heading}<span class="quiet">${totalText(total)}</span>
      </h3>
      <ul
        class="rows ${group} ${isOpen ? 'page scrolls' : ''}"
        aria-label="${text.heading}. ${text.meaning}"
        tabindex=${isOpen ? 0 : nothing}
      >
        ${Array.from({ length: rows.now.length }, (_, i) =>
          changeRow(rows, i, {
            text,
            heap: this.trace.heap,
            wasBase: changes.was.base,
            select: (block) => this.selectBlock(block),
            seek: (event) => this.seeker.seek(event),
          }),
        )}
      </ul>
      ${total.count > PREVIEW ? this.renderPager(group, total.count, rows.start, rows.now.length) : nothing}
    `;
  }

  private renderPager(group: ChangeGroup, count: number, start: number, length: number) {
    if (this.opened?.group !== group) {
      return html`<div class="pager">
        <button class="link all-${group}" @click=${() => this.open({ group, start: 0 })}>
          Show all ${formatCount(count)}
        </button>
      </div>`;
    }
    const isFirst = start === 0;
    const isLast = start + length >= count;
    const turn = (to: number, isEnd: boolean) => () => !isEnd && this.open({ group, start: to });
    return html`<div class="pager">
      ${
        count > PAGE
          ? html`<button
                class="link"
                aria-disabled=${isFirst ? 'true' : 'false'}
                @click=${turn(Math.max(0, start - PAGE), isFirst)}
              >
                Previous
              </button>
              <span class="quiet"
                >${formatCount(start + 1)}–${formatCount(start + length)} of
                ${formatCount(count)}</span
              >
              <button
                class="link"
                aria-disabled=${isLast ? 'true' : 'false'}
                @click=${turn(start + PAGE, isLast)}
              >
                Next
              </button>`
          : nothing
      }
      <button class="link" @click=${() => this.close(group)}>Show fewer</button>
    </div>`;
  }

  /** Of a group that has become shorter, the last page. */
  private stayInside(): void {
    const { found, opened } = this;
    if (found?.kind !== 'changes' || opened === undefined) return;
    const { count } = found.totals[opened.group];
    if (count <= PREVIEW) this.opened = undefined;
    else if (opened.start >= count) {
      this.opened = { ...opened, start: PAGE * Math.floor((count - 1) / PAGE) };
    }
  }

  private open(opened: Opened): void {
    // The page itself, so that the arrow keys scroll it; a button that turns it keeps the focus.
    if (this.opened?.group !== opened.group) this.nextFocus = 'ul.page';
    this.opened = opened;
  }

  private close(group: ChangeGroup): void {
    this.nextFocus = `.all-${group}`;
    this.opened = undefined;
  }

  private renderMetrics(changes: Changes, shown: typeof METRICS) {
    const { heap } = this.trace;
    const { metrics } = changes;
    const [was, now] = sideTexts(directionOf(changes));
    return html`<h3>Metrics</h3>
      <table>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">Metric</span></th>
            <th scope="col" class="then">${was}</th>
            <th scope="col" class="now">${now}</th>
            <th scope="col">difference</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ key, label, unit, meaning }) =>
              html`<tr data-hover=${meaning}>
                <th scope="row">${label}</th>
                <td class="then">${formatMetric(metrics.was[key], unit, heap)}</td>
                <td class="now">${formatMetric(metrics.now[key], unit, heap)}</td>
                <td class="difference">
                  ${differenceText(metrics.was[key], metrics.now[key], unit)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  private copy(format: ChangeFormat, what: string): Promise<void> {
    return copyText(this, async () => {
      const asked = { against: this.against, format };
      const { text, message } = await this.connection.request(changesText, asked);
      const told = text === '' ? 'Nothing was copied.' : `Copied the changes as ${what}.`;
      return { text, told: `${told} ${message}`.trim() };
    });
  }
}

/** What stands behind the heading of the section: what is compared with. */
export function changesDetail(
  { baseline, at }: { baseline: { at: number | null }; at: number },
  other: OtherTrace | undefined,
): string {
  if (other) return `against ${visibleText(other.name, 60)}`;
  if (baseline.at === null) return '';
  return detailText({
    at,
    was: {
      uri: '',
      name: '',
      at: baseline.at,
      base: 0,
      size: 0,
      layout: 'rounded',
      policy: 'first-fit',
    },
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'at-changes': ChangesElement;
  }
}
