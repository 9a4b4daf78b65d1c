import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { checkFilter, LONGEST_FILTER, type FilterProblem } from '../../../src/protocol/filter';
import type { ViewState } from '../../viewState';
import { choice } from '../at-toolbar/choice';
import { InspectorPart } from '../inspectorPart';
import { placeBelow } from '../popover';
import { completed, completionOf, type Completion } from './filterCompletion';
import { filterHelp } from './filterHelp';
import { filterStyles } from './filterStyles';
import '../at-icon/at-icon';

/** A pause in typing this long means the words are complete. */
const PAUSE = 150;
/** So much is shown before and behind what is wrong. */
const AROUND = 24;
/** Room for the state that is chosen beside the box. */
const LONGEST = LONGEST_FILTER - 10;

/**
 * Which blocks the table shows. The view's filter is always the last one that could be read: what
 * is typed becomes the filter once the host has found nothing wrong with it.
 */
@customElement('at-block-filter')
export class BlockFilter extends InspectorPart {
  static override styles = filterStyles;

  @state() private draft: string | undefined;
  @state() private problem: FilterProblem | null = null;
  @state() private completion: Completion | undefined;
  @state() private chosen = 0;
  @query('input') private readonly input!: HTMLInputElement;
  @query('#help') private readonly help!: HTMLElement;
  @query('#under') private readonly under!: HTMLElement;
  private timer = 0;
  /** Counts the questions, so that only the last one's answer counts. */
  private asked = 0;
  /** The filter, if it is what was typed here last. */
  private own: string | undefined;
  /** Whether what stands below the box is wanted: not while one is elsewhere. */
  @state() private isAttended = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('wheel', this.onWheel, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('wheel', this.onWheel);
    clearTimeout(this.timer);
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('view') as ViewState | undefined;
    // Somebody else has set the filter: a click on a bar, or the range of the timeline.
    const { filter } = this.view;
    if (before && before.filter !== filter && filter !== this.own) this.forgetDraft();
  }

  override firstUpdated(): void {
    if (this.view.filter !== '') void this.tryRestored(this.view.filter);
  }

  override updated(): void {
    const isAny = this.problem !== null || this.completion !== undefined;
    const isWanted = isAny && this.isAttended;
    const isOpen = this.under.matches(':popover-open');
    if (isWanted && !isOpen) this.under.showPopover();
    if (isWanted) placeBelow(this.under, this.input);
    else if (isOpen) this.under.hidePopover();
  }

  override render() {
    const { show, filter } = this.view;
    const options = this.completion?.terms ?? [];
    return html`
      ${choice({
        label: 'Blocks to show',
        options: [
          { value: 'all', text: 'all' },
          { value: 'live', text: 'live' },
          { value: 'free', text: 'free' },
        ],
        selected: show,
        choose: (value) => this.changeView({ show: value as ViewState['show'] }),
      })}
      <div class="box">
        <input
          type="text"
          role="combobox"
          placeholder="filter: words, size>100, label:…"
          aria-label="Filter blocks"
          aria-autocomplete="list"
          aria-controls="under"
          aria-expanded=${options.length > 0 ? 'true' : 'false'}
          aria-activedescendant=${options.length > 0 ? `option-${this.chosen}` : nothing}
          aria-invalid=${this.problem ? 'true' : 'false'}
          aria-describedby=${this.problem ? 'problem' : nothing}
          maxlength=${LONGEST}
          spellcheck="false"
          autocomplete="off"
          .value=${this.draft ?? filter}
          @input=${this.onInput}
          @keydown=${this.onKey}
          @focus=${() => (this.isAttended = true)}
          @blur=${this.onBlur}
        />
        <button
          class="icon"
          popovertarget="help"
          aria-label="What a filter may say"
          data-hover="What a filter may say"
        >
          <at-icon name="question"></at-icon>
        </button>
      </div>
      <div id="under" popover="manual">${this.renderUnder()}</div>
      <div id="help" popover tabindex="0" @toggle=${this.onHelp}>${filterHelp}</div>
    `;
  }

  private renderUnder() {
    const { completion, problem } = this;
    if (completion !== undefined) {
      return html`<div role="listbox" aria-label="Terms">
        ${completion.terms.map(
          ({ name, meaning }, i) =>
            html`<div
              role="option"
              id=${`option-${i}`}
              aria-selected=${i === this.chosen ? 'true' : 'false'}
              @pointerdown=${(event: Event) => {
                event.preventDefault();
                this.accept(i);
              }}
            >
              <b class="mono">${name}</b> <span class="quiet">${meaning}</span>
            </div>`,
        )}
      </div>`;
    }
    if (problem === null) return nothing;
    const text = this.draft ?? '';
    const end = Math.max(problem.to, problem.from + 1);
    const before = text.slice(Math.max(0, problem.from - AROUND), problem.from);
    const wrong = text.slice(problem.from, end);
    const after = text.slice(end, end + AROUND);
    return html`<div id="problem" role="alert" class="problem">
      <div class="mono wrong foreign">${before}<mark>${wrong || ' '}</mark>${after}</div>
      Column ${problem.from + 1}: ${problem.message}
    </div>`;
  }

  private onInput(): void {
    const { value } = this.input;
    this.asked++;
    this.isAttended = true;
    this.draft = value;
    this.problem = null;
    this.chosen = 0;
    const found = completionOf(value, this.input.selectionStart ?? value.length);
    this.completion = found.terms.length > 0 ? found : undefined;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.take(value), PAUSE);
  }

  /** Makes what was typed the filter, if it can be read. */
  private async take(value: string): Promise<void> {
    const number = ++this.asked;
    const answer = await this.connection
      .request(checkFilter, { filter: value })
      .catch(() => undefined);
    if (answer === undefined || number !== this.asked) return;
    this.problem = answer.problem;
    this.own = undefined;
    if (answer.problem !== null) return;
    this.own = value;
    this.changeView({ filter: value });
  }

  /** What was saved may be of a version that read other filters: then all blocks are shown. */
  private async tryRestored(filter: string): Promise<void> {
    const answer = await this.connection.request(checkFilter, { filter }).catch(() => undefined);
    if (!answer?.problem || this.view.filter !== filter) return;
    this.draft = filter;
    this.problem = answer.problem;
    this.own = '';
    this.changeView({ filter: '' });
  }

  private onKey(event: KeyboardEvent): void {
    const { completion } = this;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (completion && move !== undefined) {
      event.preventDefault();
      const { length } = completion.terms;
      this.chosen = (this.chosen + move + length) % length;
    } else if (completion && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      event.preventDefault();
      this.accept(this.chosen);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (completion) this.closeCompletion();
      else this.clear();
    } else if (event.key === 'Enter') {
      clearTimeout(this.timer);
      void this.take(this.input.value);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') this.closeCompletion();
  }

  private accept(index: number): void {
    const { completion } = this;
    const term = completion?.terms[index];
    if (completion === undefined || term === undefined) return;
    const { filter, caret } = completed(this.input.value, completion, term);
    this.input.value = filter;
    this.input.setSelectionRange(caret, caret);
    this.onInput();
    this.closeCompletion();
  }

  private clear(): void {
    this.forgetDraft();
    this.input.value = '';
    this.changeView({ filter: '' });
  }

  private forgetDraft(): void {
    clearTimeout(this.timer);
    this.asked++;
    this.own = this.draft = undefined;
    this.problem = null;
    this.completion = undefined;
  }

  private onBlur(): void {
    this.isAttended = false;
    this.closeCompletion();
  }

  /** What is fixed to the window would stay where the box was. */
  private readonly onWheel = (event: Event): void => {
    if (this.isAttended && !event.composedPath().includes(this)) this.onBlur();
  };

  private closeCompletion(): void {
    this.completion = undefined;
  }

  private onHelp(event: ToggleEvent): void {
    if (event.newState === 'open') placeBelow(this.help, this.input);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-block-filter': BlockFilter;
  }
}
