import assert from 'node:assert/strict';
import type { DownMessage } from '../../src/protocol/message';
import {
  foreseenStep,
  StateReceiver,
  StateSender,
  type StreamedMessage,
} from '../../src/protocol/stateStream';

/** As VS Code hands it on: everything copied. */
const travelled = (message: StreamedMessage): StreamedMessage => structuredClone(message);

/** A state whose text and arrays are long enough that differences pay. */
function stateAt(at: number, changed = 0): DownMessage {
  const log = Array.from(
    { length: 40 },
    (_, i) => `${at + i}: the block “${(at + i) * 77}” is free`,
  );
  const cells = Uint8Array.from({ length: 4000 }, (_, i) => (i * 31 + (i >> 5)) % 251);
  cells[changed] = 255;
  return {
    type: 'notification',
    method: 'stateChanged',
    params: { at, log },
    answers: [
      { method: 'mapWindow', params: { from: at % 3 }, result: { cells } },
      {
        method: 'blockWindow',
        params: {},
        result: { size: new Float64Array([at, 0.5]), note: '😀' },
      },
    ],
  };
}

/** A state that has next to nothing in common with those of other seeds. */
function noise(seed: number): DownMessage {
  const cells = Uint8Array.from({ length: 9000 }, (_, i) => (i * seed * i) >> 3);
  return {
    type: 'notification',
    method: 'stateChanged',
    params: { at: 1 },
    answers: [{ method: 'mapWindow', params: {}, result: { cells } }],
  };
}

function sizeOf(message: StreamedMessage): number {
  return message.type === 'difference'
    ? message.fresh.length + message.runs.byteLength
    : message.type === 'confirmation'
      ? 0
      : message.text.length + message.arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

describe('the stream of states', () => {
  it('tells a state by its differences to the one before, and brings it as it was', () => {
    const [sender, receiver] = [new StateSender(), new StateReceiver()];
    for (let at = 0; at < 30; at++) {
      const state = stateAt(at, at * 40);
      const sent = travelled(sender.pack(state));
      assert.equal(sent.type, at === 0 ? 'packed' : 'difference');
      if (at > 0) assert(sizeOf(sent) < 1000, `${sizeOf(sent)} bytes`);
      assert.deepEqual(receiver.unpack(sent), state);
    }
  });

  it('sends a state that is quite another as a whole, and goes on from there', () => {
    const [sender, receiver] = [new StateSender(), new StateReceiver()];
    for (const [state, type] of [
      [noise(3), 'packed'],
      [noise(5), 'packed'],
      [noise(5), 'confirmation'],
      [stateAt(2), 'packed'],
    ] as const) {
      const sent = travelled(sender.pack(state));
      assert.equal(sent.type, type);
      assert.deepEqual(receiver.unpack(sent), state);
    }
  });

  it('begins with a whole state for a view that is new', () => {
    const sender = new StateSender();
    sender.pack(stateAt(1));
    sender.forget();
    const sent = travelled(sender.pack(stateAt(2)));
    assert.deepEqual(new StateReceiver().unpack(sent), stateAt(2));
  });

  it('confirms either of two states that were foreseen, and goes on from that', () => {
    for (const [come, next] of [
      [3, 4],
      [1, 0],
      [5, 6],
    ] as const) {
      const [sender, receiver] = [new StateSender(), new StateReceiver()];
      const send = (at: number, step?: 'forward' | 'back') => {
        const sent = travelled(sender.pack(stateAt(at), step));
        assert.deepEqual(receiver.unpack(sent), stateAt(at));
        return sent.type;
      };
      send(2);
      send(3, 'forward');
      send(1, 'back');
      assert.equal(send(come), come === 5 ? 'difference' : 'confirmation');
      assert.equal(send(next), 'difference');
      assert.equal(send(3), 'difference', 'what was foreseen before is forgotten');
    }
  });

  it('gives nothing for a difference to what never came', () => {
    const [sender, receiver] = [new StateSender(), new StateReceiver()];
    receiver.unpack(travelled(sender.pack(stateAt(1))));
    sender.pack(stateAt(2));
    const late = travelled(sender.pack(stateAt(3)));
    assert.equal(receiver.unpack(late), undefined);
    sender.forget();
    assert.deepEqual(receiver.unpack(travelled(sender.pack(stateAt(3)))), stateAt(3));
  });

  it('tells what is foreseen like any other state, and confirms it in a word', () => {
    const [sender, receiver] = [new StateSender(), new StateReceiver()];
    receiver.unpack(travelled(sender.pack(stateAt(1))));
    const ahead = travelled(sender.pack(stateAt(2), 'forward'));
    assert.equal(foreseenStep(ahead), 'forward');
    const seen = receiver.unpack(ahead);
    assert.deepEqual(seen, stateAt(2));
    const come = travelled(sender.pack(stateAt(2)));
    assert.equal(foreseenStep(come), undefined);
    assert.equal(sizeOf(come), 0);
    assert.equal(receiver.unpack(come), seen, 'the very same');
    // What came instead is told by what it has in common with that.
    sender.pack(stateAt(3), 'forward');
    assert.equal(receiver.unpack(travelled(sender.pack(stateAt(9)))), undefined);
    sender.forget();
    receiver.unpack(travelled(sender.pack(stateAt(4))));
    receiver.unpack(travelled(sender.pack(stateAt(5), 'back')));
    const instead = travelled(sender.pack(stateAt(1)));
    assert.equal(instead.type, 'difference');
    assert.deepEqual(receiver.unpack(instead), stateAt(1));
  });

  it('gives nothing for the confirmation of what never came', () => {
    const sender = new StateSender();
    sender.pack(stateAt(1));
    const again = travelled(sender.pack(stateAt(1)));
    assert.equal(new StateReceiver().unpack(again), undefined);
  });

  it('lets answers pass between the states', () => {
    const [sender, receiver] = [new StateSender(), new StateReceiver()];
    receiver.unpack(travelled(sender.pack(stateAt(1))));
    const answer: DownMessage = { type: 'answer', id: 3, result: { cells: new Uint8Array(9) } };
    assert.deepEqual(receiver.unpack(travelled(sender.pack(answer))), answer);
    const sent = travelled(sender.pack(stateAt(2)));
    assert.equal(sent.type, 'difference');
    assert.deepEqual(receiver.unpack(sent), stateAt(2));
  });

  it('leaves alone what is not packed', () => {
    for (const other of [null, 5, 'packed', {}, { type: 'answer', id: 1 }]) {
      assert.equal(new StateReceiver().unpack(other), other);
    }
  });
});
