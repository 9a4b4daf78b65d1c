import { setHeap } from '../../../src/engine/kernel/memory';

// The parts of the kernel's index by themselves, each in an instance of its own.

export {
  addTo,
  makeBitmap,
  memberAfter,
  memberBefore,
  removeFrom,
} from '../../../src/engine/kernel/bitmap';
export { insertEntry, leafOf, makeLeaves, removeEntry } from '../../../src/engine/kernel/leaves';
export { reserve } from '../../../src/engine/kernel/memory';
export {
  insertInShort,
  makeShort,
  placeInShort,
  removeFromShort,
  shortEnd,
  shortStart,
} from '../../../src/engine/kernel/shortList';
export {
  addToCounts,
  countBefore,
  descend,
  firstPageFrom,
  lowerTo,
  passed,
  raise,
  shapeTrees,
  treeBytes,
} from '../../../src/engine/kernel/tree';

/** Call it first: the parts set their room aside behind the first bytes. */
export function begin(): void {
  setHeap(1024, 0, 0, 0, 0, 0, 4096);
}
