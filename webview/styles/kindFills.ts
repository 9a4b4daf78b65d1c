import { css } from 'lit';

/**
 * How the parts of a block are filled, by class: a tint that text can be read on, over a line of
 * the full colour. Lost bytes are hatched and new free space is dashed, so that they can be told
 * apart without colour.
 */
export const kindFills = css`
  .header,
  .padding,
  .backPointer,
  .user,
  .tail {
    color: var(--at-text);
    background: color-mix(in srgb, var(--kind) 38%, var(--at-back));
    box-shadow: inset 0 -3px var(--kind);
  }
  .header {
    --kind: var(--at-header);
  }
  .padding {
    --kind: var(--at-padding);
  }
  .backPointer {
    --kind: var(--at-pointer);
  }
  .user {
    --kind: var(--at-user-alt);
  }
  .tail {
    --kind: var(--at-tail);
  }
  .lost {
    color: var(--at-text);
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--at-lost) 35%, var(--at-back)) 0 3px,
      var(--at-free) 3px 6px
    );
  }
  .free,
  .newFree {
    background: var(--at-free);
    color: var(--at-text);
    border: 1px solid var(--at-line);
  }
  .newFree {
    border: 1px dashed var(--at-remainder);
  }
`;
