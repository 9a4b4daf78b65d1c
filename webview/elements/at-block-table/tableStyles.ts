import { css } from 'lit';
import { blockIdStyles } from '../blockId';

/**
 * Widths are fixed, so that nothing moves while one steps: columnLayout.ts gives `--columns` and
 * `--gap`. The class of a cell is the name of its column.
 */
export const tableStyles = css`
  ${blockIdStyles}
  :host {
    container-type: inline-size;
    min-height: 0;
  }
  at-section {
    height: 100%;
  }
  at-block-filter:not([slot='detail']) {
    flex: none;
    padding: 0 12px 4px;
  }
  /* The filter beside it can give way; a number cannot. */
  span[slot='detail'] {
    flex: none;
  }
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    gap: 0 var(--gap);
    height: 22px;
    line-height: 22px;
    padding: 0 12px;
  }
  .cell {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  /* A text behind a number would touch it. */
  .number + .cell:not(.number) {
    padding-left: 8px;
  }
  .head .cell {
    display: flex;
    color: var(--at-quiet);
  }
  .head button {
    display: flex;
    max-width: 100%;
    overflow: hidden;
  }
  .head .cell.number {
    justify-content: flex-end;
  }
  .body {
    min-height: 0;
  }
  .rows {
    position: absolute;
    top: 0;
    left: 0;
    right: 0;
    contain: layout;
  }
  .body .row {
    cursor: default;
    /* Shift and a click select rows, not their text. */
    user-select: none;
  }
  /* Between this block and the next, bytes are lost. */
  .body .row.loses {
    border-bottom: 1px dashed var(--at-lost);
  }
  .body:focus .row[aria-selected='true'] {
    outline-style: solid;
  }
  .body .row[aria-selected='true'] .quiet {
    color: inherit;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .swatch {
    flex: none;
    width: 9px;
    height: 9px;
    border-radius: 2px;
    border: 1px solid var(--at-quiet);
  }
  .swatch.live {
    border-color: transparent;
    background: var(--at-user);
  }
  .swatch.allocated {
    background: var(--at-allocated);
  }
  .swatch:is(.freed, .merged, .remainder, .visited) {
    border-width: 2px;
  }
  .swatch.freed {
    border-color: var(--at-freed);
  }
  .swatch.merged {
    border-color: var(--at-merged);
  }
  .swatch.remainder {
    border-color: var(--at-remainder);
    border-style: dashed;
  }
  .swatch.visited {
    border-color: var(--at-visited);
  }
  .tail {
    display: flex;
    justify-content: space-between;
  }
  .lost {
    color: var(--at-error-text);
  }
  .hint {
    padding: 10px 12px;
    color: var(--at-quiet);
  }

  /* The heading that is dragged, and where it would go. */
  .head .dragged {
    opacity: 0.5;
  }
  .head .cell {
    position: relative;
    overflow: visible;
  }
  .head .cell.aimed::before,
  .head .row.aimed::after {
    content: '';
    position: absolute;
    left: calc(var(--gap) / -2 - 1px);
    top: 2px;
    bottom: 2px;
    width: 2px;
    background: var(--vscode-focusBorder, var(--at-blue));
  }
  .head .row {
    position: relative;
  }
  .head .row.aimed::after {
    left: auto;
    right: 8px;
  }
  .edge {
    position: absolute;
    z-index: 1;
    top: 0;
    right: calc(var(--gap) / -2 - 4px);
    width: 8px;
    height: 100%;
    cursor: col-resize;
    touch-action: none;
  }
  .head:hover .edge::after {
    content: '';
    position: absolute;
    left: 3px;
    top: 5px;
    bottom: 5px;
    width: 1px;
    background: var(--at-line);
  }
  .edge:hover::after {
    left: 3px;
    top: 0;
    bottom: 0;
    background: var(--vscode-sash-hoverBorder, var(--at-blue));
  }
  .foot {
    flex: none;
    display: flex;
    justify-content: space-between;
    gap: 12px;
    padding: 0 12px;
    line-height: 22px;
    border-top: 1px solid var(--at-line);
    font-variant-numeric: tabular-nums;
  }
  .foot span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .compact .state .word,
  .compact .state button {
    display: none;
  }
`;
