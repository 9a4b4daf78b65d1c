import { css } from 'lit';
import { popoverStyles } from '../../styles/popover';
import { shared } from '../../styles/shared';

export const filterStyles = [
  shared,
  popoverStyles,
  css`
    :host {
      display: flex;
      gap: 4px;
      flex: 0 1 400px;
      min-width: 0;
    }
    .box {
      position: relative;
      flex: 1;
      min-width: 0;
    }
    input[type='text'] {
      width: 100%;
      height: 22px;
      padding-right: 24px;
      text-overflow: ellipsis;
    }
    input[aria-invalid='true'] {
      border-color: var(--vscode-inputValidation-errorBorder, var(--at-red));
    }
    .box button.icon {
      position: absolute;
      top: 1px;
      right: 1px;
      width: 20px;
      height: 20px;
    }
    .box at-icon {
      font-size: 14px;
    }
    select {
      height: 22px;
    }
    #under {
      padding: 0;
    }
    [role='option'] {
      display: flex;
      padding: 1px 8px;
      line-height: 20px;
      cursor: pointer;
      white-space: nowrap;
    }
    [role='option'] b {
      flex: none;
      min-width: 84px;
    }
    [role='option'] .quiet {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    [role='option']:hover {
      background: var(--vscode-list-hoverBackground, transparent);
    }
    [role='option'][aria-selected='true'] {
      color: var(--vscode-editorSuggestWidget-selectedForeground, inherit);
      background: var(--vscode-list-activeSelectionBackground, transparent);
      outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
      outline-offset: -1px;
    }
    [role='option'][aria-selected='true'] .quiet {
      color: inherit;
    }
    .problem {
      padding: 4px 8px;
      background: var(--vscode-inputValidation-errorBackground, var(--at-back));
      color: var(--vscode-inputValidation-errorForeground, inherit);
      border-left: 3px solid var(--vscode-inputValidation-errorBorder, var(--at-red));
    }
    .wrong {
      white-space: pre-wrap;
      line-height: 20px;
    }
    mark {
      color: inherit;
      background: none;
      text-decoration: underline wavy var(--vscode-editorError-foreground, var(--at-red));
      text-underline-offset: 3px;
    }
    #help {
      max-width: min(520px, calc(100vw - 8px));
      padding: 8px 12px;
      line-height: 1.5;
    }
    #help table {
      margin: 6px 0;
      border-collapse: collapse;
    }
    #help th,
    #help td {
      padding: 0 14px 0 0;
      font-weight: normal;
      text-align: left;
      vertical-align: top;
    }
    #help td.mono {
      padding-right: 0;
      color: var(--at-quiet);
      white-space: nowrap;
    }
    /* Of the window: what opens above the page knows no container. */
    @media (max-width: 480px) {
      #help td.mono {
        display: none;
      }
    }
    code {
      font-family: var(--at-mono);
      font-size: var(--at-mono-size);
    }
  `,
];
