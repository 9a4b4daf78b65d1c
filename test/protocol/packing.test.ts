import assert from 'node:assert/strict';
import type { DownMessage } from '../../src/protocol/message';
import { pack, unpack } from '../../src/protocol/packing';

/** What arrives of a message: VS Code copies what is no array through JSON. */
function travelled(message: DownMessage): unknown {
  const packed = pack(message);
  const { arrays, ...rest } = packed;
  return unpack({ ...(JSON.parse(JSON.stringify(rest)) as object), arrays });
}

const answer = (result: unknown): DownMessage => ({ type: 'answer', id: 7, result });

describe('packing', () => {
  it('brings a message as it was, its arrays of numbers included', () => {
    const message: DownMessage = {
      type: 'notification',
      method: 'stateChanged',
      params: { at: 3, view: null, names: ['a', '\u{1f600}', '</script>'] },
      answers: [
        { method: 'mapWindow', params: {}, result: { cells: new Uint8Array([0, 255]), from: 0 } },
        {
          method: 'bytesWindow',
          params: { from: 1 },
          result: { rows: [{ a: new Int32Array([-1]) }, {}, { a: new Float64Array([0.5, NaN]) }] },
        },
      ],
    };
    assert.deepEqual(travelled(message), message);
  });

  it('makes of all objects one text, and leaves the message alone', () => {
    const cells = new Uint8Array(3);
    const message = answer({ rows: [{ id: 1, cells }] });
    const packed = pack(message);
    assert.deepEqual(packed, {
      type: 'packed',
      text: '{"type":"answer","id":7,"result":{"rows":[{"id":1,"cells":null}]}}',
      arrays: [cells],
      paths: [['result', 'rows', '0', 'cells']],
    });
    assert.deepEqual(message, answer({ rows: [{ id: 1, cells }] }));
  });

  it('takes a whole result that is an array', () => {
    assert.deepEqual(travelled(answer(new Uint16Array([5]))), answer(new Uint16Array([5])));
  });

  it('leaves alone what is not packed', () => {
    for (const other of [undefined, null, 5, 'packed', {}, { type: 'answer', id: 1 }]) {
      assert.equal(unpack(other), other);
    }
  });
});
