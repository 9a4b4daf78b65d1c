import { css } from 'lit';

export const scrubberStyles = css`
  :host {
    padding: 0 12px;
    --at-track: color-mix(in srgb, var(--at-text) 16%, transparent);
  }
  /* The ends of the picture are where the middle of the thumb can go. */
  .area {
    position: relative;
    --at-place: calc(6px + (100% - 12px) * var(--at-done));
  }
  canvas {
    position: absolute;
    top: 0;
    left: 6px;
    width: calc(100% - 12px);
    height: 22px;
  }
  .shown {
    position: absolute;
    top: 4px;
    height: 18px;
    min-width: 3px;
    background: color-mix(in srgb, var(--at-text) 14%, transparent);
    border: solid var(--at-text);
    border-width: 0 1px;
    opacity: 0.7;
  }
  .here {
    position: absolute;
    top: 4px;
    left: var(--at-place);
    width: 1px;
    height: 18px;
    margin-left: -0.5px;
    background: var(--at-text);
    opacity: 0.7;
  }
  input {
    appearance: none;
    position: relative;
    display: block;
    width: 100%;
    height: 36px;
    margin: 0;
    /* The track lies below the picture. */
    padding: 20px 0 4px;
    background: transparent;
    cursor: pointer;
  }
  .empty input {
    height: 18px;
    padding: 0 0 2px;
  }
  input::-webkit-slider-runnable-track {
    height: 4px;
    border-radius: 2px;
    outline: 1px solid var(--vscode-contrastBorder, transparent);
    background: linear-gradient(
      to right,
      var(--vscode-progressBar-background, var(--at-blue)) var(--at-place),
      var(--at-track) var(--at-place)
    );
  }
  input::-moz-range-track {
    height: 4px;
    border-radius: 2px;
    background: var(--at-track);
  }
  input::-moz-range-progress {
    height: 4px;
    background: var(--vscode-progressBar-background, var(--at-blue));
  }
  input::-webkit-slider-thumb {
    appearance: none;
    width: 12px;
    height: 12px;
    margin-top: -4px;
    border: 2px solid var(--at-back);
    border-radius: 6px;
    background: var(--vscode-progressBar-background, var(--at-blue));
  }
  input::-moz-range-thumb {
    width: 8px;
    height: 8px;
    border: 2px solid var(--at-back);
    border-radius: 6px;
    background: var(--vscode-progressBar-background, var(--at-blue));
  }
`;
