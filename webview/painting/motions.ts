import type { TouchedBlock } from '../../src/protocol/state';

/** A run of bytes, from its first to behind its last one. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * What one step did, as something that moves. `grow`: a run of bytes becomes a longer one: the block
 * that a split cuts off, the free block that a merge makes. `travel`: a block went elsewhere.
 */
export interface Motion {
  readonly kind: 'grow' | 'travel';
  readonly role: 'allocated' | 'merged';
  readonly from: Run;
  readonly to: Run;
}

const runOf = ({ block, extent }: TouchedBlock): Run => ({ start: block, end: block + extent });

/** What moves in a step. Empty where nothing was split, merged or moved. */
export function motionsOf(touched: readonly TouchedBlock[]): Motion[] {
  const find = (role: TouchedBlock['role']) => touched.find((each) => each.role === role);
  const [allocated, remainder, freed, merged] = [
    find('allocated'),
    find('remainder'),
    find('freed'),
    find('merged'),
  ];
  const motions: Motion[] = [];
  if (allocated && freed) {
    motions.push({ kind: 'travel', role: 'allocated', from: runOf(freed), to: runOf(allocated) });
  } else if (allocated && remainder) {
    const { start, end } = runOf(allocated);
    motions.push({
      kind: 'grow',
      role: 'allocated',
      from: { start, end: start },
      to: { start, end },
    });
  }
  if (freed && merged) {
    motions.push({ kind: 'grow', role: 'merged', from: runOf(freed), to: runOf(merged) });
  }
  return motions;
}

/** The run at a moment from 0 to 1: quick at first, then slowing down. */
export function runAt({ from, to }: Motion, moment: number): Run {
  const share = 1 - (1 - Math.min(Math.max(moment, 0), 1)) ** 3;
  const between = (a: number, b: number) => a + (b - a) * share;
  return { start: between(from.start, to.start), end: between(from.end, to.end) };
}
