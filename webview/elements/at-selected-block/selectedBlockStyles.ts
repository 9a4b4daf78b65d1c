import { css } from 'lit';

export const selectedBlockStyles = css`
  :host {
    padding: 0 12px 8px;
    line-height: 20px;
    font-variant-numeric: tabular-nums;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0 12px;
  }
  dt {
    color: var(--at-quiet);
  }
  dd {
    min-width: 0;
  }
`;
