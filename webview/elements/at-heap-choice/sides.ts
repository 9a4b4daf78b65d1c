import type { RecordedView } from '../../../src/protocol/recorded';

/** Which heap is shown. */
export type Side = 'simulated' | 'recorded';

export const SIDES: readonly {
  readonly side: Side;
  readonly text: string;
  readonly meaning: string;
}[] = [
  {
    side: 'simulated',
    text: 'Simulated',
    meaning: 'The heap that AllocTrace’s allocator makes of the trace',
  },
  {
    side: 'recorded',
    text: 'As recorded',
    meaning: 'Where the program’s own allocator put its blocks, as far as the trace says',
  },
];

/** Whether the recorded heap was chosen, even if it is not there yet. */
export function isRecordedShown({ kind }: RecordedView): boolean {
  return kind !== 'unavailable' && kind !== 'simulated';
}
