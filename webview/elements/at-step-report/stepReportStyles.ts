import { css } from 'lit';

export const stepReportStyles = css`
  :host {
    container-type: inline-size;
    padding: 0 12px 10px;
    line-height: 1.5;
  }
  .hint {
    padding: 4px 0;
  }
  .source {
    color: var(--at-quiet);
  }
  .headline {
    display: flex;
    gap: 6px;
    align-items: flex-start;
  }
  /* In the middle of the first line of the text. */
  .headline at-icon {
    flex: none;
    margin-top: calc((1.5em - 16px) / 2);
  }
  .headline.failed,
  .headline.fault {
    color: var(--at-error-text);
  }
  .headline.inconsistency {
    color: var(--at-warning-text);
  }
  .sentences {
    color: var(--at-quiet);
  }
  .visits {
    border-collapse: collapse;
    margin: 4px 0;
    font-variant-numeric: tabular-nums;
  }
  td {
    padding: 0 10px 0 0;
    height: 20px;
    vertical-align: top;
  }
  td:first-child {
    min-width: 22px;
    padding-right: 8px;
    text-align: center;
  }
  td.number {
    min-width: 60px;
  }
  .verdict,
  .skipped {
    color: var(--at-quiet);
  }
  /* The verdict says as much, and is a sentence. */
  @container (max-width: 299px) {
    td.number {
      display: none;
    }
  }
  .badge {
    display: inline-block;
    min-width: 18px;
    padding: 0 4px;
    border: 1px solid var(--at-quiet);
    border-radius: 9px;
    font-size: 11px;
    line-height: 15px;
    text-align: center;
    color: var(--at-quiet);
  }
  .chosen .badge {
    border-color: var(--at-green);
    background: color-mix(in srgb, var(--at-green) 30%, var(--at-back));
    color: var(--at-text);
    font-weight: 600;
  }
  .chosen .verdict {
    color: var(--at-text);
  }
  at-step-drawing {
    margin: 6px 0 8px;
  }
  details {
    margin-top: 2px;
    color: var(--at-quiet);
  }
  summary {
    cursor: pointer;
    width: max-content;
    border-radius: 2px;
  }
  details ul {
    padding: 2px 0 0 14px;
    line-height: 1.55;
    overflow-wrap: anywhere;
  }
  .related {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    margin-top: 4px;
  }
`;
