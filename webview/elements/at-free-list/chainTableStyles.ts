import { css } from 'lit';

export const chainTableStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 96px;
    font-variant-numeric: tabular-nums;
  }
  .table {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .row {
    display: grid;
    grid-template-columns: 44px 84px 76px 84px 36px minmax(110px, 1fr) minmax(130px, 1fr);
    gap: 0 10px;
    align-items: center;
    height: 22px;
    min-width: 624px;
    width: 100%;
    white-space: nowrap;
  }
  .head {
    flex: none;
    color: var(--at-quiet);
    font-size: 11px;
    border-bottom: 1px solid var(--at-line);
  }
  .rows {
    position: relative;
    flex: 1;
    min-height: 66px;
    min-width: 624px;
    width: 100%;
  }
  .rows .row {
    position: absolute;
    left: 0;
    cursor: pointer;
  }
  .rows .row:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .rows .row[aria-selected='true'] {
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    background: var(--vscode-list-inactiveSelectionBackground, transparent);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .rows:focus-visible .current {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder, #0078d4));
    outline-offset: -1px;
  }
  .row > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .gone {
    flex: none;
    padding-top: 2px;
    font-size: 11px;
  }
`;
