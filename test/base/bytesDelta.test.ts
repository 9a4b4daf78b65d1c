import assert from 'node:assert/strict';
import { bytesDelta, withBytesDelta } from '../../src/base/bytesDelta';
import { randomFrom } from '../../src/cli/bench/workloads/random';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('the difference of bytes', () => {
  it('is what is new, and where the rest was', () => {
    const before = bytesOf('The free list goes from head to tail, in address order.');
    const after = bytesOf('The free list went from head to tail, in address order.');
    const delta = bytesDelta(before, after, 100) ?? assert.fail();
    assert.equal(new TextDecoder().decode(delta.fresh), 'The free list went');
    assert.deepEqual([...delta.runs], [18, 18, 37, 0, 0, 0]);
  });

  it('finds what has moved', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i * 7919} of the debug log\n`);
    const before = bytesOf(lines.slice(0, 90).join(''));
    const after = bytesOf(lines.slice(10).join(''));
    const delta = bytesDelta(before, after, after.length) ?? assert.fail();
    assert(delta.fresh.length < 400, `${delta.fresh.length} bytes are new`);
    assert.deepEqual(withBytesDelta(before, delta), after);
  });

  it('of much alike or nothing alike brings back what was', () => {
    const below = randomFrom(7);
    for (let round = 0; round < 2000; round++) {
      const before = Uint8Array.from({ length: below(300) }, () => below(3));
      let after = [...before];
      for (let edit = below(5); edit > 0; edit--) {
        const from = below(after.length + 1);
        const to = from + below(40);
        const cut = after.slice(from, to);
        const rest = after.slice(to);
        after = [...after.slice(0, from), below(256), ...rest, ...cut];
      }
      const delta = bytesDelta(before, Uint8Array.from(after), 10_000) ?? assert.fail();
      assert.deepEqual([...withBytesDelta(before, delta)], after);
    }
  });

  it('is not told where it is longer than allowed', () => {
    const [before, after] = [new Uint8Array(1000), new Uint8Array(1000).fill(1)];
    assert.equal(bytesDelta(before, after, 999), undefined);
    assert.equal(bytesDelta(before, after, 1000)?.fresh.length, 1000);
  });

  it('of nothing is nothing', () => {
    const nothing = new Uint8Array();
    for (const other of [nothing, new Uint8Array(50)]) {
      assert.deepEqual(
        withBytesDelta(other, bytesDelta(other, nothing, 0) ?? assert.fail()),
        nothing,
      );
    }
  });
});
