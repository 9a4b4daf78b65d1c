import { css } from 'lit';

export const mapStyles = css`
  :host {
    container-type: inline-size;
  }
  .area {
    position: relative;
    margin: 2px 12px 6px;
  }
  .area:focus-visible {
    outline-offset: 3px;
  }
  .away {
    height: 0;
    margin-bottom: 0;
    visibility: hidden;
    overflow: hidden;
  }
  canvas {
    display: block;
    width: 100%;
    touch-action: pan-y;
  }
  .layer {
    position: absolute;
    top: 0;
    left: 0;
    pointer-events: none;
  }
  .zoomed .heap {
    cursor: grab;
  }
  .dragging .heap {
    cursor: grabbing;
  }
  at-minimap {
    margin: 0 12px 7px;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 2px;
    margin-left: 6px;
    overflow: visible;
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
  @container (max-width: 419px) {
    .base,
    .scale {
      display: none;
    }
  }
`;
