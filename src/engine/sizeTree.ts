import { NONE } from './block';
import type { HeapReader } from './heapReader';

/** No node. Node 0 is never used, and its keys are 0: less than any allocation needs. */
const NIL = 0;
const INITIAL_NODES = 1 << 10;

/** An alignment that occurs, and the largest key in the subtree of each node for it. */
interface AlignmentClass {
  readonly align: number;
  largest: Int32Array;
}

/**
 * The free blocks in the order of size, then address, as a binary tree that also knows for every
 * subtree the largest key (block size less padding) of each alignment class that occurs. So the
 * first block in that order that fits is found exactly: going smallest first that is best fit,
 * going largest first worst fit. Every step costs the logarithm of the number of blocks, times the
 * classes for a change.
 *
 * A treap: the tree is balanced by priorities that look random, here hashes of the addresses
 * (Seidel and Aragon, Randomized Search Trees, 1996).
 */
export class SizeTree {
  private root = NIL;
  private nodes = 1;
  /** Nodes that were given back, linked through `left`. */
  private unused = NIL;
  private left = new Int32Array(INITIAL_NODES);
  private right = new Int32Array(INITIAL_NODES);
  private block = new Int32Array(INITIAL_NODES);
  private size = new Int32Array(INITIAL_NODES);
  private readonly classes: AlignmentClass[] = [];
  private readonly sign: 1 | -1;

  constructor(
    private readonly heap: HeapReader,
    /** Which end of the order comes first. */
    readonly first: 'smallest' | 'largest',
  ) {
    this.sign = first === 'smallest' ? 1 : -1;
  }

  add(block: number, size: number): void {
    this.root = this.insert(this.root, this.newNode(block, size));
  }

  /** @param size what it was when it was added */
  remove(block: number, size: number): void {
    this.root = this.erase(this.root, block, size);
  }

  /** The first block in the order whose key is at least `needed` (1 or more), or NONE. */
  firstFit(needed: number, align: number): number {
    const { largest } = this.classOf(align);
    let node = this.root;
    if (largest[node] < needed) return NONE;
    for (;;) {
      const { left, right, block } = this;
      if (largest[left[node]] >= needed) node = left[node];
      else if (this.keyOf(node, align) >= needed) return block[node];
      else node = right[node];
    }
  }

  // ---- The tree ----

  private insert(at: number, node: number): number {
    if (at === NIL) return node;
    if (priority(this.block[node]) > priority(this.block[at])) {
      this.split(at, node);
      this.refresh(node);
      return node;
    }
    const isBefore = this.precedes(this.block[node], this.size[node], at);
    if (isBefore) this.left[at] = this.insert(this.left[at], node);
    else this.right[at] = this.insert(this.right[at], node);
    this.refresh(at);
    return at;
  }

  /** Parts the subtree `at` into what comes before `node` and after it, as its children. */
  private split(at: number, node: number): void {
    if (at === NIL) {
      this.left[node] = NIL;
      this.right[node] = NIL;
      return;
    }
    const isBefore = this.precedes(this.block[node], this.size[node], at);
    if (isBefore) {
      this.split(this.left[at], node);
      this.left[at] = this.right[node];
      this.right[node] = at;
    } else {
      this.split(this.right[at], node);
      this.right[at] = this.left[node];
      this.left[node] = at;
    }
    this.refresh(at);
  }

  private erase(at: number, block: number, size: number): number {
    if (at === NIL) return NIL;
    if (this.block[at] === block) {
      const merged = this.merge(this.left[at], this.right[at]);
      this.left[at] = this.unused;
      this.unused = at;
      return merged;
    }
    if (this.precedes(block, size, at)) this.left[at] = this.erase(this.left[at], block, size);
    else this.right[at] = this.erase(this.right[at], block, size);
    this.refresh(at);
    return at;
  }

  /** One tree of two, of which all of the first comes before all of the second. */
  private merge(before: number, after: number): number {
    if (before === NIL) return after;
    if (after === NIL) return before;
    if (priority(this.block[before]) > priority(this.block[after])) {
      this.right[before] = this.merge(this.right[before], after);
      this.refresh(before);
      return before;
    }
    this.left[after] = this.merge(before, this.left[after]);
    this.refresh(after);
    return after;
  }

  private precedes(block: number, size: number, node: number): boolean {
    const difference = (size - this.size[node]) * this.sign;
    return difference < 0 || (difference === 0 && block < this.block[node]);
  }

  // ---- Nodes ----

  private newNode(block: number, size: number): number {
    let node = this.unused;
    if (node !== NIL) this.unused = this.left[node];
    else {
      if (this.nodes === this.left.length) this.grow();
      node = this.nodes++;
    }
    this.left[node] = NIL;
    this.right[node] = NIL;
    this.block[node] = block;
    this.size[node] = size;
    this.refresh(node);
    return node;
  }

  private grow(): void {
    this.left = doubled(this.left);
    this.right = doubled(this.right);
    this.block = doubled(this.block);
    this.size = doubled(this.size);
    for (const each of this.classes) each.largest = doubled(each.largest);
  }

  /** Finds the largest keys of a node anew from its own and its children's. */
  private refresh(node: number): void {
    const left = this.left[node];
    const right = this.right[node];
    for (const { align, largest } of this.classes) {
      const key = this.keyOf(node, align);
      const below = largest[left] > largest[right] ? largest[left] : largest[right];
      largest[node] = key > below ? key : below;
    }
  }

  private keyOf(node: number, align: number): number {
    return this.size[node] - this.heap.padding(this.block[node], align);
  }

  private classOf(align: number): AlignmentClass {
    // Up to 8 there is no padding.
    const wanted = Math.max(align, 8);
    const { classes } = this;
    for (let i = 0; i < classes.length; i++) if (classes[i].align === wanted) return classes[i];
    const made = { align: wanted, largest: new Int32Array(this.left.length) };
    classes.push(made);
    this.refreshAll(this.root);
    return made;
  }

  private refreshAll(at: number): void {
    if (at === NIL) return;
    this.refreshAll(this.left[at]);
    this.refreshAll(this.right[at]);
    this.refresh(at);
  }
}

/** So that no trace can be made whose blocks all hang in one long branch. No answer depends on it. */
const SEED = Math.trunc(Math.random() * 2 ** 32) | 0;

/** Looks random, and differs for different blocks. */
function priority(block: number): number {
  let hash = block ^ SEED;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 16);
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const result = new Int32Array(2 * array.length);
  result.set(array);
  return result;
}
