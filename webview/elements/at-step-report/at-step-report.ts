import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import type {
  StepOutcome,
  StepReport,
  StepSection,
  TraceView,
  VisitRow,
} from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import type { IconName } from '../at-icon/at-icon';
import { InspectorPart } from '../inspectorPart';
import { spans } from '../spans';
import { isStill, StepPace } from '../stepPace';
import { stepReportStyles } from './stepReportStyles';
import '../at-icon/at-icon';
import '../at-step-drawing/at-step-drawing';

/** Searches up to this long are shown whole; of longer ones the start and the end. */
const SHORT_SEARCH = 8;
const FOLDED_START = 3;
const FOLDED_END = 2;

/** The icon before a headline that tells of trouble, and its meaning in a word. */
const TROUBLE: { readonly [outcome in StepOutcome]?: readonly [IconName, string] } = {
  failed: ['error', 'Failed:'],
  fault: ['error', 'Fault:'],
  inconsistency: ['warning', 'Inconsistency:'],
};

/** What the last event did and why: in words, in a drawing and in sums. */
@customElement('at-step-report')
export class StepReportElement extends InspectorPart {
  static override styles = [shared, stepReportStyles];

  /** Someone unfolded the search of this step. */
  @state() private showsAllVisits = false;
  private readonly pace = new StepPace();
  private moves = false;

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('trace') as typeof this.trace | undefined;
    if (before && (before.at !== this.trace.at || before.uri !== this.trace.uri))
      this.showsAllVisits = false;
    if (changed.has('trace')) {
      this.moves = this.pace.take(this.trace) && this.view.map.motion && !isStill();
    }
  }

  override render() {
    const { step } = this.trace;
    return step
      ? this.renderStep(step)
      : html`<p class="hint quiet">${hintBeforeTheFirst(this.trace)}</p>`;
  }

  private renderStep(step: StepReport) {
    const trouble = TROUBLE[step.outcome];
    return html`
      <p class="source mono foreign">${visibleText(step.source, 240)}</p>
      <p class="headline ${step.outcome}">
        ${
          trouble
            ? html`<at-icon .name=${trouble[0]}></at-icon><span class="unseen">${trouble[1]}</span>`
            : nothing
        }
        <span class="foreign">${this.sentence(step.headline)}</span>
      </p>
      ${
        this.trace.drawing
          ? html`<at-step-drawing
              .drawing=${this.trace.drawing}
              .heap=${this.trace.heap}
              .select=${this.select}
              .moves=${this.moves}
            ></at-step-drawing>`
          : nothing
      }
      ${step.sections.map((section) => this.renderSection(section))}
      ${
        step.related.length > 0
          ? html`<p class="related">
              ${step.related.map(
                ({ text, line }) =>
                  html`<button class="link" @click=${() => this.revealLine(line)}>
                    ${visibleText(text)}
                  </button>`,
              )}
            </p>`
          : nothing
      }
    `;
  }

  private renderSection({ sentences, visits, arithmetic }: StepSection) {
    return html`
      <div class="sentences">
        ${sentences.map((sentence) => html`<p class="foreign">${this.sentence(sentence)}</p>`)}
      </div>
      ${visits.length > 0 ? this.renderVisits(visits) : nothing}
      ${
        arithmetic.length > 0
          ? html`<details ?open=${this.view.showsArithmetic} @toggle=${this.onToggle}>
              <summary>Arithmetic</summary>
              <ul class="mono">
                ${arithmetic.map((line) => html`<li>${visibleText(line)}</li>`)}
              </ul>
            </details>`
          : nothing
      }
    `;
  }

  private renderVisits(visits: readonly VisitRow[]) {
    return html`<table class="visits">
      <caption class="unseen">
        Free blocks that the search looked at, in order
      </caption>
      <thead class="unseen">
        <tr>
          <th>Visit</th>
          <th>Block</th>
          <th>Size</th>
          <th>Verdict</th>
        </tr>
      </thead>
      <tbody>
        ${
          this.showsAllVisits || visits.length <= SHORT_SEARCH
            ? visits.map((visit) => this.renderVisit(visit))
            : [
                ...visits.slice(0, FOLDED_START).map((visit) => this.renderVisit(visit)),
                this.renderFold(visits.slice(FOLDED_START, -FOLDED_END)),
                ...visits.slice(-FOLDED_END).map((visit) => this.renderVisit(visit)),
              ]
        }
      </tbody>
    </table>`;
  }

  private renderVisit(visit: VisitRow) {
    if ('skipped' in visit) {
      return html`<tr class="skipped">
        <td aria-label="Left out">⋮</td>
        <td colspan="2"></td>
        <td>${visibleText(visit.verdict)}</td>
      </tr>`;
    }
    const { ordinal, block, size, verdict, chosen } = visit;
    return html`<tr class=${chosen ? 'chosen' : ''}>
      <td><span class="badge">${formatCount(ordinal)}</span></td>
      <td>
        <button class="link mono" @click=${() => this.selectBlock(block)}>
          ${formatAddress(this.trace.heap, block)}
        </button>
      </td>
      <td class="number">${formatCount(size)}</td>
      <td class="verdict">
        ${chosen ? html`<span class="unseen">chosen: </span>` : nothing}${visibleText(verdict)}
      </td>
    </tr>`;
  }

  /** Most of a long search says the same again: the bar and the chosen block matter more. */
  private renderFold(folded: readonly VisitRow[]) {
    const count = folded.reduce((sum, row) => sum + ('skipped' in row ? row.skipped : 1), 0);
    return html`<tr class="skipped">
      <td aria-hidden="true">⋮</td>
      <td colspan="3">
        <button class="link" @click=${() => void this.unfold()}>${formatCount(count)} more</button>
      </td>
    </tr>`;
  }

  /** The button goes; the focus goes to the first of what it hid. */
  private async unfold(): Promise<void> {
    this.showsAllVisits = true;
    await this.updateComplete;
    const links = this.renderRoot.querySelectorAll<HTMLElement>('.visits tbody .link');
    links[FOLDED_START]?.focus();
  }

  private readonly select = (block: number): void => this.selectBlock(block);

  /** All of them open and close together, and stay so from step to step. */
  private readonly onToggle = ({ currentTarget }: Event): void => {
    const { open } = currentTarget as HTMLDetailsElement;
    if (open !== this.view.showsArithmetic) this.changeView({ showsArithmetic: open });
  };

  private sentence(sentence: StepReport['headline']) {
    return spans(sentence, (block) => this.selectBlock(block));
  }
}

/** What to say where no event has happened. */
function hintBeforeTheFirst({ eventCount, problemCount }: TraceView): string {
  if (eventCount > 0) return 'The heap is fresh: one free block. Press F10 or ▷ to step.';
  return problemCount > 0
    ? `This trace has no events, but ${plural(problemCount, 'problem')}: see the Problems view.`
    : 'This trace has no events: lines such as “alloc a 64” and “free a”.';
}
