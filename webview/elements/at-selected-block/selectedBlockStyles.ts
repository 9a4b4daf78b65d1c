import { css } from 'lit';

export const selectedBlockStyles = css`
  :host {
    container-type: inline-size;
    padding: 0 12px 8px;
    line-height: 20px;
    font-variant-numeric: tabular-nums;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0 12px;
    margin-bottom: 6px;
  }
  dt {
    color: var(--at-quiet);
  }
  dd {
    min-width: 0;
  }
  .line {
    display: grid;
    grid-template-columns: max-content 23ch minmax(0, 1fr);
    gap: 0 1.5ch;
    line-height: 18px;
  }
  .short {
    display: none;
  }
  @container (max-width: 359px) {
    .long {
      display: none;
    }
    .short {
      display: inline;
    }
  }
  .field {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--at-quiet);
  }
  .size :is(.hex, .field),
  .next :is(.hex, .field) {
    color: var(--at-header);
  }
  .backPointer :is(.hex, .field) {
    color: var(--at-pointer-text);
  }
  .repeated {
    grid-column: 2 / -1;
  }
  .hex {
    white-space: pre;
  }
  .padding .hex,
  .tail .hex,
  .free .hex {
    color: var(--at-quiet);
  }
`;
