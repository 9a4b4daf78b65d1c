import assert from 'node:assert/strict';
import type { LeakGroup, LeaksView } from '../../src/protocol/leaks';
import {
  ageText,
  groupsText,
  hintText,
  nameText,
  placeParts,
  rangeOf,
  scopeText,
} from '../../webview/elements/at-leaks/leaksText';

const LEAKS: LeaksView = {
  from: 1,
  to: 1000,
  by: 'label',
  blocks: 3,
  bytes: 5000,
  groups: 2,
  fraction: null,
};

function group(patch: Partial<LeakGroup>): LeakGroup {
  return {
    name: 'net',
    blocks: 2,
    bytes: 4096,
    first: 10,
    last: 990,
    line: 12,
    filter: 'live',
    isRest: false,
    ...patch,
  };
}

describe('leaks', () => {
  it('of a source location tell the file apart from its folder', () => {
    assert.deepEqual(placeParts('/home/me/net/rx.c:42'), ['/home/me/net/', 'rx.c:42']);
    assert.deepEqual(placeParts('C:\\src\\rx.c:42'), ['C:\\src\\', 'rx.c:42']);
    assert.deepEqual(placeParts('rx.c:42'), ['', 'rx.c:42']);
    assert.deepEqual(placeParts('no location'), ['', 'no location']);
  });

  it('are looked for in a part of the trace', () => {
    const trace = { at: 7, eventCount: 1000 };
    const check = (from: string, to: string, expected: string | undefined) => {
      const range = rangeOf('range', from, to, trace);
      assert.equal(range && `${range.from}..${range.to}`, expected);
    };
    assert.deepEqual(rangeOf('end', 'x', '', trace), { from: 1, to: 1000 });
    assert.deepEqual(rangeOf('cursor', '', '', trace), { from: 1, to: 7 });
    check('', '', '1..1000');
    check('10', '1,000,000', '10..1000');
    check(' 5 ', '5', '5..5');
    check('6', '5', undefined);
    check('0', '5', undefined);
    check('x', '5', undefined);
    check('1', '-5', undefined);
  });

  it('are looked for between marks that are named by their text', () => {
    const trace = { at: 7, eventCount: 1000 };
    const marks = { events: [3, 40, 80, 90], texts: ['boot', 'tick', 'tick', '5'] };
    const range = (from: string, to: string) => rangeOf('range', from, to, trace, marks);
    assert.deepEqual(range('boot', ' tick '), { from: 3, to: 80 });
    assert.deepEqual(range('tick', ''), { from: 40, to: 1000 });
    assert.deepEqual(range('5', '5'), { from: 5, to: 5 });
    assert.equal(range('tick', 'boot'), undefined);
    assert.equal(range('tock', ''), undefined);
  });

  it('are told in words', () => {
    const trace = { eventCount: 1000 };
    assert.equal(scopeText(LEAKS, trace), 'live at the end');
    assert.equal(
      scopeText({ ...LEAKS, from: 5, to: 999 }, trace),
      'made from event 5 on, live after event 999',
    );
    assert.equal(nameText(group({ name: 'a\u202e' }), 'label'), 'a\\u202e');
    assert.equal(nameText(group({ name: '4096' }), 'size'), '4,096 bytes');
    assert.equal(nameText(group({ name: '1' }), 'size'), '1 byte');
    assert.equal(nameText(group({ name: '' }), 'source'), 'no location');
    assert.equal(nameText(group({ name: '', isRest: true }), 'label'), 'others');
    assert.equal(ageText(group({}), LEAKS), '10 – 990');
    assert.equal(ageText(group({ last: 10 }), LEAKS), '990');
  });

  it('in one group say what would tell them apart', () => {
    const one = { ...LEAKS, groups: 1 };
    const nameless = group({ name: '' });
    assert.match(hintText([nameless], { ...one, by: 'label' }) ?? '', /with callers/);
    assert.match(hintText([nameless], { ...one, by: 'source' }) ?? '', /by label or by size/);
    assert.match(hintText([nameless], { ...one, by: 'prefix' }) ?? '', /are addresses/);
    assert.equal(hintText([group({ name: 'a' })], { ...one, by: 'label' }), undefined);
    assert.equal(hintText([nameless, group({})], { ...one, groups: 2, by: 'label' }), undefined);
    assert.equal(hintText([], one), undefined);
  });

  it('are copied, with what is hostile made harmless', () => {
    const groups = [group({ name: '=a|b' }), group({ name: '', blocks: 1 })];
    assert.equal(
      groupsText(groups, LEAKS, 'CSV'),
      [
        'label,bytes,blocks,oldest age (events),newest age (events),first event,first line',
        "'=a|b,4096,2,990,10,10,12",
        'no label,4096,1,990,10,10,12',
        '',
      ].join('\r\n'),
    );
    assert.equal(
      groupsText(groups, LEAKS, 'Markdown').split('\n')[2],
      '| =a\\|b | 4096 | 2 | 990 | 10 | 10 | 12 |',
    );
  });
});
