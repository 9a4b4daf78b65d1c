import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import {
  cancelLeaks,
  findLeaks,
  leakGroups,
  LEAK_KEYS,
  marksWindow,
  type LeakGroup,
  type LeakKey,
  type LeaksView,
} from '../../../src/protocol/leaks';
import { formatBytes, formatCount, formatRatio } from '../../format';
import { shared } from '../../styles/shared';
import { choice } from '../at-toolbar/choice';
import { directionOf } from '../direction';
import { InspectorPart } from '../inspectorPart';
import { copyText } from '../telling';
import { leaksStyles } from './leaksStyles';
import {
  ageText,
  groupsText,
  hintText,
  KEY_TEXTS,
  nameText,
  NO_MARKS,
  placeParts,
  rangeOf,
  scopeText,
  type Marks,
  type Scope,
} from './leaksText';

/** So many groups are shown and copied; the largest come first. */
const MOST_GROUPS = 500;

/** What is live and was made in a part of the trace, in groups. */
@customElement('at-leaks')
export class Leaks extends InspectorPart {
  static override styles = [shared, leaksStyles];

  @state() private scope: Scope = 'end';
  @state() private by: LeakKey = 'label';
  @state() private from = '';
  @state() private to = '';
  /** What is wrong with the range. */
  @state() private problem = '';
  @state() private groups: readonly LeakGroup[] = [];
  @state() private marks: Marks = NO_MARKS;
  private shown: string | undefined;

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('trace')) return;
    const { leaks, uri } = this.trace;
    const before = changed.get('trace') as typeof this.trace | undefined;
    if (before && before.uri !== uri) this.forgetRange();
    // Another trace may have the same numbers.
    const known = leaks?.fraction === null ? JSON.stringify([uri, leaks]) : undefined;
    if (known === this.shown) return;
    this.shown = known;
    this.groups = [];
    if (known !== undefined) void this.pullGroups(known);
  }

  override render() {
    const { leaks } = this.trace;
    const problem =
      this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`;
    return html`${this.renderChoices()} ${problem}
    ${leaks === null ? nothing : this.renderResult(leaks)}`;
  }

  private renderChoices() {
    const { scope } = this;
    const isRunning = typeof this.trace.leaks?.fraction === 'number';
    return html`<form class="choices" @submit=${this.onSubmit}>
      ${choice({
        label: 'Live when',
        options: [
          { value: 'end', text: 'live at the end' },
          { value: 'cursor', text: `live now, at event ${formatCount(this.trace.at)}` },
          { value: 'range', text: 'made between, live after' },
        ],
        selected: scope,
        choose: (value) => this.setScope(value as Scope),
      })}
      ${scope === 'range' ? this.renderRange() : nothing}
      ${choice({
        label: 'Grouped by',
        options: LEAK_KEYS.map((key) => ({ value: key, text: `by ${KEY_TEXTS[key]}` })),
        selected: this.by,
        choose: (value) => {
          this.by = value as LeakKey;
          if (this.trace.leaks !== null) this.start();
        },
      })}
      <button class="action" type="submit" ?disabled=${isRunning}>
        ${this.trace.leaks === null ? 'Find leaks' : 'Find again'}
      </button>
    </form>`;
  }

  private renderRange() {
    const { marks } = this;
    return html`<span class="range">
        ${eventField('First event', this.from, (value) => (this.from = value), '1')} –
        ${eventField('Last event', this.to, (value) => (this.to = value), String(this.trace.eventCount))}
      </span>
      <datalist id="marks">
        ${marks.events.map(
          (event, i) =>
            html`<option value=${event}>${visibleText(marks.texts[i] ?? '', 60)}</option>`,
        )}
      </datalist>`;
  }

  private renderResult(leaks: LeaksView) {
    if (leaks.fraction !== null) return this.renderProgress(leaks.fraction);
    const scope = scopeText(leaks, this.trace);
    if (leaks.blocks === 0) return html`<p class="sum">Nothing ${scope}.</p>`;
    const { blocks, bytes } = leaks;
    const hint = hintText(this.groups, leaks);
    return html`
      <p class="sum">
        <b>${plural(blocks, 'block')}</b> with <b>${plural(bytes, 'byte')}</b> ${scope}.
      </p>
      ${this.renderGroups(leaks)}
      ${hint === undefined ? nothing : html`<p class="quiet">${hint}</p>`}
      ${this.renderActions(leaks)}
    `;
  }

  private renderProgress(fraction: number) {
    return html`<p class="progress">
      <progress max="1" .value=${fraction} aria-label="Finding leaks"></progress>
      <span class="quiet">Looking… ${formatRatio(fraction)}</span>
      <button class="link" @click=${() => this.connection.send(cancelLeaks, {})}>Cancel</button>
    </p>`;
  }

  private renderGroups(leaks: LeaksView) {
    const key = KEY_TEXTS[leaks.by];
    return html`<div class="wide scrolls" tabindex="0" role="group" aria-label="Leaks by ${key}">
      <table>
        <thead>
          <tr>
            <th scope="col">${key}</th>
            <th scope="col" class="number" data-hover="Bytes asked for">Bytes</th>
            <th scope="col" class="number count">Blocks</th>
            <th scope="col" class="number spare">Share</th>
            <th
              scope="col"
              class="number"
              data-hover="Events since the oldest and the newest were allocated"
            >
              Age
            </th>
          </tr>
        </thead>
        <tbody>
          ${this.groups.map((group) => this.renderGroup(group, leaks))}
        </tbody>
      </table>
    </div>`;
  }

  private renderActions(leaks: LeaksView) {
    const smaller = this.groups.length > 0 ? leaks.groups - this.groups.length : 0;
    return html`<p class="actions">
      ${
        smaller > 0
          ? html`<span class="quiet"> and ${plural(smaller, 'smaller group')} </span>`
          : nothing
      }
      <button class="link" @click=${() => this.copy(leaks, 'Markdown')}>Copy as Markdown</button>
      <button class="link" @click=${() => this.copy(leaks, 'CSV')}>Copy as CSV</button>
    </p>`;
  }

  private renderGroup(group: LeakGroup, leaks: LeaksView) {
    const name = nameText(group, leaks.by);
    const [folder, file] = leaks.by === 'source' ? placeParts(name) : ['', name];
    const isNamed = group.name !== '' && !group.isRest;
    return html`<tr>
      <th scope="row">
        ${
          group.filter === ''
            ? html`<span class="quiet">${name}</span>`
            : html`<button
                class="link name ${isNamed ? 'foreign' : ''} ${folder === '' ? '' : 'place'}"
                dir=${folder === '' ? directionOf(name) : nothing}
                data-hover="Show these blocks in the table, at event ${formatCount(leaks.to)}"
                @click=${() => this.showGroup(group, leaks)}
              >
                ${folder === '' ? name : html`<span class="folder">${folder}</span><span class="file">${file}</span>`}
              </button>`
        }
      </th>
      <td
        class="number"
        data-hover="${plural(group.bytes, 'byte')} in ${plural(group.blocks, 'block')}"
      >
        ${formatBytes(group.bytes)}
      </td>
      <td class="number count">${formatCount(group.blocks)}</td>
      <td class="number spare">${formatRatio(group.bytes / Math.max(1, leaks.bytes))}</td>
      <td class="number">
        <button
          class="link"
          data-hover="Go to the allocation of the oldest, event ${formatCount(group.first)} on line ${formatCount(group.line)}"
          @click=${() => this.goToFirst(group)}
        >
          ${ageText(group, leaks)}
        </button>
      </td>
    </tr>`;
  }

  /** Events and marks are those of one trace. */
  private forgetRange(): void {
    this.scope = 'end';
    this.from = this.to = this.problem = '';
    this.marks = NO_MARKS;
  }

  private setScope(scope: Scope): void {
    this.scope = scope;
    this.problem = '';
    if (scope === 'range' && this.marks.events.length === 0) {
      void this.pullMarks(this.trace.uri);
    }
  }

  private async pullMarks(uri: string): Promise<void> {
    const marks = await this.connection.request(marksWindow, {}).catch(() => undefined);
    if (marks && this.trace.uri === uri) this.marks = marks;
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    this.start();
  }

  private start(): void {
    const range = rangeOf(this.scope, this.from, this.to, this.trace, this.marks);
    if (range === undefined) {
      this.problem =
        'Type the number of an event, from 1 on, or the whole text of a mark. The first event must not come after the last.';
      this.renderRoot.querySelector<HTMLElement>('.range input')?.focus();
      return;
    }
    this.problem = '';
    this.connection.send(findLeaks, { ...range, by: this.by });
  }

  /** The groups of a result, unless another has come meanwhile. */
  private async pullGroups(known: string): Promise<void> {
    const answer = await this.connection
      .request(leakGroups, { start: 0, count: MOST_GROUPS })
      .catch(() => undefined);
    if (answer && this.shown === known) this.groups = answer.groups;
  }

  private showGroup({ filter }: LeakGroup, { to }: LeaksView): void {
    this.showBlocks(filter);
    if (this.trace.at !== to) this.seeker.seek(to);
  }

  private goToFirst({ first, line }: LeakGroup): void {
    this.seeker.seek(first);
    this.revealLine(line);
  }

  private copy(leaks: LeaksView, format: 'Markdown' | 'CSV'): Promise<void> {
    return copyText(this, () => ({
      text: groupsText(this.groups, leaks, format),
      told: `Copied ${plural(this.groups.length, 'group')} as ${format}.`,
    }));
  }
}

/** Where one types the number of an event or the text of a mark, or chooses a mark. */
function eventField(
  label: string,
  value: string,
  set: (value: string) => void,
  hint: string,
): TemplateResult {
  return html`<input
    type="text"
    list="marks"
    size="12"
    maxlength="200"
    placeholder=${hint}
    aria-label=${label}
    data-hover="${label}: its number, or a mark"
    .value=${value}
    @input=${(event: Event) => set((event.target as HTMLInputElement).value)}
  />`;
}

declare global {
  interface HTMLElementTagNameMap {
    'at-leaks': Leaks;
  }
}
