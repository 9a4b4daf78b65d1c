import { css } from 'lit';
import { toolStyles } from '../../styles/tools';

export const timelineStyles = css`
  ${toolStyles}
  .frame {
    padding: 2px 0 4px;
  }
  at-timeline-plot {
    margin: 0 12px;
  }
  .icon[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--at-text));
    background: var(--vscode-inputOption-activeBackground, var(--at-free));
    border: 1px solid var(--vscode-inputOption-activeBorder, var(--at-quiet));
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    padding: 0 12px 0 65px;
    font-size: 12px;
  }
  .legend.narrow {
    padding: 0 8px;
  }
  .legend button {
    display: flex;
    align-items: center;
    gap: 5px;
    height: 22px;
    padding: 0 5px;
    border-radius: 3px;
    color: var(--at-quiet);
  }
  .legend.narrow button {
    padding: 0 4px;
  }
  .legend button:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
    color: var(--at-text);
  }
  .legend [aria-pressed='false'] {
    text-decoration: line-through;
  }
  .legend [aria-pressed='false'] i {
    opacity: 0.25;
  }
  .legend .fit {
    margin-left: auto;
    border: 1px solid transparent;
    text-decoration: none;
  }
  .legend .fit[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--at-text));
    background: var(--vscode-inputOption-activeBackground, var(--at-free));
    border-color: var(--vscode-inputOption-activeBorder, var(--at-quiet));
  }
  /* Each drawn as in the picture. */
  i {
    width: 12px;
    height: 10px;
  }
  .live {
    background: linear-gradient(to top, var(--at-live-least) 60%, var(--at-live-most) 60%);
  }
  .free {
    height: 3px;
    background: var(--at-free-curve);
  }
  .largest {
    height: 1px;
    background: var(--at-text);
  }
  .failures {
    width: 3px;
    height: 6px;
    background: var(--at-lost);
  }
  .flags {
    width: 7px;
    height: 8px;
    background: var(--at-quiet);
    clip-path: polygon(0 0, 100% 50%, 0 100%);
  }
  .flags ~ i {
    margin-left: 3px;
  }
  .fault {
    width: 8px;
    height: 8px;
    background:
      linear-gradient(45deg, transparent 42%, var(--at-lost) 42% 58%, transparent 58%),
      linear-gradient(-45deg, transparent 42%, var(--at-lost) 42% 58%, transparent 58%);
  }
  .inconsistency {
    width: 10px;
    height: 9px;
    background: var(--at-warning-text);
    clip-path: polygon(
      evenodd,
      50% 0,
      100% 100%,
      0 100%,
      50% 0,
      50% 34%,
      26% 82%,
      74% 82%,
      50% 34%
    );
  }
  .bookmark {
    width: 6px;
    height: 10px;
    background: var(--at-blue);
    clip-path: polygon(0 0, 100% 0, 100% 100%, 50% 70%, 0 100%);
  }
`;
