import { css } from 'lit';

export const mapTableStyles = css`
  :host {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    height: 190px;
    margin: 0 0 6px;
  }
  .row {
    display: grid;
    grid-template-columns:
      92px 92px 84px minmax(120px, 1.4fr) 92px
      minmax(80px, 1fr);
    gap: 0 10px;
    height: 22px;
    line-height: 22px;
    padding: 0 12px;
  }
  .row > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .head {
    flex: none;
    color: var(--at-quiet);
    border-bottom: 1px solid var(--at-line);
  }
  .body {
    flex: 1;
    min-height: 0;
    position: relative;
    overflow-x: hidden;
    overflow-anchor: none;
  }
  .rows {
    position: absolute;
    top: 0;
    left: 0;
    right: 0;
  }
  .rows .row:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .rows .row[aria-selected='true'] {
    background: var(--vscode-list-inactiveSelectionBackground, transparent);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .body:focus .row.active {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
    outline-offset: -1px;
  }
  @container (max-width: 560px) {
    .row {
      grid-template-columns: 92px 62px minmax(90px, 1fr);
    }
    .row > :nth-child(2),
    .row > :nth-child(5),
    .row > :nth-child(6) {
      display: none;
    }
  }
`;
