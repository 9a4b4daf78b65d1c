import { css } from 'lit';

/** The bar of something that runs, as thin as VS Code's. */
export const progressStyles = css`
  progress {
    appearance: none;
    width: 120px;
    height: 4px;
    border: none;
    background: var(--at-free);
  }
  progress::-webkit-progress-bar {
    background: var(--at-free);
  }
  progress::-webkit-progress-value {
    background: var(--vscode-progressBar-background, var(--at-blue));
  }
`;
