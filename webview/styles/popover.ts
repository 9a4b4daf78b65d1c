import { css } from 'lit';

/** What opens above the page, looking like VS Code's menus. `placeBelow` gives it its place. */
export const popoverStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px 0;
    min-width: 180px;
    max-width: min(420px, calc(100vw - 8px));
    max-height: min(420px, calc(100vh - 8px));
    overflow: auto;
    font-size: 12px;
    line-height: 1.45;
    color: var(--vscode-menu-foreground, var(--at-text));
    background: var(--vscode-menu-background, var(--at-back));
    border: 1px solid var(--vscode-menu-border, var(--at-line));
    border-radius: 5px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
    scrollbar-width: thin;
  }
  [popover] h3 {
    margin: 0;
    padding: 3px 12px 1px;
    font-size: 11px;
    font-weight: 600;
    color: var(--at-quiet);
  }
  [popover] hr {
    margin: 4px 0;
    border: none;
    border-top: 1px solid var(--vscode-menu-separatorBackground, var(--at-line));
  }
`;
