import { css } from 'lit';

export const recordedStyles = css`
  :host {
    display: grid;
    grid-template:
      'map map' auto
      'what known' clamp(132px, 18vh, 190px)
      'blocks side' minmax(240px, 1fr) / minmax(0, 1.6fr) minmax(0, 1fr);
    min-height: 0;
    container-type: inline-size;
  }
  .map {
    grid-area: map;
    border-bottom: 1px solid var(--at-line);
  }
  .what {
    grid-area: what;
    border-bottom: 1px solid var(--at-line);
  }
  .known {
    grid-area: known;
    border-bottom: 1px solid var(--at-line);
    border-left: 1px solid var(--at-line);
  }
  .blocks {
    grid-area: blocks;
    min-height: 0;
  }
  .side {
    grid-area: side;
    min-height: 0;
    border-left: 1px solid var(--at-line);
  }
  .what > div,
  .known > div {
    flex: 1;
    min-height: 0;
    padding: 0 12px 8px;
  }
  .side at-section + at-section {
    border-top: 1px solid var(--at-line);
  }
  .wait {
    grid-area: 1 / 1 / -1 / -1;
    padding: 24px 12px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    text-align: center;
  }
  .source {
    color: var(--at-quiet);
    margin-bottom: 4px;
  }
  .headline {
    font-weight: 600;
    margin-bottom: 4px;
  }
  .headline.failed,
  .headline.inconsistency {
    color: var(--at-warning-text);
  }
  .headline at-icon {
    vertical-align: -2px;
    margin-right: 4px;
  }
  .sentence {
    margin-bottom: 2px;
  }
  .hint {
    padding: 0 12px 8px;
  }
  .what .hint {
    padding: 0;
  }

  .fields,
  .unknown {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 12px;
    padding: 0 12px 8px;
  }
  .fields dt {
    color: var(--at-quiet);
  }
  .unknown dd {
    margin-bottom: 4px;
    color: var(--at-quiet);
  }
  .regions {
    padding: 0 12px 8px;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .regions li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    line-height: 20px;
  }
  .regions .gap {
    padding-left: 12px;
    font-size: 12px;
  }

  /* One column; each part as tall as ever, so that what is below does not jump. */
  @container (max-width: 759px) {
    .what > div {
      flex: none;
      height: 150px;
    }
    .known,
    .side {
      border-left: none;
    }
    .blocks {
      display: block;
      border-bottom: 1px solid var(--at-line);
    }
    .blocks:not(.closed) {
      height: 420px;
    }
    .side {
      overflow: visible;
    }
  }
  /* Too narrow for two columns: the side beside the blocks, and a narrow side bar. */
  @container (max-width: 419px) or ((min-width: 760px) and (max-width: 1199px)) {
    .unknown {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
