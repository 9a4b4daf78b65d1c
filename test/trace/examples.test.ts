import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { checkHeap } from '../../src/engine/checker';
import { measure } from '../../src/engine/metrics';
import { heapOfTrace, type HeapOverrides } from '../../src/replay/heapOfTrace';
import { describeOutcome } from '../../src/replay/outcome';
import { Replay } from '../../src/replay/replay';
import { readTrace } from '../../src/trace/reader';

const FOLDER = 'media/examples';

/** Reads an example and carries it out, by default to its end. */
function example(name: string, overrides: HeapOverrides = {}): Replay {
  const trace = readTrace(readFileSync(`${FOLDER}/${name}.alloctrace`));
  assert.deepEqual(trace.problems, []);
  const replay = new Replay(trace, heapOfTrace(trace, overrides));
  while (!replay.record(1)) assert.deepEqual(checkHeap(replay.heap), []);
  return replay;
}

/** The faults of a replay, each as its line (from 1) and code. */
function faultsOf({ trace, journal }: Replay): string[] {
  return journal.faults.map((event) => {
    const { code } = describeOutcome(journal.outcome[event]);
    return `${trace.lineText(event).split(' #')[0].trim()}: ${code}`;
  });
}

/** The heap's measures right after the last event before the first fault. */
function beforeFirstFault(replay: Replay) {
  replay.seek(replay.journal.faults[0]);
  return measure(replay.heap);
}

describe('the examples', () => {
  const files = readdirSync(FOLDER);

  it('are the ones that the command offers', () => {
    const source = readFileSync('src/host/commands/examples.ts', 'utf8');
    const offered = Array.from(source.matchAll(/file: '([^']+)'/g), ([, file]) => file);
    assert.deepEqual(offered.toSorted(), files.toSorted());
    assert.equal(files.length, 8);
  });

  for (const file of files) {
    it(`${file} begins with its title, is sound at every step and printed in short lines`, () => {
      const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
      const [title, version] = text.split('\n');
      assert.match(title, /^# [A-Z]/);
      assert.equal(version, 'alloctrace 1');
      assert.equal(text.at(-1), '\n');
      assert.ok(text.split('\n').every((line) => line.length <= 100 && line === line.trimEnd()));
      example(file.replace('.alloctrace', ''));
    });
  }

  it('first-tour does one of each and ends as it began', () => {
    const replay = example('first-tour');
    assert.equal(replay.eventCount, 9);
    const { freeBlocks, largestFree, splits, coalesces } = measure(replay.heap);
    assert.deepEqual([freeBlocks, largestFree], [1, 1008]);
    assert.ok(splits > 1 && coalesces > 1);
    assert.deepEqual(faultsOf(replay), []);
  });

  it('splitting ends with a block that fits exactly, after tails of 24 and 31 bytes', () => {
    const replay = example('splitting');
    const overheads = Array.from({ length: replay.eventCount }, (_, event) => {
      replay.seek(event + 1);
      return measure(replay.heap).overheadBytes;
    });
    // guard has 24 bytes of overhead, and so has every block here beside its tail.
    assert.deepEqual(overheads, [24, 48, 24, 48, 72, 48, 24, 72, 24, 79, 24, 48]);
  });

  it('alignment pays 56 bytes of padding, and passes by a block that would be large enough', () => {
    const replay = example('alignment');
    replay.seek(2);
    assert.equal(measure(replay.heap).overheadBytes, 24 + 24 + 56);
    assert.deepEqual(
      [...replay.heap.memory.bytes.subarray(120, 128)],
      [0x30, 0, 0, 0x10, 0, 0, 0, 0],
    );
    replay.seek(7);
    assert.equal(measure(replay.heap).visitedLast, 2);
  });

  it('coalescing merges one block both ways, and all in the end', () => {
    const replay = example('coalescing');
    replay.seek(8);
    assert.deepEqual(measure(replay.heap).coalesces, 2);
    replay.seek(10);
    assert.deepEqual(measure(replay.heap).largestFree, 1008);
  });

  it('fragmentation fails with more than half free, and then not', () => {
    const replay = example('fragmentation');
    assert.deepEqual(faultsOf(replay), ['alloc wanted 200: out-of-memory']);
    const { freeBytes, largestFree, externalFragmentation } = beforeFirstFault(replay);
    assert.deepEqual([freeBytes, largestFree], [960, 160]);
    assert.ok(freeBytes > replay.heap.config.size / 2);
    assert.equal(Math.round(externalFragmentation * 100), 83);
    replay.seek(replay.eventCount - 1);
    assert.equal(measure(replay.heap).largestFree, 416);
  });

  it('lost-bytes fails for lost bytes alone: the rounded layout has room', () => {
    const replay = example('lost-bytes');
    assert.deepEqual(faultsOf(replay), ['alloc big 150: out-of-memory']);
    const { liveBlocks, freeBlocks, largestFree, lostBytes } = beforeFirstFault(replay);
    assert.deepEqual([liveBlocks, freeBlocks, largestFree, lostBytes], [0, 8, 112, 49]);
    const rounded = example('lost-bytes', { layout: 'rounded' });
    assert.deepEqual(faultsOf(rounded), []);
    assert.equal(measure(rounded.heap).freeBlocks, 1);
  });

  it('faults shows one of each kind, and two leaks', () => {
    const replay = example('faults');
    assert.deepEqual(faultsOf(replay), [
      'free a: double-free',
      'free never: unknown-free',
      'realloc a 200: realloc-freed',
      'alloc huge 2000: out-of-memory',
      'alloc b 40: live-id',
    ]);
    assert.equal(measure(replay.heap).liveBlocks, 2);
  });

  it('ls replays without a fault and leaves 25 blocks', () => {
    const replay = example('ls');
    assert.deepEqual(faultsOf(replay), []);
    assert.deepEqual([replay.eventCount, measure(replay.heap).liveBlocks], [940, 25]);
  });

  it('ls fails seven times under worst fit, with much more than is asked for free', () => {
    const replay = example('ls', { policy: 'worst-fit' });
    const faults = faultsOf(replay);
    assert.equal(faults.length, 7);
    assert.ok(faults.every((fault) => / 32816 .*out-of-memory$/.test(fault)));
    for (const event of replay.journal.faults) {
      replay.seek(event);
      assert.ok(measure(replay.heap).freeBytes > 73_000);
    }
  });
});
