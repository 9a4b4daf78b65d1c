import { css } from 'lit';
import { fillingColumnStyles, numbersTableStyles } from '../../styles/numbersTable';

export const changesStyles = css`
  ${numbersTableStyles}
  ${fillingColumnStyles}
  :host {
    container-type: inline-size;
    padding: 0 12px 10px;
  }
  p {
    margin-bottom: 6px;
  }
  .against,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    min-height: 24px;
  }
  .against label {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    white-space: nowrap;
  }
  select {
    height: 22px;
    max-width: 240px;
  }
  h3 {
    display: flex;
    align-items: baseline;
    gap: 8px;
    margin: 6px 0 0;
    font-size: inherit;
    font-weight: 600;
    line-height: 20px;
  }
  h3 .quiet {
    font-weight: normal;
    font-variant-numeric: tabular-nums;
  }
  ul.rows {
    margin-bottom: 4px;
  }
  ul.rows.page {
    max-height: 264px;
    border: 1px solid var(--at-line);
    border-width: 1px 0;
  }
  ul.rows li {
    display: flex;
    align-items: baseline;
    gap: 8px;
    line-height: 20px;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .mark {
    flex: none;
    width: 12px;
    text-align: center;
    font-family: var(--at-mono);
    color: var(--at-quiet);
  }
  .new .mark,
  .freeNew .mark {
    color: var(--at-allocated);
  }
  .gone .mark,
  .freeGone .mark {
    color: var(--at-freed);
  }
  .place {
    flex: none;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    overflow-wrap: normal;
  }
  .size,
  .event {
    flex: none;
    text-align: right;
  }
  .size {
    min-width: 40px;
  }
  .event {
    min-width: 124px;
  }
  .pager {
    display: flex;
    align-items: center;
    gap: 4px 12px;
    flex-wrap: wrap;
    min-height: 24px;
    padding-left: 20px;
  }
  button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
    text-decoration: none;
  }
  .working {
    animation: appear 0s 400ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  table {
    width: 100%;
    max-width: 460px;
  }
  th,
  td {
    height: 20px;
    padding: 0 0 0 12px;
    text-align: right;
  }
  thead th,
  tbody th {
    color: var(--at-quiet);
  }
  tbody th {
    white-space: normal;
    line-height: 16px;
  }
  td.difference {
    font-weight: 600;
  }

  /* What a click on the address tells as well goes first. */
  @container (max-width: 459px) {
    .event {
      min-width: 64px;
    }
    .did {
      display: none;
    }
    .then {
      display: none;
    }
  }
  /* What is left has no room in one line, or is told by the other columns. */
  @container (max-width: 299px) {
    ul.rows li {
      flex-wrap: wrap;
      row-gap: 0;
    }
    .event {
      flex-basis: 100%;
      padding-left: 20px;
      text-align: left;
    }
    .did {
      display: inline;
    }
    .now {
      display: none;
    }
  }
`;
