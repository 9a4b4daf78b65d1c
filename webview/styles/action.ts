import { css } from 'lit';

/** A button with a border, as VS Code draws those that are not the first choice. */
export const actionStyles = css`
  .action {
    border-radius: 2px;
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    color: var(--vscode-button-secondaryForeground, inherit);
    background: var(--vscode-button-secondaryBackground, transparent);
  }
  .action:hover:enabled {
    background: var(--vscode-button-secondaryHoverBackground, transparent);
  }
`;
