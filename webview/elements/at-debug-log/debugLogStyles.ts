import { css } from 'lit';

export const debugLogStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    padding: 0 0 6px;
  }
  .ring {
    flex: none;
    padding: 0 12px 4px;
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    color: var(--at-quiet);
  }
  .bar {
    position: relative;
    height: 7px;
    margin-bottom: 2px;
    border: 1px solid var(--at-line);
    background: var(--at-free);
  }
  .held {
    height: 100%;
    background: var(--at-bar);
  }
  .next {
    position: absolute;
    top: -3px;
    bottom: -3px;
    width: 2px;
    margin-left: -1px;
    background: var(--at-text);
  }
  .search {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 4px;
    padding: 0 12px 4px;
  }
  .search input {
    flex: 1;
    max-width: 260px;
    min-width: 90px;
  }
  .search output {
    min-width: 62px;
    padding: 0 4px;
    color: var(--at-quiet);
    font-variant-numeric: tabular-nums;
  }
  /*
   * Begun from its end, a list stays at its end as it grows. To scroll there at each step would mean
   * to lay out the page once more each time.
   */
  .lines {
    flex: 1;
    min-height: 60px;
    display: flex;
    flex-direction: column-reverse;
  }
  ol {
    flex: none;
    /* What is shorter than the list stands at its top all the same. */
    margin-bottom: auto;
    padding: 0 12px;
    line-height: 20px;
  }
  /* Of some hundred lines ten are seen. */
  li {
    content-visibility: auto;
    contain-intrinsic-height: 20px;
  }
  .line {
    display: block;
    width: 100%;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--at-quiet);
  }
  .line:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .now {
    color: var(--at-text);
  }
  /* High contrast themes have no backgrounds for hits: they are outlined, the one gone to more. */
  mark {
    color: inherit;
    background: var(--vscode-editor-findMatchHighlightBackground, transparent);
    outline: 1px solid var(--vscode-editor-findMatchHighlightBorder, transparent);
  }
  mark.here {
    background: var(--vscode-editor-findMatchBackground, transparent);
    outline: 2px solid var(--vscode-editor-findMatchBorder, var(--at-selected));
    outline-offset: -1px;
  }
`;
