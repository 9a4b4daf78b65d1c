import { css } from 'lit';

export const toolbarStyles = css`
  :host {
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 6px 12px;
    min-height: 36px;
  }
  .moves,
  .choices,
  .position {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .choices {
    gap: 4px;
  }
  .divider {
    width: 1px;
    height: 16px;
    margin: 0 4px;
    background: var(--at-line);
  }
  button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
    background: none;
  }
  .position {
    gap: 5px;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .bookmark {
    margin: 0 -3px;
  }
  /* A ribbon that is filled, in the frame of the icon. */
  .bookmark[aria-pressed='true'] at-icon {
    color: var(--at-blue);
    background: currentColor;
    clip-path: polygon(25% 9%, 75% 9%, 75% 94%, 50% 75%, 25% 94%);
  }
  .position b {
    font-weight: 600;
  }
  .tools {
    display: flex;
    gap: 8px;
    flex: 1 1 350px;
    min-width: 0;
    justify-content: flex-end;
  }
  at-heap-choice {
    margin-left: 4px;
  }
  at-find-box {
    flex: 0 1 220px;
    min-width: 60px;
  }
  .mark {
    color: var(--vscode-notificationsWarningIcon-foreground, var(--at-yellow));
    font-size: 10px;
  }

  @container (max-width: 899px) {
    .position {
      flex: 1;
    }
    at-find-box {
      flex: 1;
    }
  }
  /*
   * A line of its own for what cannot be chosen is too much here; the command says why. Without it all
   * the rest has one line in a panel below the editor, which may be low.
   */
  @container (max-width: 559px) or (880px <= width <= 1069px) {
    at-heap-choice.unavailable {
      display: none;
    }
  }
  @container (max-width: 420px) {
    .bar {
      padding: 4px 12px;
      column-gap: 4px;
    }
    .moves {
      gap: 0;
      margin-left: -4px;
    }
    .divider {
      margin: 0 2px;
    }
    .speed {
      margin-left: auto;
    }
    .position {
      flex-basis: 100%;
    }
    at-heap-choice {
      margin-left: 0;
    }
  }
  /* Where there is no room for both, the box that is typed in takes it all. */
  @container (336px <= width <= 420px) {
    at-find-box:focus-within ~ .choices {
      display: none;
    }
  }
  /*
   * The speed does not fit beside the buttons: it goes beside the position, where that is short, or
   * else beside the box that is typed in. That has no room beside the choices.
   */
  @container (max-width: 335px) {
    .position {
      flex-basis: auto;
      flex-wrap: wrap;
      column-gap: 8px;
    }
    .position .dot {
      display: none;
    }
    .tools {
      display: contents;
    }
    .speed,
    at-find-box,
    .choices,
    .pin {
      order: 1;
    }
    at-find-box {
      flex-basis: 100px;
    }
    /* So wide that the pin stays in their line. */
    .choices {
      flex: 1 0 min(200px, 100% - 30px);
    }
  }
`;
