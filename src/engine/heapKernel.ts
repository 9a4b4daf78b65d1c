import program from 'wasm:./kernel/index.ts';
import type { SizeTree } from './sizeTree';
import { compile, instantiate, type WasmModule } from './webAssembly';

/** What the kernel answers where the caller has to walk: nothing has happened. */
export const NOT_SEARCHED = -2;

/** A number of the kernel's that it changes. */
interface Cell {
  readonly value: number;
}

/**
 * The heap's memory and what works on it in WebAssembly (`kernel/`): the free list as an index, the
 * searches in it, and the changes of the bytes. Blocks are offsets, NONE is null; sizes are int32, and an
 * alignment comes as the power of two that it is.
 */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Says what the memory is of, and where its parts begin and end. Call it once, first. */
  setUp(
    size: number,
    baseLow: number,
    baseHigh: number,
    tailLimit: number,
    policy: number,
    live: number,
    image: number,
    end: number,
  ): void;

  // ---- The free list ----

  /** Whether the free blocks are known. If not, only a walk tells. */
  isKnown(): number;
  /** Whether they are many, and known in a way that can be searched. */
  isLong(): number;
  /** How many are known. */
  knownBlocks(): number;
  /** The last free block before `offset`, NONE, or NOT_SEARCHED while they are not known. */
  freeBefore(offset: number): number;
  /** The memory was changed from outside. */
  forget(): void;
  /** Learns the free blocks if they cannot be searched, and that pays now. */
  learnToSearch(): void;
  /** Learns the free blocks if they are not known. */
  learnToFollow(): void;
  /** `learnToFollow` in parts, of so many blocks. Returns whether all is known. */
  learnSomeToFollow(most: number): number;
  /** What came goes and what went comes, after the memory was put back. */
  takeBack(block: number, size: number, came: number): void;
  /** Whether all changes of a long list are told to the size tree. */
  readonly hasSizes: Cell;
  /** From here on they are, until the list is learned anew. */
  tellSizes(): void;

  // ---- Searches and changes ----

  /** The block that the policy chooses, NONE, or NOT_SEARCHED. */
  plan(size: number, shift: number): number;
  /** How many free blocks a walk would have looked at for what was found last. */
  readonly visited: Cell;
  /** The free block before the one that was found last. */
  beforeFound(): number;
  /** Searches and takes. Returns the block, NONE, or NOT_SEARCHED. */
  alloc(size: number, shift: number, tag: number): number;
  /** `alloc` whose result is known from before. */
  allocKnown(block: number, visited: number, size: number, shift: number, tag: number): void;
  /** Takes a block that was chosen, and whose predecessor in the list is known. */
  take(block: number, previous: number, size: number, shift: number, tag: number): void;
  free(block: number): void;
  /** Shrinks or grows a live block where it is: `Heap.resizeInPlace` says how. */
  grow(
    block: number,
    end: number,
    available: number,
    consumed: number,
    size: number,
    tag: number,
  ): void;

  // ---- Copies: `replay/packedImage.ts` and `replay/packedLive.ts` say what lies in the room ----

  /** Where the room begins that packed parts are taken from, and put into. */
  copyRoom(): number;
  packImage(from: number, to: number): void;
  unpackImage(from: number, to: number): void;
  packLive(count: number, lastSlot: number, isFirst: number): void;
  /** Returns how many of the blocks lie below `end`. */
  unpackLive(count: number, lastSlot: number, end: number): number;
  /** How many halves, and whole words, the last of these wrote or read. */
  readonly halfCount: Cell;
  readonly wordCount: Cell;
  readonly lastSlot: Cell;
}

/** What an instance tells of a long list, if it was asked to. */
export interface SizeListener {
  tree: SizeTree | undefined;
}

let compiled: WasmModule | undefined;

/** Makes a kernel with a memory of its own. */
export function makeKernel(sizes: SizeListener): Kernel {
  compiled ??= compile(program);
  return instantiate(compiled, {
    sizes: {
      addSize: (block: number, size: number) => sizes.tree?.add(block, size),
      removeSize: (block: number, size: number) => sizes.tree?.remove(block, size),
    },
  }) as Kernel;
}
