import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** Code points of the icons in use, from @vscode/codicons 0.0.45. */
const CODE_POINTS = {
  add: 0xea60,
  'arrow-both': 0xea99,
  'arrow-down': 0xea9a,
  'arrow-up': 0xeaa1,
  bookmark: 0xeaa5,
  check: 0xeab2,
  'chevron-down': 0xeab4,
  'chevron-right': 0xeab6,
  'chevron-up': 0xeab7,
  close: 0xea76,
  'cloud-download': 0xeac2,
  'debug-continue': 0xeacf,
  'debug-line-by-line': 0xebd0,
  'debug-pause': 0xead1,
  'debug-restart': 0xead2,
  'debug-reverse-continue': 0xeb8e,
  'debug-step-back': 0xeb8f,
  'debug-step-over': 0xead6,
  ellipsis: 0xea7c,
  error: 0xea87,
  export: 0xebac,
  eye: 0xea70,
  'file-symlink-file': 0xeaee,
  'folder-opened': 0xeaf7,
  info: 0xea74,
  json: 0xeb0f,
  keyboard: 0xea65,
  link: 0xeb15,
  'mortar-board': 0xeb21,
  'new-file': 0xea7f,
  pin: 0xeb2b,
  pinned: 0xeba0,
  play: 0xeb2c,
  question: 0xeb32,
  refresh: 0xeb37,
  remove: 0xeb3b,
  'screen-full': 0xeb4c,
  screen: 0xeb4d,
  search: 0xea6d,
  table: 0xebb7,
  warning: 0xea6c,
} as const;

export type IconName = keyof typeof CODE_POINTS;

/**
 * One codicon. The page has the font; the package's classes would not reach into shadow roots.
 * Always decoration: whoever uses it says in words what it means.
 */
@customElement('at-icon')
export class Icon extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      font: normal normal normal 16px/1 codicon;
      text-rendering: auto;
      -webkit-font-smoothing: antialiased;
      user-select: none;
    }
  `;

  @property() name: IconName = 'info';

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
  }

  override render() {
    return html`<span aria-hidden="true">${String.fromCodePoint(CODE_POINTS[this.name])}</span>`;
  }
}
