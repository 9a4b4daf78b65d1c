import { css } from 'lit';
import { actionStyles } from '../../styles/action';

export const welcomeStyles = css`
  ${actionStyles}
  .page {
    display: flex;
    flex-direction: column;
    gap: 10px;
    max-width: 300px;
    padding: 14px 20px;
  }
  p {
    line-height: 1.45;
    margin-bottom: 4px;
  }
  .action {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 28px;
    padding: 3px 10px;
  }
  .action.primary {
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
  }
  .action.primary:hover {
    background: var(--vscode-button-hoverBackground);
  }
  .action:focus-visible {
    outline-offset: 2px;
  }
  .progress {
    height: 4px;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in srgb, var(--at-text) 16%, transparent);
    outline: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .progress div {
    height: 100%;
    background: var(--vscode-progressBar-background, var(--at-blue));
  }
  .error {
    display: flex;
    gap: 8px;
    align-items: flex-start;
  }
  .error at-icon {
    flex: none;
    color: var(--at-error-text);
  }
`;
