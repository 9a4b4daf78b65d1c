import { css } from 'lit';

export const bytesStyles = css`
  :host {
    contain: content;
    container-type: inline-size;
    display: flex;
    flex-direction: column;
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
    width: min(168px, 100% - 116px);
  }
  .problem {
    color: var(--at-error-text);
  }
  .grid {
    position: relative;
    flex: none;
    /* Eleven rows, whatever is said below: the page that a key turns stays as long. */
    height: 198px;
    line-height: 18px;
  }
  .window {
    position: absolute;
    top: 0;
    left: 0;
    right: 0;
  }
  .line {
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
    width: 48.5ch;
    cursor: default;
  }
  .eight .hex {
    width: 24ch;
  }
  .hex > span {
    padding: 0 0.5ch;
  }
  .hex > span:nth-child(9) {
    margin-left: 0.5ch;
  }
  .hex,
  .letters {
    white-space: pre;
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
  .note.link {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
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
    box-shadow: inset 0 -2px var(--at-visited);
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
  /* As tall as what it mostly says: what is below must not jump. */
  .values {
    box-sizing: border-box;
    min-height: 56px;
    padding-top: 4px;
    border-top: 1px solid var(--at-line);
    line-height: 17px;
  }
  /* A letter of each tells nothing; below stands what the one at the caret is. */
  @container (max-width: 279px) {
    .notes {
      display: none;
    }
  }
  @container (max-width: 699px) {
    .values {
      min-height: 73px;
    }
  }
  @container (max-width: 459px) {
    .values {
      min-height: 107px;
    }
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
    white-space: nowrap;
    display: flex;
    gap: 6px;
  }
  dt {
    color: var(--at-quiet);
  }
`;
