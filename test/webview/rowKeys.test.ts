import assert from 'node:assert/strict';
import { takeRowKey } from '../../webview/rowKeys';

/** A list of a hundred rows, ten of them in sight, with the keyboard at one. */
function press(key: string, current: number, held = {}) {
  const done: (number | string)[] = [];
  const event = {
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...held,
    preventDefault: () => done.push('prevented'),
    stopPropagation: () => done.push('stopped'),
  };
  takeRowKey(event as never, {
    total: 100,
    page: 10,
    current,
    moveTo: (row) => done.push(row),
    choose: () => done.push('chosen'),
  });
  return done;
}

function movedTo(key: string, current: number) {
  return press(key, current)[0];
}

describe('the keys of a list', () => {
  it('move by a row, by a page and to the ends, but not beyond', () => {
    assert.equal(movedTo('ArrowUp', 50), 49);
    assert.equal(movedTo('ArrowDown', 50), 51);
    assert.equal(movedTo('PageUp', 50), 40);
    assert.equal(movedTo('PageDown', 95), 99);
    assert.equal(movedTo('PageUp', 3), 0);
    assert.equal(movedTo('Home', 50), 0);
    assert.equal(movedTo('End', 50), 99);
  });

  it('choose the row, and go no further', () => {
    assert.deepEqual(press('Enter', 5), ['chosen', 'prevented', 'stopped']);
    assert.deepEqual(press(' ', 5), ['chosen', 'prevented', 'stopped']);
  });

  it('are left to others where they mean nothing', () => {
    assert.deepEqual(press('a', 5), []);
    assert.deepEqual(press('ArrowLeft', 5), []);
    assert.deepEqual(press('Home', 5, { ctrlKey: true }), []);
    assert.deepEqual(press('End', 5, { altKey: true }), []);
  });

  it('stay at the first row of none', () => {
    const done: number[] = [];
    const rows = { total: 0, page: 1, current: 0, choose: () => {} };
    const event = { key: 'End', preventDefault: () => {}, stopPropagation: () => {} };
    takeRowKey(event as never, { ...rows, moveTo: (row) => done.push(row) });
    assert.deepEqual(done, [0]);
  });
});
