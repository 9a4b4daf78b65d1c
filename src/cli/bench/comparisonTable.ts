import type { Comparison } from './comparison';
import type { Column, Findings } from './section';

/** Columns of comparisons with the native walk. */
export const COMPARISON_COLUMNS: readonly Column[] = [
  { key: 'name', heading: 'workload' },
  { key: 'freeBlocks', heading: 'free blocks' },
  { key: 'ratio', heading: 'ratio' },
  { key: 'engine', heading: 'engine ns/op' },
  { key: 'native', heading: 'native ns/op' },
  { key: 'imagesAgree', heading: 'same image' },
];

/** Whether no comparison ended with different images. */
export function allAgree(comparisons: readonly Comparison[]): Findings['agrees'] {
  return comparisons.every(({ imagesAgree }) => imagesAgree !== false);
}

/** The largest ratio among comparisons; undefined where none was measured. */
export function worstRatio(comparisons: readonly Comparison[]): number | undefined {
  const ratios = comparisons.flatMap(({ ratio }) => (ratio === undefined ? [] : [ratio.median]));
  return ratios.length === 0 ? undefined : Math.max(...ratios);
}
