import { css } from 'lit';
import { FLAGS, TICKS } from '../../painting/timelineShapes';

export const plotStyles = css`
  .plot {
    position: relative;
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
    overflow: visible;
  }
  .plot:focus-visible {
    outline-offset: 1px;
  }
  :host([selecting]) .plot {
    cursor: col-resize;
  }
  canvas {
    display: block;
  }
  .line {
    position: absolute;
    top: 0;
    bottom: 13px;
    left: -0.5px;
    width: 1px;
    pointer-events: none;
  }
  /*
   * The cursor: as wide as can be seen over everything, with its foot on the axis. It begins below the
   * flags and the ticks of failures, of which it would else hide that of its own event.
   */
  .here {
    top: ${FLAGS + TICKS}px;
    left: -1px;
    width: 2px;
    background: var(--vscode-progressBar-background, var(--at-blue));
    box-shadow: 0 0 0 1px var(--at-back);
  }
  .here::after {
    content: '';
    position: absolute;
    bottom: -3px;
    left: -3px;
    width: 8px;
    height: 5px;
    background: var(--vscode-progressBar-background, var(--at-blue));
    clip-path: polygon(50% 0, 100% 100%, 0 100%);
  }
  .reading {
    border-left: 1px dashed var(--at-text);
    opacity: 0.7;
  }
  .range {
    position: absolute;
    top: ${FLAGS}px;
    bottom: 17px;
    pointer-events: none;
    background: color-mix(in srgb, var(--at-text) 14%, transparent);
    border: solid var(--at-text);
    border-width: 0 1px;
  }
  /* A name or the text of a mark may be long. */
  .tip {
    top: 24px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;
