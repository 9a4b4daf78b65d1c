import { css } from 'lit';

export const freeListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 4px 12px 8px;
  }
  .chain {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 11px 6px;
    padding: 6px 0 0 2px;
  }
  li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .arrow {
    color: var(--at-quiet);
  }
  .end {
    min-height: 34px;
  }
  .node {
    position: relative;
    min-width: 44px;
    padding: 3px 7px 1px;
    border: 1px solid color-mix(in srgb, var(--at-text) 45%, transparent);
    border-radius: 4px;
    line-height: 15px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .node:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .node > span {
    display: block;
  }
  .size {
    font-size: 11px;
    color: var(--at-quiet);
  }
  .size b {
    font-weight: inherit;
    color: var(--at-text);
  }
  .node.visited {
    border-color: var(--at-visited);
  }
  .node.remainder {
    border: 1px dashed var(--at-remainder);
    box-shadow: 0 0 0 1px var(--at-remainder);
  }
  .node.freed {
    border-color: var(--at-freed);
    box-shadow: 0 0 0 1px var(--at-freed);
  }
  .node.merged {
    border: 3px double var(--at-merged);
    padding: 1px 5px 0;
  }
  .node[aria-pressed='true'] {
    outline: 2px solid var(--at-selected);
    outline-offset: 1px;
  }
  .node .visit {
    position: absolute;
    top: -10px;
    left: -8px;
    min-width: 15px;
    padding: 0 3px;
    border: 1px solid var(--at-visited);
    border-radius: 8px;
    background: color-mix(in srgb, var(--at-visited) 30%, var(--at-back));
    color: var(--at-text);
    font-size: 10px;
    font-weight: 600;
    line-height: 13px;
    text-align: center;
  }
  .node.remainder .visit {
    border-color: var(--at-remainder);
    background: color-mix(in srgb, var(--at-remainder) 30%, var(--at-back));
  }
  .gap {
    padding: 2px 4px;
  }
  at-histogram {
    margin-top: auto;
  }
`;
