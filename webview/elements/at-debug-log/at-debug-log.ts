import { html, type PropertyValues, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { LogLine, LogView } from '../../../src/protocol/log';
import { visibleText } from '../../../src/base/visibleText';
import { formatCount } from '../../format';
import { shared } from '../../styles/shared';
import { InspectorPart } from '../inspectorPart';
import { styleOf } from '../styleOf';
import { debugLogStyles } from './debugLogStyles';
import { hitsIn, piecesOf, type LogHit } from './logSearch';
import { ringHover, ringText } from './ringText';
import '../at-icon/at-icon';

const LONGEST_LINE = 200;

/** The allocator's own log, newest line last, and the ring that holds it. */
@customElement('at-debug-log')
export class DebugLog extends InspectorPart {
  static override styles = [shared, debugLogStyles];

  @query('.lines') private readonly list!: HTMLElement | null;
  @state() private sought = '';
  /** Which hit one has gone to; the newest unless somebody went elsewhere. */
  @state() private hit = -1;
  private texts: readonly string[] = [];
  private hasFocus = false;
  private hits: readonly LogHit[] = [];

  override willUpdate(changed: PropertyValues): void {
    this.hasFocus = this.list?.matches(':focus-within') ?? false;
    if (changed.has('trace')) {
      const { log } = this.trace;
      this.texts = log?.lines.map(({ text }) => visibleText(text, LONGEST_LINE)) ?? [];
    }
    if (changed.has('trace') || changed.has('sought')) {
      this.hits = hitsIn(this.texts, this.sought);
      this.hit = this.hits.length - 1;
    }
  }

  override render() {
    const { log } = this.trace;
    if (log === null) return nothing;
    return html`
      ${this.renderRing(log)} ${this.renderSearch()}
      <div class="lines scrolls">
        <ol class="mono" aria-label="Debug log, oldest line first" @keydown=${this.onKey}>
          ${log.lines.map((line, index) => this.renderLine(line, index, log))}
        </ol>
      </div>
    `;
  }

  private renderRing(log: LogView) {
    const share = (bytes: number) => `${(bytes / log.capacity) * 100}%`;
    return html`<div class="ring" data-hover=${ringHover(log)}>
      <div class="bar" role="img" aria-label=${ringHover(log)}>
        <div class="held" ${styleOf({ width: share(log.held) })}></div>
        <div class="next" ${styleOf({ left: share(log.next) })}></div>
      </div>
      ${ringText(log)}
    </div>`;
  }

  private renderSearch() {
    const { hits, hit, sought } = this;
    const count =
      hits.length === 0 ? 'no hits' : `${formatCount(hit + 1)} of ${formatCount(hits.length)}`;
    const move = (by: number) => () => this.goToHit(by);
    return html`<div class="search">
      <input
        type="text"
        placeholder="Search the log"
        aria-label="Search the debug log"
        spellcheck="false"
        maxlength="100"
        .value=${sought}
        @input=${this.onSearch}
        @keydown=${this.onSearchKey}
      />
      <output>${sought === '' ? '' : count}</output>
      <button
        class="icon"
        aria-label="Previous hit"
        data-hover="Previous hit (Shift+Enter)"
        ?disabled=${hits.length === 0}
        @click=${move(-1)}
      >
        <at-icon .name=${'chevron-up'}></at-icon>
      </button>
      <button
        class="icon"
        aria-label="Next hit"
        data-hover="Next hit (Enter)"
        ?disabled=${hits.length === 0}
        @click=${move(1)}
      >
        <at-icon .name=${'chevron-down'}></at-icon>
      </button>
    </div>`;
  }

  private renderLine({ event }: LogLine, index: number, { lines, isCut }: LogView) {
    const { at } = this.trace;
    const isFirst = index === 0;
    const go = event === 0 ? 'Go to the start' : `Go to event ${formatCount(event)}`;
    const isPartial = isFirst && isCut;
    const cut = isPartial ? 'The start of this line is overwritten.\n' : '';
    return html`<li>
      <button
        class="line foreign ${event === at ? 'now' : ''}"
        tabindex=${index === lines.length - 1 ? 0 : -1}
        data-hover=${`${cut}${go}`}
        @click=${() => this.seeker.seek(event)}
      >
        ${
          isPartial ? html`<span aria-hidden="true">…</span><i class="unseen">cut: </i>` : nothing
        }${this.renderText(this.texts[index] ?? '', index)}
      </button>
    </li>`;
  }

  private renderText(text: string, line: number) {
    const hits = this.hits.filter((each) => each.line === line);
    if (hits.length === 0) return text;
    const here = this.hits[this.hit];
    return piecesOf(text, hits).map((piece, i) =>
      i % 2 === 0
        ? piece
        : html`<mark class=${hits[(i - 1) / 2] === here ? 'here' : ''}>${piece}</mark>`,
    );
  }

  override updated(changed: PropertyValues): void {
    if (this.trace.log === null) return;
    // The line that had the focus is gone: the newest one gets it.
    if (this.hasFocus && this.list?.matches(':focus-within') === false) this.lines.at(-1)?.focus();
    if (this.sought !== '' && (changed.has('hit') || changed.has('sought'))) this.revealHit();
  }

  private revealHit(): void {
    this.list?.querySelector('mark.here')?.scrollIntoView({ block: 'nearest' });
  }

  private goToHit(by: number): void {
    const { length } = this.hits;
    if (length > 0) this.hit = (this.hit + by + length) % length;
  }

  private readonly onSearch = ({ currentTarget }: Event): void => {
    this.sought = (currentTarget as HTMLInputElement).value;
    // A list that begins from its end is there at 0.
    if (this.sought === '' && this.list) this.list.scrollTop = 0;
  };

  private readonly onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.goToHit(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') this.sought = '';
    else return;
    event.preventDefault();
  };

  private get lines(): HTMLButtonElement[] {
    return [...(this.list?.querySelectorAll('button') ?? [])];
  }

  /** One stop for the tab key; the arrows go from line to line. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const buttons = this.lines;
    const here = buttons.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: buttons.length - 1 }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[next]?.focus();
  };
}
