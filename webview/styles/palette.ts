import { css } from 'lit';

/**
 * One colour for each kind of bytes and each role of a block, derived from the theme. Set on the
 * root element; custom properties reach into every shadow root below. Nothing is told by colour
 * alone: the same kinds differ by outline, pattern or word wherever they are drawn.
 */
export const palette = css`
  :host {
    --at-back: var(--vscode-editor-background, #1f1f1f);
    --at-text: var(--vscode-foreground, #ccc);
    --at-quiet: var(--vscode-descriptionForeground, #9d9d9d);
    --at-line: var(--vscode-contrastBorder, color-mix(in srgb, var(--at-text) 14%, transparent));
    --at-link: var(--vscode-textLink-foreground, #3794ff);
    --at-mono: var(--vscode-editor-font-family, monospace);
    --at-mono-size: 0.923em;

    --at-blue: var(--vscode-charts-blue, #3794ff);
    --at-green: var(--vscode-charts-green, #89d185);
    --at-yellow: var(--vscode-charts-yellow, #cca700);
    --at-purple: var(--vscode-charts-purple, #b180d7);
    --at-red: var(--vscode-charts-red, #f14c4c);

    --at-user: color-mix(in srgb, var(--at-blue) 76%, var(--at-back));
    --at-user-alt: color-mix(in srgb, var(--at-blue) 92%, var(--at-back));
    --at-header: color-mix(in srgb, var(--at-blue) 40%, var(--at-text));
    --at-padding: color-mix(in srgb, var(--at-text) 61%, var(--at-back));
    /* Between blue and green: yellow says that a search was there. */
    --at-teal: color-mix(in srgb, var(--at-blue) 35%, var(--at-green));
    --at-pointer: color-mix(in srgb, var(--at-teal) 85%, var(--at-back));
    --at-tail: color-mix(in srgb, var(--at-purple) 78%, var(--at-back));
    --at-lost: var(--at-red);
    --at-free: color-mix(in srgb, var(--at-text) 8%, var(--at-back));
    --at-free-header: color-mix(in srgb, var(--at-text) 26%, var(--at-back));
    /* The hatching of what a recording does not know. */
    --at-unknown: color-mix(in srgb, var(--at-text) 24%, var(--at-back));
    --at-bar: color-mix(in srgb, var(--at-text) 56%, var(--at-back));

    /* In the timeline: what was live at most, and at least. */
    --at-live-most: color-mix(in srgb, var(--at-blue) 38%, var(--at-back));
    --at-live-least: color-mix(in srgb, var(--at-blue) 70%, var(--at-back));
    /* Its free bytes, and the lines behind. */
    --at-free-curve: color-mix(in srgb, var(--at-green) 84%, var(--at-back));
    --at-grid: color-mix(in srgb, var(--at-text) 14%, var(--at-back));

    --at-allocated: var(--at-green);
    --at-remainder: var(--at-green);
    /* The theme's own orange is nearly transparent in some themes. */
    --at-freed: color-mix(in srgb, var(--at-red) 50%, var(--at-yellow));
    --at-merged: var(--at-purple);
    /* Light themes have a yellow that is too pale for an outline. */
    --at-visited: color-mix(in srgb, var(--at-yellow) 82%, var(--at-text));
    --at-selected: var(--at-text);
    /* Mixed with the text colour: the pure ones are too pale to read on a white background. */
    --at-pointer-text: color-mix(in srgb, var(--at-teal) 60%, var(--at-text));
    --at-warning-text: color-mix(
      in srgb,
      var(--vscode-editorWarning-foreground, var(--at-yellow)) 62%,
      var(--at-text)
    );
    --at-error-text: color-mix(
      in srgb,
      var(--vscode-errorForeground, var(--at-red)) 70%,
      var(--at-text)
    );
  }

  :host([contrast]) {
    --at-user: color-mix(in srgb, var(--at-blue) 70%, var(--at-back));
    --at-user-alt: color-mix(in srgb, var(--at-blue) 90%, var(--at-back));
    --at-free: var(--at-back);
    --at-free-header: color-mix(in srgb, var(--at-text) 56%, var(--at-back));
    --at-unknown: color-mix(in srgb, var(--at-text) 55%, var(--at-back));
    --at-padding: color-mix(in srgb, var(--at-text) 61%, var(--at-back));
    --at-bar: var(--at-text);
    --at-quiet: var(--at-text);
    --at-free-curve: var(--at-green);
    --at-grid: color-mix(in srgb, var(--at-text) 35%, var(--at-back));
    --at-selected: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder, #f38518));
  }
`;
