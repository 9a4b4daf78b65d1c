import { DEFAULT_CONFIG, type HeapConfig } from '../../src/engine/config';
import type { Operation } from './operations';

const SMALL: HeapConfig = { ...DEFAULT_CONFIG, size: 512, debugLog: false };

function alloc(size: number, align: number, tag = 0): Operation {
  return { kind: 'alloc', size, align, tag };
}

function free(user: number): Operation {
  return { kind: 'free', pointer: { kind: 'wild', user } };
}

/** Programs that once found something; every run of the model test begins with them. */
export const REGRESSIONS: [HeapConfig, Operation[]][] = [
  // A second free of user offset 56. Its stale back pointer (to 32) survives in the padding of the
  // new block at 24, whose entry in the live table covers the slot of 32, and whose tag is 56.
  [SMALL, [alloc(8, 1), alloc(8, 1), free(24), free(56), alloc(0, 1), alloc(8, 64, 56), free(56)]],
];
