import { css } from 'lit';

export const mapStyles = css`
  :host {
    container-type: inline-size;
  }
  .area {
    position: relative;
    margin: 2px 12px 10px;
  }
  .area:focus-visible {
    outline-offset: 3px;
  }
  canvas {
    display: block;
    width: 100%;
    touch-action: pan-y;
  }
  .zoomed canvas {
    cursor: grab;
  }
  .dragging canvas {
    cursor: grabbing;
  }
  .legend {
    display: flex;
    gap: 10px;
    color: var(--at-quiet);
    font-size: 12px;
  }
  .legend span {
    display: flex;
    align-items: center;
    gap: 5px;
  }
  .legend i {
    width: 10px;
    height: 10px;
    border-radius: 2px;
    border: 1px solid transparent;
  }
  .user {
    background: var(--at-user);
  }
  .free {
    background: var(--at-free);
    border-color: var(--at-quiet) !important;
  }
  .step {
    background: var(--at-allocated);
  }
  .freed {
    border: 2px solid var(--at-freed) !important;
  }
  .visited {
    background: var(--at-visited);
  }
  .lost {
    background: repeating-linear-gradient(-45deg, var(--at-lost) 0 2px, transparent 2px 4px);
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 2px;
    margin-left: 6px;
  }
  .tools .text {
    padding: 0 5px;
    height: 20px;
    border-radius: 3px;
    color: var(--at-quiet);
    font-size: 12px;
  }
  .tools .text:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
    color: var(--at-text);
  }
  @container (max-width: 819px) {
    .legend {
      display: none;
    }
  }
  @container (max-width: 419px) {
    .base,
    .scale {
      display: none;
    }
  }
`;
