import { css } from 'lit';

/** A small table of numbers. How wide it is and what stands between its columns differs. */
export const numbersTableStyles = css`
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  th,
  td {
    height: 22px;
    font-weight: normal;
  }
`;

/** Its headings stay where they are while its rows scroll. */
export const stickyHeadStyles = css`
  thead th {
    position: sticky;
    top: 0;
    color: var(--at-quiet);
    background: var(--at-back);
    box-shadow: inset 0 -1px var(--at-line);
  }
`;

/** Its first column takes what the numbers leave, and is cut where that is too little. */
export const fillingColumnStyles = css`
  th:first-child {
    width: 100%;
    max-width: 0;
    padding-left: 0;
    text-align: left;
    overflow: hidden;
    text-overflow: ellipsis;
  }
`;
