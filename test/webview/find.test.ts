import assert from 'node:assert/strict';
import type { SearchView } from '../../src/protocol/find';
import { itemTexts, nextItem, searchText } from '../../webview/elements/at-toolbar/findText';

const SEARCH: SearchView = {
  kind: 'text',
  query: 'free',
  count: 1200,
  isCut: false,
  current: -1,
  fraction: null,
};

function check(patch: Partial<SearchView>, expected: string): void {
  assert.equal(searchText({ ...SEARCH, ...patch }), expected);
}

describe('what a search found', () => {
  it('is told in a line', () => {
    check({}, '1,200 lines');
    check({ current: 2 }, '3 of 1,200 lines');
    check({ current: 2, isCut: true }, '3 of the first 1,200 lines');
    check({ count: 1, current: 0 }, '1 of 1 line');
    check({ fraction: 0.5 }, 'Looking… 50 %');
    check({ count: 0, query: 'nobody' }, 'Nothing here is called "nobody".');
    check({ count: 0, query: 'text a "b"' }, 'Nothing here is called "a "b".');
    check({ kind: 'lives' }, '1,200 owners over the whole trace');
    check({ kind: 'lives', count: 1 }, '1 owner over the whole trace');
    check({ kind: 'lives', current: 4 }, '5 of 1,200 owners');
    check({ kind: 'lives', count: 0 }, 'No block ever covered it.');
    check({ kind: 'lives', fraction: 0.25 }, 'Looking for all owners… 25 %');
  });

  it('is told item by item', () => {
    const item = { line: 1234, event: 5, end: 0, text: 'a\u0007', requested: 64 };
    assert.deepEqual(itemTexts(item, 'text'), { place: ':1,234', text: 'a\\u0007' });
    assert.deepEqual(itemTexts(item, 'lives'), {
      place: '5 – the end',
      text: 'a\\u0007, 64 bytes',
    });
    assert.equal(itemTexts({ ...item, end: 1200 }, 'lives').place, '5 – 1,200');
  });

  it('is gone through in a circle', () => {
    assert.deepEqual(
      [
        nextItem(-1, 3, 1),
        nextItem(-1, 3, -1),
        nextItem(2, 3, 1),
        nextItem(0, 3, -1),
        nextItem(1, 3, 1),
      ],
      [0, 2, 0, 2, 2],
    );
  });
});
