import { css } from 'lit';

export const bytesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 286px;
    padding: 0 12px 8px;
    font-variant-numeric: tabular-nums;
  }
  .bar {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 12px;
    padding-bottom: 6px;
  }
  .bar input {
    width: 168px;
  }
  .problem {
    color: var(--at-error-text);
  }
  .grid {
    position: relative;
    flex: 1;
    min-height: 0;
    line-height: 18px;
    white-space: pre;
  }
  .line {
    position: absolute;
    left: 0;
    right: 0;
    display: flex;
    gap: 1.5ch;
    height: 18px;
  }
  .line:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .address {
    flex: none;
    color: var(--at-quiet);
  }
  .hex {
    flex: none;
    display: flex;
    width: 48ch;
    cursor: default;
  }
  .eight .hex {
    width: 24ch;
  }
  .hex > span {
    width: 3ch;
    text-align: center;
  }
  .hex > span:nth-child(9) {
    margin-left: 0.5ch;
  }
  .letters {
    flex: none;
    width: 16ch;
    color: var(--at-quiet);
  }
  .eight .letters {
    width: 8ch;
  }
  .notes {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-family: var(--vscode-font-family, sans-serif);
    color: var(--at-quiet);
  }
  .note + .note::before {
    content: ' · ';
    color: var(--at-quiet);
  }
  .size,
  .next {
    color: var(--at-header);
  }
  .backPointer {
    color: var(--at-pointer-text);
  }
  .hex > :is(.padding, .tail, .free) {
    color: var(--at-quiet);
  }
  .hex > .lost {
    color: var(--at-error-text);
    text-decoration: line-through;
  }
  .hex > .first {
    box-shadow: inset 1px 0 var(--at-bar);
  }
  .hex > .changed {
    font-weight: 700;
    color: var(--at-text);
    background: color-mix(in srgb, var(--at-visited) 26%, var(--at-back));
    border-bottom: 2px solid var(--at-visited);
    line-height: 16px;
  }
  .hex > .chosen {
    color: var(--vscode-editor-selectionForeground, var(--at-text));
    background: var(--vscode-editor-selectionBackground, #264f78);
  }
  .hex > .caret {
    outline: 1px solid var(--at-quiet);
    outline-offset: -1px;
  }
  .grid:focus-visible .caret {
    outline-color: var(--vscode-focusBorder, #0078d4);
    outline-width: 2px;
    outline-offset: -2px;
  }
  .values {
    flex: none;
    padding-top: 4px;
    border-top: 1px solid var(--at-line);
    line-height: 17px;
    min-height: 39px;
  }
  .values > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
  }
  .values dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
  }
  .values dl > div {
    display: flex;
    gap: 6px;
  }
  dt {
    color: var(--at-quiet);
  }
`;
