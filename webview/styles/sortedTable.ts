import { css } from 'lit';

/** A table that fills its place: headings that sort, and below them rows that scroll. */
export const sortedTableStyles = css`
  .head {
    flex: none;
    overflow: hidden;
    scrollbar-width: thin;
    scrollbar-gutter: stable;
    border-bottom: 1px solid var(--at-line);
  }
  .head button {
    gap: 2px;
    align-items: center;
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
  .body {
    position: relative;
    flex: 1;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-gutter: stable;
    overflow-anchor: none;
  }
  .body:focus-visible {
    outline: none;
  }
  .body:focus .row[aria-selected='true'] {
    color: var(--vscode-list-activeSelectionForeground, inherit);
    background: var(--vscode-list-activeSelectionBackground, transparent);
  }
`;
