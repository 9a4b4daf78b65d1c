import { css } from 'lit';

export const recordedTableStyles = css`
  :host {
    min-height: 0;
  }
  at-section {
    height: 100%;
  }
  .filter {
    flex: 0 1 260px;
    min-width: 60px;
  }
  .filter input {
    width: 100%;
    height: 22px;
  }
  .problem {
    flex: none;
    padding: 0 12px 4px;
    color: var(--at-error-text);
  }
  .table {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    font-variant-numeric: tabular-nums;
  }
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    gap: 0 10px;
    align-items: center;
    height: 22px;
    padding: 0 12px;
    width: 100%;
    white-space: nowrap;
  }
  .head {
    flex: none;
    color: var(--at-quiet);
    border-bottom: 1px solid var(--at-line);
    scrollbar-gutter: stable;
    overflow: hidden;
    scrollbar-width: thin;
  }
  .head button {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    border-radius: 2px;
  }
  .head button:hover,
  .head [aria-sort='ascending'] button,
  .head [aria-sort='descending'] button {
    color: var(--at-text);
  }
  .head at-icon {
    font-size: 12px;
  }
  .cell {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .rows {
    position: relative;
    flex: 1;
    min-height: 88px;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-gutter: stable;
    overflow-anchor: none;
  }
  .rows .row {
    position: absolute;
    left: 0;
    cursor: default;
  }
  .rows .row:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .rows .made {
    box-shadow: inset 2px 0 0 var(--at-allocated);
  }
  .rows .row[aria-selected='true'] {
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    background: var(--vscode-list-inactiveSelectionBackground, transparent);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .rows:focus .row[aria-selected='true'] {
    color: var(--vscode-list-activeSelectionForeground, inherit);
    background: var(--vscode-list-activeSelectionBackground, transparent);
  }
  .rows:focus-visible {
    outline: none;
  }
  .rows:focus-visible .current {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder, #0078d4));
    outline-offset: -1px;
  }
  .hint {
    position: absolute;
    top: 0;
    padding: 6px 12px;
  }
`;
