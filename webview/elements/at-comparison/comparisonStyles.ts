import { css } from 'lit';
import { numbersTableStyles } from '../../styles/numbersTable';
import { progressStyles } from '../../styles/progress';

export const comparisonStyles = css`
  ${progressStyles}
  ${numbersTableStyles}
  :host {
    container-type: inline-size;
    padding: 0 12px 10px;
  }
  .progress,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    min-height: 24px;
  }
  th,
  td {
    padding: 0 16px 0 0;
    text-align: left;
  }
  thead th {
    color: var(--at-quiet);
    border-bottom: 1px solid var(--at-line);
  }
  th.number,
  td.number {
    text-align: right;
  }
  .best {
    font-weight: 600;
  }
  .bad {
    color: var(--at-error-text);
  }
  tbody tr:not([aria-current]) {
    cursor: pointer;
  }
  [aria-current] th button {
    cursor: default;
    color: var(--at-text);
    font-weight: 600;
  }
  /*
   * The column has room for every name in bold: nothing moves when another row is chosen. A grid, whose
   * baseline is that of its first row: the name stands on the line of its numbers.
   */
  tbody th button {
    display: inline-grid;
  }
  tbody th button::after {
    content: attr(data-name);
    height: 0;
    overflow: hidden;
    visibility: hidden;
    font-weight: 600;
  }
  [aria-current] th {
    box-shadow: inset 3px 0 var(--at-blue);
  }
  tbody th,
  thead th:first-child {
    padding-left: 9px;
  }
  .plot {
    vertical-align: middle;
  }
  .plot span {
    display: inline-block;
    min-width: 40px;
  }
  svg {
    vertical-align: middle;
    border-bottom: 1px solid var(--at-line);
  }
  .brief {
    display: none;
  }

  /* First everything moves together, then the less important columns go. */
  @container (max-width: 639px) {
    th,
    td {
      padding-right: 10px;
    }
    svg {
      width: 60px;
    }
  }
  @container (max-width: 559px) {
    .spare {
      display: none;
    }
  }
  @container (max-width: 449px) {
    .first {
      display: none;
    }
    .plot span,
    .long {
      display: none;
    }
    .brief {
      display: inline;
    }
    th,
    td {
      padding-right: 8px;
    }
  }
  @container (max-width: 349px) {
    .trend {
      display: none;
    }
  }
  @container (max-width: 279px) {
    table {
      font-size: 0.86em;
    }
    th,
    td {
      padding-right: 5px;
    }
  }
  polyline {
    fill: none;
    stroke: var(--at-blue);
    stroke-width: 1.2;
  }
`;
