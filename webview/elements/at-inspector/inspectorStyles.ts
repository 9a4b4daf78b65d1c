import { css } from 'lit';

export const inspectorStyles = css`
  :host {
    position: fixed;
    inset: 0;
    container-type: inline-size;
    color: var(--at-text);
    background: var(--at-back);
    font-family: var(--vscode-font-family, sans-serif);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.4;
  }
  :host(.side-bar) {
    --at-back: var(--vscode-sideBar-background, #181818);
  }
  .app {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .top {
    flex: none;
    border-bottom: 1px solid var(--at-line);
  }
  /*
   * Each part is a picture of its own to the browser, which paints again only those that a step
   * changes. The menus and tips of the upper parts hang out over the parts below them.
   */
  .top,
  .content > *,
  .side > *,
  at-block-table,
  at-footer {
    position: relative;
    isolation: isolate;
  }
  .top {
    z-index: 3;
  }
  at-timeline {
    z-index: 2;
  }
  at-heap-map {
    z-index: 1;
  }
  .content {
    --tall: clamp(210px, 29vh, 340px);
    --what: var(--tall);
    --list: var(--tall);
    flex: 1;
    min-height: 0;
    display: grid;
    grid-template:
      'timeline timeline' auto
      'map map' auto
      'what list' var(--tall)
      'lower lower' minmax(240px, 1fr) / minmax(0, 1.12fr) minmax(0, 1fr);
  }
  /* Of two beside each other, a closed one would keep its room: then they lie one below the other. */
  .content:is(.no-what, .no-list) {
    grid-template:
      'timeline' auto
      'map' auto
      'what' var(--what)
      'list' var(--list)
      'lower' minmax(240px, 1fr) / minmax(0, 1fr);
  }
  /*
   * In a low panel there is room for one row: what happened and where, not how it came to that. The
   * rest follows below. What is narrow too has one column, see the end.
   */
  @media (max-height: 520px) and (width > 759px) {
    .content:not(.recorded, .no-what, .no-list) {
      grid-template:
        'what map' auto
        'timeline list' auto
        'lower lower' minmax(240px, 1fr) / minmax(0, 1fr) minmax(0, 1.12fr);
      /* Tab goes from part to part as they are seen, not as they are written. */
      reading-flow: grid-rows;
    }
    /* As tall as the map and the timeline beside them, whatever a step says: nothing below must jump. */
    .content:not(.recorded, .no-what, .no-list) > :is(.what, .list) {
      contain: size;
      contain-intrinsic-block-size: 250px;
    }
    .content:not(.recorded, .no-what, .no-list) > .list {
      contain-intrinsic-block-size: var(--tall);
    }
    .content:not(.recorded, .no-what, .no-list) > at-heap-map {
      border-left: 1px solid var(--at-line);
    }
  }
  .no-what {
    --what: max-content;
  }
  .no-list {
    --list: max-content;
  }
  :is(.no-what, .no-list) > .list {
    border-left: none;
  }
  .content > * {
    border-bottom: 1px solid var(--at-line);
  }
  .content.recorded {
    grid-template:
      'timeline' auto
      'recorded' minmax(560px, 1fr) / minmax(0, 1fr);
  }
  at-recorded {
    grid-area: recorded;
    border-bottom: none;
  }
  at-timeline {
    grid-area: timeline;
  }
  at-heap-map {
    grid-area: map;
  }
  .what {
    grid-area: what;
  }
  .list {
    grid-area: list;
    border-left: 1px solid var(--at-line);
  }
  .lower {
    grid-area: lower;
    border-bottom: none;
    display: grid;
    grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
    min-height: 0;
  }
  .side {
    border-left: 1px solid var(--at-line);
    min-height: 0;
  }
  at-block-table {
    min-height: 0;
  }
  /* Of one height, so that the log and the metrics stay where they are. */
  .block {
    height: 130px;
  }
  .block.empty {
    height: auto;
  }
  at-debug-log {
    max-height: 220px;
  }
  at-metrics {
    padding: 0 12px 10px;
  }
  .what > div,
  .list > div {
    flex: 1;
    min-height: 0;
  }

  /* By the room that the heading of the free list has for its numbers: none of them is cut. */
  @container (max-width: 349px) {
    .mean {
      display: none;
    }
  }
  @container (max-width: 169px) {
    .bytes {
      display: none;
    }
  }

  /* One column: everything below the other, and the page scrolls. */
  @container (max-width: 759px) {
    .content {
      display: block;
    }
    /* As tall as ever, whatever a step says: what is below must not jump. */
    .what > div {
      flex: none;
      height: 300px;
    }
    .list > div {
      flex: none;
      height: 196px;
    }
    at-recorded {
      display: block;
    }
    .list,
    .side {
      border-left: none;
    }
    .lower {
      display: block;
    }
    at-block-table {
      border-bottom: 1px solid var(--at-line);
    }
    at-block-table:not(.closed) {
      height: 420px;
    }
    .side {
      overflow: visible;
    }
    .side at-section + at-section {
      border-top: 1px solid var(--at-line);
    }
  }
`;
