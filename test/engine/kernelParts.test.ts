import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import program from 'wasm:./kernelParts/index.ts';
import { compile, instantiate } from '../../src/engine/webAssembly';

interface Cell {
  readonly value: number;
}

/** What `kernelParts/index.ts` exports; places are offsets in the memory. */
interface Parts {
  readonly memory: { readonly buffer: ArrayBuffer };
  begin(): void;
  reserve(bytes: number): number;
  makeBitmap(bound: number): number;
  addTo(bitmap: number, member: number): void;
  removeFrom(bitmap: number, member: number): void;
  memberBefore(bitmap: number, number: number): number;
  memberAfter(bitmap: number, number: number): number;
  shapeTrees(pages: number): void;
  readonly treeBytes: Cell;
  addToCounts(tree: number, page: number, count: number): void;
  countBefore(tree: number, page: number): number;
  raise(tree: number, page: number, value: number): void;
  lowerTo(tree: number, page: number, value: number): void;
  descend(tree: number, counts: number, value: number): number;
  readonly passed: Cell;
  firstPageFrom(tree: number, from: number, value: number): number;
  makeLeaves(pages: number): void;
  leafOf(page: number): number;
  insertEntry(page: number, count: number, place: number, block: number, size: number): void;
  removeEntry(page: number, count: number, place: number): void;
  makeShort(): void;
  readonly shortStart: Cell;
  readonly shortEnd: Cell;
  placeInShort(offset: number): number;
  insertInShort(place: number, block: number, size: number): void;
  removeFromShort(place: number): void;
}

const compiled = compile(program);

function parts(): Parts {
  const made = instantiate(compiled, {}) as Parts;
  made.begin();
  return made;
}

/** Words of the memory. */
function wordsAt({ memory }: Parts, from: number, count: number): number[] {
  return [...new Int32Array(memory.buffer, from, count)];
}

const numbers = (bound: number) => fc.array(fc.nat(bound - 1), { maxLength: 200 });

describe("the parts of the kernel's index", () => {
  it('a bitmap knows the neighbours, at any size', () => {
    const bounds = fc.constantFrom(1, 31, 32, 33, 1024, 1025, 40_000);
    const property = fc.property(
      bounds.chain((bound) => fc.tuple(fc.constant(bound), numbers(bound))),
      ([bound, members]) => {
        const made = parts();
        const bitmap = made.makeBitmap(bound);
        const set = new Set<number>();
        for (const [index, member] of members.entries()) {
          if (index % 3 === 2) {
            made.removeFrom(bitmap, member);
            set.delete(member);
          } else {
            made.addTo(bitmap, member);
            set.add(member);
          }
          const asked = members[(index * 7) % members.length];
          const expected = Math.max(-1, ...[...set].filter((each) => each < asked));
          assert.equal(made.memberBefore(bitmap, asked), expected);
          const above = [...set].filter((each) => each > asked);
          assert.equal(
            made.memberAfter(bitmap, asked),
            above.length === 0 ? -1 : Math.min(...above),
          );
        }
      },
    );
    fc.assert(property);
  });

  it('a count tree knows how many lie before', () => {
    fc.assert(
      fc.property(numbers(300), (pages) => {
        const made = parts();
        made.shapeTrees(300);
        const tree = made.reserve(made.treeBytes.value);
        const counts = Array.from({ length: 300 }, () => 0);
        for (const [index, page] of pages.entries()) {
          const from = counts.findLastIndex((count) => count > 0);
          if (index % 3 === 2 && from >= 0) {
            made.addToCounts(tree, from, -1);
            counts[from]--;
          }
          made.addToCounts(tree, page, 1);
          counts[page]++;
        }
        for (const page of [0, 1, 150, 299, ...pages]) {
          const expected = counts.slice(0, page).reduce((sum, count) => sum + count, 0);
          assert.equal(made.countBefore(tree, page), expected);
        }
      }),
    );
  });

  it('a max-tree finds the first page from any on that is large enough', () => {
    const changes = fc.array(fc.tuple(fc.nat(599), fc.nat(50)), { maxLength: 200 });
    fc.assert(
      fc.property(changes, fc.constantFrom(600, 1, 15, 16, 17, 256, 257), (pairs, pages) => {
        const made = parts();
        made.shapeTrees(pages);
        const tree = made.reserve(made.treeBytes.value);
        const counts = made.reserve(made.treeBytes.value);
        for (let page = 0; page < pages; page++) made.addToCounts(counts, page, page % 3);
        const values = Array.from({ length: pages }, () => 0);
        for (const [place, value] of pairs) {
          const page = place % pages;
          if (value % 2 === 0 || value > values[page]) {
            made.raise(tree, page, value);
            values[page] = Math.max(values[page], value);
          } else {
            made.lowerTo(tree, page, value);
            values[page] = value;
          }
          for (const wanted of [1, value + 1, 51]) {
            for (const from of [0, page, (place * 7) % (pages + 1)]) {
              const expected = values.findIndex((each, i) => i >= from && each >= wanted);
              assert.equal(made.firstPageFrom(tree, from, wanted), expected, `${wanted}, ${from}`);
            }
            const first = values.findIndex((each) => each >= wanted);
            assert.equal(made.descend(tree, counts, wanted), first);
            if (first >= 0) assert.equal(made.passed.value, made.countBefore(counts, first));
          }
        }
      }),
    );
  });

  it('leaves keep the entries of each page, however many come and go', () => {
    const changes = fc.array(fc.tuple(fc.nat(3), fc.nat(255), fc.nat(9)), { maxLength: 600 });
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 8 }), (list, lean) => {
        const made = parts();
        made.makeLeaves(4);
        const expected: [number, number][][] = [[], [], [], []];
        for (const [page, at, kind] of list) {
          const own = expected[page];
          const index = at % (own.length + 1);
          const place = made.leafOf(page) + 8 * index;
          if (kind > lean && index < own.length) {
            made.removeEntry(page, own.length, place);
            own.splice(index, 1);
          } else if (own.length < 64) {
            made.insertEntry(page, own.length, place, at, kind);
            own.splice(index, 0, [at, kind]);
          }
          for (const [other, entries] of expected.entries()) {
            const found = wordsAt(made, made.leafOf(other), 2 * entries.length);
            assert.deepEqual(found, entries.flat());
          }
        }
      }),
    );
  });

  it('a short list keeps its blocks in order', () => {
    const offsets = fc.uniqueArray(fc.nat(2000), { maxLength: 200 });
    fc.assert(
      fc.property(offsets, numbers(2000), (blocks, asked) => {
        const made = parts();
        made.makeShort();
        const start = made.shortStart.value;
        const expected: number[] = [];
        for (const [index, block] of blocks.entries()) {
          made.insertInShort(made.placeInShort(block), block, block + 1);
          expected.push(block);
          expected.sort((a, b) => a - b);
          const question = asked[index % (asked.length + 1)] ?? block;
          const before = expected.filter((each) => each < question);
          assert.equal(made.placeInShort(question), start + 8 * before.length);
          if (index % 4 === 3) {
            const [gone] = expected.splice((index * 7) % expected.length, 1);
            made.removeFromShort(made.placeInShort(gone));
          }
          assert.equal(made.shortEnd.value, start + 8 * expected.length);
          assert.deepEqual(
            wordsAt(made, start, 2 * expected.length),
            expected.flatMap((each) => [each, each + 1]),
          );
        }
      }),
    );
  });
});
