import { css } from 'lit';

/**
 * How the parts of a block are filled, by class. Lost bytes are hatched and new free space is
 * dashed, so that they can be told apart without colour.
 */
export const kindFills = css`
  .header {
    background: var(--at-header);
    color: var(--at-on-fill);
  }
  .padding {
    background: var(--at-padding);
    color: var(--at-on-fill);
  }
  .backPointer {
    background: var(--at-pointer);
    color: var(--at-on-fill);
  }
  .user {
    background: var(--at-user);
    color: var(--at-on-user);
  }
  .tail {
    background: var(--at-tail);
    color: var(--at-on-fill);
  }
  .lost {
    color: var(--at-text);
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--at-lost) 45%, var(--at-back)) 0 3px,
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
