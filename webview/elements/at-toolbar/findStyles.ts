import { css } from 'lit';
import { popoverStyles } from '../../styles/popover';
import { shared } from '../../styles/shared';

export const findStyles = [
  shared,
  popoverStyles,
  css`
    :host {
      position: relative;
    }
    .lens {
      position: absolute;
      left: 6px;
      top: 4px;
      color: var(--at-quiet);
      pointer-events: none;
    }
    input[type='text'] {
      width: 100%;
      padding-left: 26px;
      text-overflow: ellipsis;
    }
    [popover] {
      width: min(360px, calc(100vw - 8px));
      padding: 0;
      overflow: hidden;
    }
    .answer {
      display: flex;
      align-items: center;
      gap: 4px;
      min-height: 24px;
      padding: 3px 4px 3px 8px;
    }
    .answer > span {
      flex: 1;
      min-width: 0;
    }
    .answer.missing {
      background: var(--vscode-inputValidation-warningBackground, transparent);
      color: var(--vscode-inputValidation-warningForeground, inherit);
      border-left: 3px solid var(--vscode-inputValidation-warningBorder, var(--at-yellow));
    }
    .answer + .answer {
      border-top: 1px solid var(--at-line);
    }
    progress {
      appearance: none;
      display: block;
      width: 100%;
      height: 2px;
      border: none;
      background: transparent;
    }
    progress::-webkit-progress-bar {
      background: transparent;
    }
    progress::-webkit-progress-value {
      background: var(--vscode-progressBar-background, var(--at-blue));
    }
    .list {
      max-height: 178px;
      border-top: 1px solid var(--at-line);
    }
    [role='option'] {
      display: flex;
      gap: 8px;
      height: 22px;
      padding: 0 8px;
      line-height: 22px;
      cursor: pointer;
      white-space: nowrap;
    }
    [role='option'] .place {
      flex: none;
      min-width: 56px;
      color: var(--at-quiet);
      font-variant-numeric: tabular-nums;
    }
    [role='option'] .mono {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    [role='option']:hover {
      background: var(--vscode-list-hoverBackground, transparent);
    }
    [role='option'][aria-selected='true'] {
      color: var(--vscode-list-activeSelectionForeground, inherit);
      background: var(--vscode-list-activeSelectionBackground, transparent);
      outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
      outline-offset: -1px;
    }
    [role='option'][aria-selected='true'] .place {
      color: inherit;
    }
  `,
];
