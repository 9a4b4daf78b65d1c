import { css } from 'lit';

/** The parts of a block have the fills of the map: a tint under text, over a line of full colour. */
export const stepDrawingStyles = css`
  :host {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  svg {
    display: block;
    max-width: none;
    font-family: var(--at-mono);
    font-size: 10px;
  }
  svg + svg {
    margin-top: 6px;
  }
  text {
    fill: var(--at-text);
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .row {
    fill: var(--at-quiet);
    font-family: var(--vscode-font-family, sans-serif);
    font-size: 11px;
  }
  .label,
  .address {
    text-anchor: middle;
  }
  .address {
    fill: var(--at-quiet);
    pointer-events: auto;
  }
  .from {
    text-anchor: end;
    fill: var(--at-quiet);
  }
  .to {
    fill: var(--at-quiet);
  }
  rect,
  .border,
  .tick {
    shape-rendering: crispEdges;
  }
  .block {
    cursor: pointer;
  }
  /* Not the text, which would be too pale to read. */
  .same > g:not(.gap) > :not(text) {
    opacity: 0.62;
  }
  .part:not(.lost) {
    fill: color-mix(in srgb, var(--kind) 34%, var(--at-back));
  }
  .line {
    fill: var(--kind);
  }
  .header {
    --kind: var(--at-header);
  }
  .padding {
    --kind: var(--at-padding);
  }
  .backPointer {
    --kind: var(--at-pointer);
  }
  .user {
    --kind: var(--at-user-alt);
  }
  .tail {
    --kind: var(--at-tail);
  }
  .line.lost {
    fill: var(--at-lost);
  }
  .lostBack {
    fill: var(--at-free);
  }
  .lostLine {
    fill: color-mix(in srgb, var(--at-lost) 45%, var(--at-back));
  }
  .part.free {
    fill: var(--at-free);
  }
  .part.freeHeader {
    fill: color-mix(in srgb, var(--at-free-header) 60%, var(--at-back));
  }
  .line.free,
  .line.freeHeader {
    fill: var(--at-free-header);
  }
  .border {
    stroke: var(--at-back);
  }
  .tick {
    stroke: var(--at-line);
  }
  .paper {
    fill: var(--at-back);
  }
  .outline {
    fill: none;
    transform-box: fill-box;
    transform-origin: left;
    vector-effect: non-scaling-stroke;
    stroke: var(--at-text);
    stroke-width: 1;
    pointer-events: none;
  }
  .outline.allocated {
    stroke: var(--at-allocated);
    stroke-width: 2;
  }
  .outline.remainder {
    stroke: var(--at-remainder);
    stroke-width: 2;
    stroke-dasharray: 4 3;
  }
  .outline.freed {
    stroke: var(--at-freed);
    stroke-width: 2;
  }
  .outline.merged {
    stroke: var(--at-merged);
    stroke-width: 2;
  }
  .cut {
    fill: var(--at-back);
    pointer-events: none;
  }
  .shaft {
    fill: none;
    stroke: var(--at-quiet);
    pointer-events: none;
  }
  .hit {
    fill: none;
    stroke: transparent;
    stroke-width: 9;
  }
  .tip {
    fill: var(--at-quiet);
  }
  .old .shaft {
    stroke-dasharray: 3 3;
  }
  .new .shaft {
    stroke: var(--at-text);
    stroke-width: 1.5;
  }
  .new .tip {
    fill: var(--at-text);
  }
  .bars {
    display: contents;
  }
  .lack {
    display: grid;
    grid-template-columns: max-content minmax(60px, 420px) max-content;
    align-items: center;
    gap: 2px 8px;
    font-size: 11px;
    line-height: 16px;
  }
  .bar {
    height: 12px;
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--at-lost) 35%, var(--at-back)) 0 3px,
      transparent 3px 6px
    );
  }
  .bar.needed {
    background: color-mix(in srgb, var(--at-user-alt) 55%, var(--at-back));
  }
  .had {
    display: block;
    height: 100%;
    background: var(--at-bar);
  }
  .note {
    grid-column: 1 / -1;
    width: 0;
    min-width: 100%;
  }
`;
