import { object, oneOf } from '../base/check';
import { command } from './message';
import { LAYOUT_NAMES, POLICY_NAMES, type LayoutName, type PolicyName } from './state';

/** What became of the whole trace with one layout and one policy. */
export interface ComparisonRow {
  readonly layout: LayoutName;
  readonly policy: PolicyName;
  /** Allocations that failed. */
  readonly failures: number;
  /** The first event that ran out of memory, from 1; 0 for none. */
  readonly firstFailure: number;
  /** Furthest end of any allocated block, in bytes from the base. */
  readonly highWater: number;
  /** Bytes lost at the end. */
  readonly lostBytes: number;
  /** External fragmentation (0..1) at equally distant events, the last one the end. */
  readonly fragmentation: Float32Array;
  /** Free blocks that a search looked at. */
  readonly visitedMean: number;
  readonly visitedMax: number;
}

/** One trace under every policy and layout. */
export interface ComparisonView {
  readonly rows: readonly ComparisonRow[];
  /** How far it is, 0 to 1, while more rows come; else null. */
  readonly fraction: number | null;
}

/** Run the trace under every policy and layout. */
export const compare = command('compare', object({}));
export const cancelComparison = command('cancelComparison', object({}));

/** Go on with this layout and policy, at the same event. */
export const setHeap = command(
  'setHeap',
  object({ layout: oneOf(...LAYOUT_NAMES), policy: oneOf(...POLICY_NAMES) }),
);
