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
  .body {
    position: relative;
    flex: 1;
    min-height: 66px;
    min-width: 624px;
    width: 100%;
  }
  .body .row {
    position: absolute;
    left: 0;
    cursor: pointer;
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
