import { css } from 'lit';
import { toolStyles } from '../../styles/tools';

export const mapStyles = css`
  ${toolStyles}
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
    margin-left: 6px;
  }
  /* What says most stays, as long as all that stays has room. */
  @container (max-width: 829px) {
    .part .base {
      display: none;
    }
  }
  @container (max-width: 719px) {
    .part .scale {
      display: none;
    }
  }
  @container (max-width: 599px) {
    .scale {
      display: none;
    }
  }
  @container (max-width: 559px) {
    .shown {
      display: none;
    }
  }
  @container (max-width: 479px) {
    .base {
      display: none;
    }
  }
  @container (max-width: 369px) {
    .size {
      display: none;
    }
  }
  @container (max-width: 319px) {
    .tools {
      gap: 0;
      margin-left: 0;
    }
    .tools .text {
      padding: 0 3px;
    }
  }
`;
