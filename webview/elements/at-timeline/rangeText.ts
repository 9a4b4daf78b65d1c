import { plural } from '../../../src/base/format';
import type { RangeSummary } from '../../../src/protocol/timeline';
import { formatBytes, formatCount } from '../../format';

/** Which events a range holds. */
export function describeEvents(from: number, to: number): string {
  if (to - from === 1) return `Event ${formatCount(to)}`;
  return `Events ${formatCount(from + 1)} to ${formatCount(to)}`;
}

/** What the events of a range did, in a few short parts. */
export function describeSums(sums: RangeSummary): string[] {
  const { from, to, made, madeBytes, freed, freedBytes, survivors, survivorBytes } = sums;
  return [
    plural(to - from, 'event'),
    `${formatCount(made)} allocated (${formatBytes(madeBytes)})`,
    `${formatCount(freed)} freed (${formatBytes(freedBytes)})`,
    `net ${signedBytes(madeBytes - freedBytes)}`,
    ...(sums.failures > 0 ? [`${formatCount(sums.failures)} failed`] : []),
    `${formatCount(survivors)} of those allocated live at its end (${formatBytes(survivorBytes)})`,
  ];
}

/** The filter of the block table for blocks that were made in a range and are live. */
export function madeFilter(from: number, to: number): string {
  return `made:${from + 1}..${to}`;
}

function signedBytes(value: number): string {
  if (value === 0) return '0 B';
  return `${value > 0 ? '+' : '−'}${formatBytes(Math.abs(value))}`;
}
