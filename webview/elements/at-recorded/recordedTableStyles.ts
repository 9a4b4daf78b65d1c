import { css } from 'lit';
import { blockIdStyles } from '../blockId';

export const recordedTableStyles = css`
  ${blockIdStyles}
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
  .count {
    flex: none;
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
    color: var(--at-quiet);
  }
  .head button {
    display: inline-flex;
  }
  .cell {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .body {
    min-height: 88px;
  }
  .body .row {
    position: absolute;
    left: 0;
    cursor: default;
  }
  .body .made {
    box-shadow: inset 2px 0 0 var(--at-allocated);
  }
  .hint {
    position: absolute;
    top: 0;
    padding: 6px 12px;
  }
`;
