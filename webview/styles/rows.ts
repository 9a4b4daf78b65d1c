import { css } from 'lit';

/** The rows of a list as VS Code marks them: hovered, selected, and where the keyboard is. */
export const rowStyles = css`
  .body .row:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .body .row[aria-selected='true'] {
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    background: var(--vscode-list-inactiveSelectionBackground, transparent);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .body:focus-visible .row.active {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
    outline-offset: -1px;
  }
`;
