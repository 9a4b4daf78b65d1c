import { css } from 'lit';

/** What is said beside the pointer, looking like VS Code's hovers. Its place is the element's own. */
export const tip = css`
  .tip {
    position: absolute;
    z-index: 3;
    pointer-events: none;
    white-space: pre;
    padding: 3px 8px;
    font-size: 12px;
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
    color: var(--vscode-editorHoverWidget-foreground, var(--at-text));
    background: var(--vscode-editorHoverWidget-background, var(--at-back));
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--at-line));
    border-radius: 3px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
`;
