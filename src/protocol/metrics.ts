import type { Metrics } from './state';

/** How a metric is written. */
export type MetricUnit = 'bytes' | 'count' | 'ratio' | 'score' | 'offset';

export interface MetricDescription {
  readonly key: keyof Metrics;
  readonly label: string;
  readonly unit: MetricUnit;
  /** One sentence with the formula. */
  readonly meaning: string;
}

/** Every metric, in the order in which it is shown. */
export const METRICS: readonly MetricDescription[] = [
  {
    key: 'liveBlocks',
    label: 'live blocks',
    unit: 'count',
    meaning: 'Blocks that are allocated and not yet freed.',
  },
  {
    key: 'liveBytes',
    label: 'live bytes',
    unit: 'bytes',
    meaning: 'Sum of the sizes the program asked for, over all live blocks.',
  },
  {
    key: 'allocatedBytes',
    label: 'allocated bytes',
    unit: 'bytes',
    meaning: 'What the live blocks take in the heap: header (16) plus block size, summed.',
  },
  {
    key: 'overheadBytes',
    label: 'overhead',
    unit: 'bytes',
    meaning: 'allocated bytes − live bytes: headers, back pointers, padding and tails.',
  },
  {
    key: 'internalFragmentation',
    label: 'internal fragmentation',
    unit: 'ratio',
    meaning: 'overhead ÷ allocated bytes: the share of the live blocks that is not user data.',
  },
  {
    key: 'freeBytes',
    label: 'free bytes',
    unit: 'bytes',
    meaning: 'Sum of the block sizes of all free blocks, their headers not counted.',
  },
  {
    key: 'freeBlocks',
    label: 'free blocks',
    unit: 'count',
    meaning: 'Length of the free list.',
  },
  {
    key: 'largestFree',
    label: 'largest free',
    unit: 'bytes',
    meaning: 'Block size of the largest free block: the most that one allocation could take.',
  },
  {
    key: 'externalFragmentation',
    label: 'external fragmentation',
    unit: 'ratio',
    meaning: '1 − largest free ÷ free bytes: the share of free memory outside the largest block.',
  },
  {
    key: 'holeScore',
    label: 'hole score',
    unit: 'score',
    meaning: '100 − 100 · √(Σ size²) ÷ Σ size over the free blocks: 0 is one block, 100 is dust.',
  },
  {
    key: 'lostBytes',
    label: 'lost bytes',
    unit: 'bytes',
    meaning: 'Bytes between two blocks that belong to neither (only in the reference layout).',
  },
  {
    key: 'peakLiveBytes',
    label: 'peak live bytes',
    unit: 'bytes',
    meaning: 'The most live bytes there have been so far.',
  },
  {
    key: 'highWater',
    label: 'high water',
    unit: 'offset',
    meaning: 'The furthest that any allocated block has reached from the base.',
  },
  {
    key: 'utilization',
    label: 'utilization',
    unit: 'ratio',
    meaning: 'peak live bytes ÷ high water: how tightly the used part of the heap was packed.',
  },
  {
    key: 'visitedLast',
    label: 'visited last',
    unit: 'count',
    meaning: 'Free blocks that the last search looked at.',
  },
  {
    key: 'visitedMean',
    label: 'visited mean',
    unit: 'score',
    meaning: 'Free blocks looked at ÷ searches, over all searches so far.',
  },
  {
    key: 'visitedMax',
    label: 'visited max',
    unit: 'count',
    meaning: 'Free blocks that the longest search so far looked at.',
  },
  {
    key: 'splits',
    label: 'splits',
    unit: 'count',
    meaning: 'Free blocks that were cut in two to serve an allocation.',
  },
  {
    key: 'coalesces',
    label: 'coalesces',
    unit: 'count',
    meaning: 'Times a freed block was merged with a free neighbour.',
  },
  {
    key: 'failures',
    label: 'failures',
    unit: 'count',
    meaning: 'Allocations for which no free block was large enough.',
  },
];
