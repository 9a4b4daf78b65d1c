import { css } from 'lit';

export const freeListStyles = css`
  :host {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    min-height: 100%;
    padding: 4px 12px 8px;
  }
  :host([table]) {
    height: 100%;
  }
  .body {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    gap: 8px;
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
  .end .size {
    display: block;
  }
  .arrow.rewritten {
    color: var(--at-text);
    font-size: 1.25em;
    font-weight: 700;
  }
  .end {
    display: inline-flex;
    align-items: center;
    min-height: 34px;
  }
  .node,
  .ghost {
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
  .node > span,
  .ghost > span {
    display: block;
  }
  .ghost {
    border-style: dotted;
    color: var(--at-quiet);
  }
  .ghost.split {
    transform-origin: left;
  }
  .ghost.split,
  .ghost.taken {
    border-color: var(--at-allocated);
  }
  .ghost.merged {
    border-color: var(--at-merged);
  }
  .verdict {
    padding-bottom: 1px;
    font-size: 11px;
    line-height: 13px;
    color: var(--at-quiet);
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
    transform-origin: left;
  }
  .node[aria-pressed='true'] {
    outline: 2px solid var(--at-selected);
    outline-offset: 1px;
  }
  /* Outside of the border, which tells what happened to the node. */
  .node:focus-visible {
    outline: 1px solid var(--vscode-focusBorder, #0078d4);
    outline-offset: 3px;
  }
  .node[aria-pressed='true']:focus-visible {
    outline: 5px double var(--vscode-focusBorder, #0078d4);
    outline-offset: 0;
  }
  .visit {
    position: absolute;
    top: -11px;
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
  .ghost .visit {
    border-color: var(--at-allocated);
    background: color-mix(in srgb, var(--at-allocated) 30%, var(--at-back));
  }
  .gap {
    padding: 2px 4px;
  }
  at-histogram {
    flex: none;
    margin-top: auto;
  }
  @container (min-width: 620px) {
    .body {
      flex-direction: row;
      gap: 16px;
    }
    .chain {
      flex: 1;
      align-content: flex-start;
    }
    at-histogram {
      position: sticky;
      bottom: 0;
      align-self: flex-end;
      max-width: 40%;
    }
  }
  @container (max-width: 859px) {
    :host([table]) .body {
      flex-direction: column;
      gap: 4px;
    }
    :host([table]) at-histogram {
      align-self: stretch;
      max-width: none;
    }
  }
`;
