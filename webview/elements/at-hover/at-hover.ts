import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { startTimer } from '../../frames';
import { shared } from '../../styles/shared';
import { HoverAim } from './hoverAim';

type Target = HTMLElement | SVGElement;

const MARGIN = 4;

/**
 * The one hover of the page, looking like VS Code's. Shows the `data-hover` text of what is under
 * the pointer or was reached with the keyboard. What it says, the element must say otherwise too
 * (aria-label or text): this one is for eyes only.
 */
@customElement('at-hover')
export class Hover extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: fixed;
        z-index: 10;
        max-width: min(360px, calc(100vw - 8px));
        padding: 3px 8px;
        pointer-events: none;
        white-space: pre-line;
        overflow-wrap: anywhere;
        font-size: 12px;
        line-height: 1.45;
        color: var(--vscode-editorHoverWidget-foreground, var(--at-text));
        background: var(--vscode-editorHoverWidget-background, var(--at-back));
        border: 1px solid var(--vscode-editorHoverWidget-border, var(--at-line));
        border-radius: 3px;
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
    `,
  ];

  @state() private text = '';
  private readonly aim = new HoverAim<Target>({
    startTimer,
    show: (target) => void this.showAt(target),
    hide: () => (this.hidden = true),
    watch: watchTarget,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.hidden = true;
    this.setAttribute('aria-hidden', 'true');
    // Not `pointerover`: from one element of a shadow root to another it does not come out of it.
    document.addEventListener('pointermove', this.onPointer);
    document.addEventListener('focusin', this.onFocus);
    for (const type of ENDINGS) document.addEventListener(type, this.onEnd, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointermove', this.onPointer);
    document.removeEventListener('focusin', this.onFocus);
    for (const type of ENDINGS) document.removeEventListener(type, this.onEnd, true);
    this.onEnd();
  }

  override render() {
    return html`${this.text}`;
  }

  private readonly onPointer = (event: Event): void => this.aim.at(targetOf(event));

  private readonly onFocus = (event: Event): void => {
    const target = targetOf(event);
    if (target?.matches(':focus-visible')) this.aim.at(target);
  };

  private readonly onEnd = (): void => this.aim.end();

  private async showAt(target: Target): Promise<void> {
    this.text = target.dataset['hover'] ?? '';
    if (this.text === '' || !target.isConnected) return;
    await this.updateComplete;
    if (!this.aim.isOn(target)) return;
    this.hidden = false;
    const { left, top, bottom } = target.getBoundingClientRect();
    const below = bottom + MARGIN + this.offsetHeight <= window.innerHeight;
    const x = Math.min(left, window.innerWidth - this.offsetWidth - MARGIN);
    const y = below ? bottom + MARGIN : top - MARGIN - this.offsetHeight;
    this.style.left = `${Math.max(MARGIN, x)}px`;
    this.style.top = `${Math.max(MARGIN, y)}px`;
  }
}

/** No layout is asked for: the browser says when the target leaves the page or the view. */
function watchTarget(target: Target, gone: () => void): () => void {
  const inView = new IntersectionObserver((seen) => {
    if (seen.at(-1)?.isIntersecting === false) gone();
  });
  const text = new MutationObserver(gone);
  inView.observe(target);
  text.observe(target, { attributes: true, attributeFilter: ['data-hover'] });
  return () => {
    inView.disconnect();
    text.disconnect();
  };
}

const ENDINGS = ['pointerdown', 'keydown', 'wheel', 'pointerleave'] as const;

/** The element with a hover text that an event happened in, whatever shadow root it is in. */
function targetOf(event: Event): Target | undefined {
  return event
    .composedPath()
    .find(
      (each): each is Target =>
        (each instanceof HTMLElement || each instanceof SVGElement) && 'hover' in each.dataset,
    );
}
