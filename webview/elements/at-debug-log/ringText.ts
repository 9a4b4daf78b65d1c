import type { LogView } from '../../../src/protocol/log';
import { formatCount } from '../../format';

/** What became of all that was written: `4,096 held · 12,345 written · 8,249 overwritten`. */
export function ringText({ held, written }: LogView): string {
  const counts = [`${formatCount(held)} bytes held`, `${formatCount(written)} written`];
  if (written > held) counts.push(`${formatCount(written - held)} overwritten`);
  return counts.join(' · ');
}

/** Where the ring is written next, and what stands there. */
export function ringHover({ held, capacity, next }: LogView): string {
  const place = `The next byte goes to place ${formatCount(next)} of ${formatCount(capacity)}`;
  return held < capacity
    ? `${place}: the ring is not full yet.`
    : `${place}, over the oldest one. What is left of the mark is newest.`;
}
