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
  /* What goes on in a second row is told apart from the next block. */
  li {
    line-height: 20px;
    padding-left: 16px;
    text-indent: -16px;
  }
  ul + p {
    margin-top: 6px;
  }
  .whole {
    white-space: nowrap;
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
