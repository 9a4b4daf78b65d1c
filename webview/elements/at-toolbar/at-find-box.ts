import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { visibleText } from '../../../src/base/visibleText';
import {
  cancelFind,
  find,
  foundWindow,
  FOUND_LIMIT,
  goToFound,
  LONGEST_QUERY,
  type Found,
  type FoundItem,
  type SearchView,
} from '../../../src/protocol/find';
import { revealLine } from '../../../src/protocol/messages';
import type { Connection } from '../../connection';
import { formatCount } from '../../format';
import { placeBelow } from '../popover';
import { findStyles } from './findStyles';
import { itemTexts, nextItem, searchText } from './findText';
import '../at-icon/at-icon';

/** Items that are shown at once, around the one that was gone to. */
const SHOWN = 100;

/**
 * Where one types what to go to. The answer and the list of a search stand below until something
 * else is typed. Enter goes to the next item of a list.
 */
@customElement('at-find-box')
export class FindBox extends LitElement {
  static override styles = findStyles;

  @property({ attribute: false }) connection!: Connection;
  /** Of the trace that is shown. */
  @property() uri = '';
  /** The list of the last search of the session, whoever looked for it. */
  @property({ attribute: false }) search: SearchView | null = null;
  @state() private answer: Found | undefined;
  /** What the list shown belongs to; empty while there is none. */
  @state() private query = '';
  @state() private items: readonly FoundItem[] = [];
  @state() private start = 0;
  @state() private isOpen = false;
  @query('input') private readonly input!: HTMLInputElement;
  @query('[popover]') private readonly popup!: HTMLElement;
  /** Counts the questions, so that only the last one's answer is shown. */
  private asked = 0;
  private pulled = '';

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('uri')) this.forget();
    if (changed.has('search') || changed.has('query')) this.pullItems();
  }

  override updated(): void {
    const { popup } = this;
    const isShown = popup.matches(':popover-open');
    if (this.isOpen && !isShown) popup.showPopover();
    if (!this.isOpen && isShown) popup.hidePopover();
    if (this.isOpen) placeBelow(popup, this.input);
    popup.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  /** The list, if it is of what was asked for here. */
  private get list(): SearchView | null {
    const { search, query: own } = this;
    return search !== null && own !== '' && search.query === own ? search : null;
  }

  override render() {
    const { list } = this;
    const current = list?.current ?? -1;
    const isInSight = current >= this.start && current < this.start + this.items.length;
    return html`
      <at-icon class="lens" name="search"></at-icon>
      <input
        type="text"
        role="combobox"
        placeholder="Go to event, :line, address, id, text"
        aria-label="Go to an event, a line, an address, an id or a text"
        aria-expanded=${this.isOpen && this.items.length > 0 ? 'true' : 'false'}
        aria-controls="list"
        aria-activedescendant=${isInSight ? `item-${current}` : nothing}
        data-hover="Go to: an event number, :line, an address, an id, or a text in the trace. Enter is next, Shift+Enter previous."
        maxlength=${LONGEST_QUERY}
        spellcheck="false"
        autocomplete="off"
        @keydown=${this.onKey}
        @input=${this.onInput}
        @focus=${() => (this.isOpen = this.answer !== undefined)}
        @blur=${() => (this.isOpen = false)}
      />
      <div popover="manual" @pointerdown=${(event: Event) => event.preventDefault()}>
        <div role="status">${this.renderAnswer()}</div>
        ${this.renderList()}
      </div>
    `;
  }

  private renderAnswer() {
    const { answer, list } = this;
    const isMissing = list?.kind === 'text' && list.count === 0 && list.fraction === null;
    return html`
      ${
        // What was so at the moment of asking is no news once one has gone on.
        answer && answer.message !== '' && (list?.current ?? -1) < 0
          ? html`<div class="answer ${answer.found ? '' : 'missing'}">
              <span class="foreign">${visibleText(answer.message)}</span>
            </div>`
          : nothing
      }
      ${
        list === null
          ? nothing
          : html`<div class="answer ${isMissing ? 'missing' : ''}">
              <span class="foreign">${searchText(list)}</span>
              ${this.renderMoves(list)}
            </div>`
      }
    `;
  }

  private renderMoves({ count, current, fraction }: SearchView) {
    if (fraction !== null) {
      return html`<button class="link" tabindex="-1" @click=${() => this.cancel()}>Cancel</button>`;
    }
    if (count === 0) return nothing;
    const line = this.items[current - this.start]?.line;
    return html`
      ${
        line === undefined
          ? nothing
          : html`<button
              class="link"
              tabindex="-1"
              data-hover="Show this line in the trace"
              @click=${() => this.connection.send(revealLine, { line })}
            >
              line ${formatCount(line)}
            </button>`
      }
      <button
        class="icon"
        tabindex="-1"
        aria-label="Previous (Shift+Enter)"
        data-hover="Previous (Shift+Enter)"
        @click=${() => this.go(-1)}
      >
        <at-icon name="arrow-up"></at-icon>
      </button>
      <button
        class="icon"
        tabindex="-1"
        aria-label="Next (Enter)"
        data-hover="Next (Enter)"
        @click=${() => this.go(1)}
      >
        <at-icon name="arrow-down"></at-icon>
      </button>
    `;
  }

  private renderList() {
    const { list, items, start } = this;
    if (list === null) return nothing;
    if (list.fraction !== null) {
      return html`<progress max="1" .value=${list.fraction} aria-label="Looking"></progress>`;
    }
    if (items.length === 0) return nothing;
    const { kind, current } = list;
    return html`<div id="list" class="list scrolls" role="listbox" aria-label="Found">
      ${items.map((item, i) => {
        const { place, text } = itemTexts(item, kind);
        return html`<div
          role="option"
          id=${`item-${start + i}`}
          aria-selected=${start + i === current ? 'true' : 'false'}
          @click=${() => this.connection.send(goToFound, { index: start + i })}
        >
          <span class="place">${place}</span><span class="mono foreign">${text}</span>
        </div>`;
      })}
    </div>`;
  }

  private onKey(event: KeyboardEvent): void {
    const value = this.input.value.trim();
    const isAsked = this.list !== null && this.list.query.trim() === value;
    switch (event.key) {
      case 'Enter':
        event.preventDefault();
        if (isAsked) this.go(event.shiftKey ? -1 : 1);
        else if (value !== '') void this.ask(value);
        return;
      case 'ArrowDown':
      case 'ArrowUp':
        if (!isAsked) return;
        event.preventDefault();
        return this.go(event.key === 'ArrowDown' ? 1 : -1);
      case 'Escape':
        if (!this.isOpen) this.input.value = '';
        this.clear();
    }
  }

  private onInput(): void {
    if (this.answer !== undefined) this.clear();
  }

  private async ask(text: string): Promise<void> {
    const number = ++this.asked;
    this.query = text;
    this.isOpen = true;
    this.answer = { found: true, message: '' };
    const answer = await this.connection
      .request(find, { query: text })
      .catch((error: Error) => ({ found: false, message: error.message }));
    if (number === this.asked) this.answer = answer;
  }

  /** To the next or the previous item; in an unfinished list, nowhere. */
  private go(by: number): void {
    const { list } = this;
    if (list === null || list.count === 0 || list.fraction !== null) return;
    this.isOpen = true;
    const index = nextItem(list.current, list.count, by);
    this.connection.send(goToFound, { index });
  }

  /** The part of the list around the item that was gone to. */
  private pullItems(): void {
    const { list } = this;
    const isThere = list !== null && list.fraction === null && list.count > 0;
    const near = Math.max(0, (list?.current ?? 0) - SHOWN / 2);
    // A part stays as long as the item is in it: the list must not jump under the pointer.
    const current = list?.current ?? -1;
    const isIn = current < 0 || (current >= this.start && current < this.start + SHOWN);
    const start = isThere && isIn && this.pulled.startsWith(`${list.query} `) ? this.start : near;
    const wanted = isThere ? `${list.query} ${list.kind} ${list.count} ${start} ${this.uri}` : '';
    if (wanted === this.pulled) return;
    this.pulled = wanted;
    this.start = start;
    this.items = [];
    if (!isThere) return;
    const count = Math.min(SHOWN, FOUND_LIMIT);
    this.connection.request(foundWindow, { start, count }).then(
      ({ items }) => {
        if (this.pulled === wanted) this.items = items;
      },
      () => {},
    );
  }

  private cancel(): void {
    this.connection.send(cancelFind, {});
    this.clear();
  }

  private clear(): void {
    if (this.list !== null) this.connection.send(cancelFind, {});
    this.forget();
  }

  /** Nothing was asked here; what is typed stays. */
  private forget(): void {
    this.asked++;
    this.answer = undefined;
    this.query = '';
    this.isOpen = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-find-box': FindBox;
  }
}
