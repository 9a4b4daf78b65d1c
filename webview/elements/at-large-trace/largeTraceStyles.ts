import { css } from 'lit';
import { actionStyles } from '../../styles/action';

export const largeTraceStyles = css`
  ${actionStyles}
  :host {
    position: fixed;
    inset: 0;
    display: flex;
    flex-direction: column;
    color: var(--vscode-editor-foreground, var(--at-text));
    background: var(--vscode-editor-background, var(--at-back));
    font-family: var(--vscode-font-family, sans-serif);
    font-size: var(--vscode-font-size, 13px);
  }
  .text {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  /* As wide as VS Code's own scroll bar, so that the ruler lies over it. */
  .scroller {
    position: absolute;
    inset: 0;
    overflow: auto;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: var(--vscode-editor-font-size, 14px);
    font-weight: var(--vscode-editor-font-weight, normal);
    font-feature-settings:
      'liga' off,
      'calt' off;
    cursor: text;
  }
  .scroller:focus-visible {
    outline: none;
  }
  .scroller::-webkit-scrollbar {
    width: 14px;
    height: 12px;
  }
  .scroller::-webkit-scrollbar-thumb {
    background: var(--vscode-scrollbarSlider-background, #79797966);
    min-height: 20px;
  }
  .scroller::-webkit-scrollbar-thumb:hover {
    background: var(--vscode-scrollbarSlider-hoverBackground, #646464b3);
  }
  .scroller::-webkit-scrollbar-thumb:active {
    background: var(--vscode-scrollbarSlider-activeBackground, #bfbfbf66);
  }
  .scroller::-webkit-scrollbar-corner {
    background: transparent;
  }
  .ruler {
    position: absolute;
    top: 0;
    right: 0;
    width: 14px;
    height: 100%;
    pointer-events: none;
    border-left: 1px solid var(--vscode-editorOverviewRuler-border, transparent);
  }
  .lines {
    position: absolute;
    top: 0;
    left: 0;
    min-width: 100%;
    width: max-content;
    will-change: transform;
  }
  .line {
    position: relative;
    display: flex;
    width: 100%;
    white-space: pre;
    tab-size: 4;
  }
  .caret {
    background: var(--vscode-editor-lineHighlightBackground, transparent);
    box-shadow:
      inset 0 2px var(--vscode-editor-lineHighlightBorder, transparent),
      inset 0 -2px var(--vscode-editor-lineHighlightBorder, transparent);
  }
  /* Stays when a long line is scrolled; under it the text must not shine through. */
  .gutter {
    position: sticky;
    left: 0;
    z-index: 1;
    display: flex;
    flex: none;
    background: var(--vscode-editorGutter-background, var(--vscode-editor-background));
    color: var(--vscode-editorLineNumber-foreground, var(--at-quiet));
    user-select: none;
    cursor: default;
  }
  .current .gutter {
    background:
      linear-gradient(var(--vscode-editor-stackFrameHighlightBackground, #ffff0033) 0 0),
      var(--vscode-editor-background);
  }
  .current {
    background: none;
    box-shadow: none;
  }
  .current .content {
    background: var(--vscode-editor-stackFrameHighlightBackground, #ffff0033);
  }
  .glyph {
    display: flex;
    align-items: center;
    justify-content: center;
    width: 1.5em;
    cursor: pointer;
  }
  .glyph svg {
    width: 16px;
    height: 16px;
    fill: var(--vscode-debugIcon-breakpointCurrentStackframeForeground, #fc0);
  }
  .glyph .breakpoint {
    fill: var(--vscode-debugIcon-breakpointForeground, #e51400);
    fill-rule: evenodd;
  }
  .glyph .breakpoint.disabled {
    fill: var(--vscode-debugIcon-breakpointDisabledForeground, #848484);
  }
  /* Where a click would set one. */
  .glyph:empty:hover::before {
    content: '';
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--vscode-debugIcon-breakpointForeground, #e51400);
    opacity: 0.45;
  }
  .number {
    font-variant-numeric: normal;
  }
  .caret .number {
    color: var(--vscode-editorLineNumber-activeForeground, inherit);
  }
  .space {
    display: flex;
    align-items: center;
    width: 26px;
    padding-left: 5px;
    box-sizing: border-box;
  }
  .space svg {
    width: 14px;
    height: 14px;
    fill: var(--vscode-charts-blue, var(--at-blue));
  }
  .content {
    position: relative;
    flex: 1 0 auto;
    padding-right: 28px;
    unicode-bidi: isolate;
  }
  /* The caret itself: at the start of its line, while the text has the focus. */
  .scroller:focus .caret .content::before {
    content: '';
    position: absolute;
    left: 0;
    top: 0;
    bottom: 0;
    width: 2px;
    background: var(--vscode-editorCursor-foreground, currentColor);
  }
  /* A webview is not told the colours that a theme has for tokens. These are the nearest that it is. */
  .token-verb {
    color: var(--vscode-symbolIcon-functionForeground, inherit);
  }
  .token-id {
    color: var(--vscode-symbolIcon-variableForeground, inherit);
  }
  .token-number {
    color: var(--vscode-debugTokenExpression-number, inherit);
  }
  .token-word {
    color: var(--vscode-debugTokenExpression-boolean, inherit);
  }
  .token-key {
    color: var(--vscode-symbolIcon-fieldForeground, inherit);
  }
  .token-text {
    color: var(--vscode-debugTokenExpression-string, inherit);
  }
  .token-comment {
    color: var(--at-quiet);
  }
  .mark {
    text-decoration: underline wavy;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    text-decoration-skip-ink: none;
  }
  .mark.error {
    text-decoration-color: var(--vscode-editorError-foreground, #f14c4c);
  }
  .mark.warning {
    text-decoration-color: var(--vscode-editorWarning-foreground, #cca700);
  }
  .mark.info {
    text-decoration-color: var(--vscode-editorInfo-foreground, #3794ff);
  }
  .more {
    color: var(--at-quiet);
    user-select: none;
  }
  at-hover {
    white-space: pre-line;
  }
  .start {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 10px;
    max-width: 420px;
    padding: 24px 28px;
    line-height: 1.45;
  }
  .start .progress {
    width: 100%;
    max-width: 300px;
    height: 2px;
    background: color-mix(in srgb, currentColor 16%, transparent);
  }
  .start .progress div {
    height: 100%;
    background: var(--vscode-progressBar-background, var(--at-blue));
  }
  .action {
    padding: 4px 12px;
  }
`;
