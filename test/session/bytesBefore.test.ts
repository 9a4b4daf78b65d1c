import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockList } from '../../src/projection/blockList';
import { bytesView } from '../../src/projection/bytesView';
import { MAP_KINDS } from '../../src/protocol/messages';
import { BytesBefore } from '../../src/session/bytesBefore';
import { longProgram, program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import type { Replay } from '../../src/replay/replay';

/** A copy of every byte of the heap. */
const image = ({ heap }: Replay) => heap.memory.bytes.slice();

/** The images after each number of events. */
function images(text: string): Uint8Array[] {
  const replay = replayed(text);
  replay.seek(0);
  const all = [image(replay)];
  while (replay.step()) all.push(image(replay));
  return all;
}

describe('the bytes before the last event', () => {
  it('are exact after steps forward, back and seeks', () => {
    fc.assert(
      fc.property(program, fc.array(fc.nat({ max: 200 })), (text, places) => {
        const all = images(text);
        const replay = replayed(text);
        const before = new BytesBefore(replay);
        const check = () => {
          const now = image(replay);
          const read = before.read(0, replay.config.size);
          assert.deepEqual(read, replay.at === 0 ? undefined : all[replay.at - 1]);
          assert.deepEqual(image(replay), now, 'the heap stays as it is');
        };
        for (const place of places) {
          replay.seek(place);
          check();
          replay.stepBack();
          check();
          replay.step();
          check();
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are exact where nothing can be undone', () => {
    const text = longProgram(3, 3000);
    const all = images(text);
    const replay = replayed(text);
    for (const at of [3000, 1, 1500, 2900, 2, 0, 3000]) {
      replay.seek(at);
      const before = new BytesBefore(replay);
      assert.deepEqual(before.read(100, 900), at === 0 ? undefined : all[at - 1].slice(100, 1000));
    }
  });

  it('end where the heap ends, in whatever stretch', () => {
    const replay = replayed('heap size=3MiB\ncalloc a 3000000\n');
    const before = new BytesBefore(replay);
    assert.equal(before.read(2 ** 20 - 8, 16)?.length, 16);
    assert.equal(before.read(3 * 2 ** 20 - 8, 16)?.length, 8);
    assert.equal(before.read(2 ** 32, 16)?.length, 0);
  });
});

describe('a window of bytes', () => {
  it('says what changed and what the bytes are', () => {
    const replay = replayed('heap size=256 align=8 layout=reference\nalloc a 3\nfree a\n');
    replay.seek(1);
    const { bytes, changed, runs } = bytesView(
      new BlockList(replay.heap),
      0,
      64,
      new BytesBefore(replay).read(0, 64),
      1,
    );
    assert.equal(bytes.length, 64);
    // The size, the back pointer, and the header of the remainder.
    assert.deepEqual(
      [...changed].flatMap((each, i) => (each === 1 ? [i] : [])),
      [0, 19, 32],
    );
    assert.deepEqual(
      Array.from(runs.start, (start, i) => `${start} ${MAP_KINDS[runs.kind[i]]}`),
      [
        '0 header',
        '16 backPointer',
        '24 user',
        '27 lost',
        '32 freeHeader',
        '40 freeLink',
        '48 free',
      ],
    );
  });

  it('outside of the heap is empty', () => {
    const { heap } = replayed('heap size=256\n');
    const view = bytesView(new BlockList(heap), 2 ** 32, 10, undefined, 1);
    assert.equal(view.bytes.length, 0);
    assert.equal(view.runs.start.length, 0);
  });
});
