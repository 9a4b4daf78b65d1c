import { css } from 'lit';
import { actionStyles } from '../../styles/action';
import {
  fillingColumnStyles,
  numbersTableStyles,
  stickyHeadStyles,
} from '../../styles/numbersTable';
import { progressStyles } from '../../styles/progress';

export const leaksStyles = css`
  ${actionStyles}
  ${progressStyles}
  ${numbersTableStyles}
  ${stickyHeadStyles}
  ${fillingColumnStyles}
  :host {
    container-type: inline-size;
    padding: 0 12px 10px;
  }
  .choices,
  .progress,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-height: 26px;
  }
  .actions {
    gap: 4px 16px;
  }
  .choices select,
  .choices input[type='text'] {
    height: 22px;
    min-width: 0;
    max-width: 100%;
  }
  .range {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .range input {
    width: 96px;
  }
  .action {
    height: 22px;
    padding: 0 10px;
  }
  .sum {
    padding: 2px 0 4px;
  }
  .wide {
    max-height: 260px;
  }
  table {
    width: 100%;
  }
  th,
  td {
    padding: 0 0 0 14px;
  }
  th:first-child {
    min-width: 56px;
  }
  thead th:first-child::first-letter {
    text-transform: uppercase;
  }
  .problem {
    color: var(--at-error-text);
  }
  th.number,
  td.number {
    text-align: right;
  }
  .name {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
    overflow-wrap: normal;
  }
  /* Where there is no room for all of a place, its folder is cut: the file and the line tell more. */
  .place {
    display: flex;
  }
  .folder,
  .file {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .file {
    flex: none;
    max-width: 100%;
  }
  tbody tr:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  @container (max-width: 399px) {
    .spare {
      display: none;
    }
  }
  /* The bytes say how many blocks they are when they are pointed at. */
  @container (max-width: 299px) {
    .count {
      display: none;
    }
  }
`;
