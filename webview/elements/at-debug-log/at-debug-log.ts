import { css, html, type PropertyValues, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import { InspectorPart } from '../inspectorPart';

/** Nearer to the end than this counts as at the end. */
const NEAR_END = 12;

/** The allocator's own log, newest line last. */
@customElement('at-debug-log')
export class DebugLog extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        min-height: 0;
        padding: 0 0 6px;
      }
      ol {
        flex: 1;
        padding: 0 12px;
        line-height: 20px;
      }
      button {
        display: block;
        width: 100%;
        white-space: pre;
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--at-quiet);
      }
      button:hover {
        background: var(--vscode-list-hoverBackground, transparent);
      }
      .now {
        color: var(--at-text);
      }
    `,
  ];

  @query('ol') private readonly list!: HTMLElement;
  /** Whether to go along with new lines: until one scrolls up. */
  private followsEnd = true;

  override render() {
    const { log, at } = this.trace;
    if (log === null) return nothing;
    return html`<ol
      class="scrolls mono"
      aria-label="Debug log, oldest line first"
      @scroll=${this.onScroll}
      @keydown=${this.onKey}
    >
      ${log.lines.map(({ text, event }, index) => {
        const isLast = index === log.lines.length - 1;
        return html`<li>
          <button
            class="foreign ${event === at ? 'now' : ''}"
            tabindex=${isLast ? 0 : -1}
            data-hover=${event === 0 ? 'Go to the start' : `Go to event ${event}`}
            .textContent=${visibleText(text, 200)}
            @click=${() => this.seeker.seek(event)}
          ></button>
        </li>`;
      })}
    </ol>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('trace') && this.followsEnd && this.trace.log !== null)
      this.list.scrollTop = this.list.scrollHeight;
  }

  private onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    this.followsEnd = scrollTop + clientHeight >= scrollHeight - NEAR_END;
  }

  /** One stop for the tab key; the arrows go from line to line. */
  private onKey(event: KeyboardEvent): void {
    const buttons = [...this.list.querySelectorAll('button')];
    const here = buttons.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: buttons.length - 1 }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[next]?.focus();
  }
}
