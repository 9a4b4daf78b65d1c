import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkHeap } from '../../src/engine/checker';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { NONE } from '../../src/engine/block';
import { Heap } from '../../src/engine/heap';
import { fnv1a64 } from '../../src/engine/imageHash';

// Recordings of the reference allocator. One line an operation:
//   heap SIZE base ADDRESS | a ID SIZE ALIGN => OFFSET|null | f ID
//   d => the free list | u => the live blocks | h => hash of the heap image
// All offsets are from the base.

const FOLDER = 'test/fixtures/conformance';

/** Replays a recording and returns how many statements it checked. */
function replayRecording(file: string): number {
  let heap: Heap | undefined;
  const users = new Map<string, number>();
  let checked = 0;
  const lines = readFileSync(path.join(FOLDER, file), 'utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const where = `${file}:${index + 1}: ${line.slice(0, 80)}`;
    const [command, expected] = line.split(' => ');
    const [verb, ...fields] = command.split(' ');
    if (verb === 'heap') {
      const config = { ...DEFAULT_CONFIG, layout: 'reference', debugLog: false } as const;
      heap = new Heap({ ...config, size: Number(fields[0]), base: Number(fields[2]) });
      heap.init();
      continue;
    }
    assert(heap, where);
    checked++;
    if (verb === 'a') {
      const user = heap.alloc(Number(fields[1]), Number(fields[2]));
      assert.equal(user === NONE ? 'null' : String(user), expected, where);
      users.set(fields[0], user);
    } else if (verb === 'f') {
      assert(heap.free(users.get(fields[0]) ?? NONE), where);
      users.delete(fields[0]);
    } else if (verb === 'd') assert.equal(freeList(heap), expected, where);
    else if (verb === 'u') assert.equal(liveBlocks(heap, users), expected, where);
    else if (verb === 'h') assert.equal(fnv1a64(heap.memory.bytes), expected, where);
    else assert.fail(`unknown statement at ${where}`);
    assert.deepEqual(index % 16 === 0 ? checkHeap(heap) : [], [], where);
  }
  return checked;
}

function freeList(heap: Heap): string {
  const nodes: string[] = [];
  for (let block = heap.head; block !== NONE; block = heap.nextFree(block)) {
    nodes.push(`${block}:${heap.blockSize(block)}`);
  }
  return nodes.join(' ') || '-';
}

function liveBlocks(heap: Heap, users: ReadonlyMap<string, number>): string {
  return [...users]
    .filter(([, user]) => user !== NONE)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([id, user]) => {
      const block = heap.blockOfUser(user);
      return `${id}:${block}:${heap.blockSize(block)}`;
    })
    .join(' ');
}

describe('the reference layout, against recordings of the reference allocator', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.vec'));
  it('has all twelve recordings', () => assert.equal(files.length, 12));
  for (const file of files) {
    it(`${file} matches to the byte`, () => assert(replayRecording(file) > 0));
  }
});
