import { css } from 'lit';

export const fragmentationStyles = css`
  :host {
    padding: 0 12px 10px;
  }
  h3 {
    margin: 8px 0 2px;
    font-size: inherit;
    font-weight: 600;
  }
  li {
    line-height: 20px;
  }
  strong {
    color: var(--at-error-text);
    font-weight: 600;
  }
  at-icon {
    font-size: 14px;
    margin-right: 4px;
    vertical-align: -2px;
  }
  li:not(.quiet) at-icon {
    color: var(--at-green);
  }
`;
