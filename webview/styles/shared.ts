import { css } from 'lit';

/** What every element starts from: text, links, buttons, fields and focus as VS Code draws them. */
export const shared = css`
  :host {
    display: block;
    box-sizing: border-box;
    min-width: 0;
  }
  :host([hidden]),
  [hidden] {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .mono {
    font-family: var(--at-mono);
    font-size: var(--at-mono-size);
  }
  /* The size is relative: a link in a line of such text is no smaller than the line. */
  .mono .mono {
    font-size: inherit;
  }
  .quiet {
    color: var(--at-quiet);
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  /* Text of the trace: it must not reorder what stands beside it, nor push it away. */
  /* Cells stay in line, whatever the direction of their text. */
  [dir='rtl'] {
    text-align: left;
  }
  .foreign {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .scrolls {
    overflow: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--vscode-scrollbarSlider-background, #79797966) transparent;
  }
  p,
  dl,
  dd,
  ol,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  button {
    font: inherit;
    color: inherit;
    background: none;
    border: none;
    padding: 0;
    margin: 0;
    text-align: inherit;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
    opacity: 0.4;
  }
  button.link {
    color: var(--at-link);
    border-radius: 2px;
  }
  button.link:hover {
    color: var(--vscode-textLink-activeForeground, var(--at-link));
    text-decoration: underline;
  }
  button.icon {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 22px;
    height: 22px;
    border-radius: 5px;
    color: var(--vscode-icon-foreground, inherit);
    border: 1px solid transparent;
  }
  button.icon:hover:enabled {
    background: var(--vscode-toolbar-hoverBackground, transparent);
    border-color: var(--vscode-contrastActiveBorder, transparent);
    border-style: dashed;
  }
  button.icon:active:enabled {
    background: var(--vscode-toolbar-activeBackground, transparent);
  }

  input[type='text'],
  select {
    font: inherit;
    height: 24px;
    min-width: 0;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, transparent);
    border-radius: 2px;
    padding: 0 6px;
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  select {
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border-color: var(--vscode-dropdown-border, transparent);
    padding: 0 2px 0 4px;
    cursor: pointer;
  }
  option {
    background: var(--vscode-dropdown-listBackground, var(--vscode-dropdown-background));
  }

  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder, #0078d4);
    outline-offset: -1px;
  }
  button.link:focus-visible {
    outline-offset: 1px;
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
