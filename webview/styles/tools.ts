import { css } from 'lit';

/** The buttons at the end of a heading: icons, and words among them. */
export const toolStyles = css`
  .tools {
    display: flex;
    align-items: center;
    gap: 2px;
    overflow: visible;
  }
  .tools .text {
    padding: 0 5px;
    height: 20px;
    border-radius: 3px;
    color: var(--at-quiet);
    font-size: 12px;
  }
  .tools .text:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
    color: var(--at-text);
  }
`;
