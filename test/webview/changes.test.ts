import assert from 'node:assert/strict';
import { CHANGE_GROUPS, type Reference } from '../../src/protocol/changes';
import { METRICS } from '../../src/protocol/metrics';
import {
  detailText,
  differenceText,
  directionOf,
  groupText,
  sideTexts,
  sizesText,
  totalText,
  unchangedText,
} from '../../webview/elements/at-changes/changesText';

function reference(patch: Partial<Reference> = {}): Reference {
  return {
    uri: '',
    name: '',
    at: 1480,
    base: 0,
    size: 4096,
    layout: 'rounded',
    policy: 'first-fit',
    ...patch,
  };
}

const OTHER = { uri: 'file:///o', name: 'o\u202e.alloctrace', at: 7 };

describe('changes in words', () => {
  it('say which way one looks', () => {
    const cases = [
      { at: 2000, was: reference(), direction: 'since', detail: 'since event 1,480' },
      { at: 3, was: reference(), direction: 'until', detail: 'until event 1,480' },
      {
        at: 3,
        was: reference(OTHER),
        direction: 'other',
        detail: String.raw`against o\u202e.alloctrace after event 7`,
      },
    ];
    for (const { at, was, direction, detail } of cases) {
      assert.equal(directionOf({ at, was }), direction);
      assert.equal(detailText({ at, was }), detail);
    }
  });

  it('name every group in every direction, no two alike, and never claim what did not happen', () => {
    for (const direction of ['since', 'until', 'other'] as const) {
      const was = reference(direction === 'other' ? OTHER : {});
      const headings = CHANGE_GROUPS.map((group) => groupText(group, direction, was).heading);
      assert.equal(new Set(headings).size, CHANGE_GROUPS.length, headings.join());
    }
    const beside = CHANGE_GROUPS.map(
      (group) => groupText(group, 'other', reference(OTHER)).heading,
    );
    assert.doesNotMatch(beside.join(), /new|gone|grown|shrunk|moved|resized/i);
    assert.deepEqual(sideTexts('other'), ['there', 'here']);
    assert.deepEqual(sideTexts('until'), ['then', 'now']);
    assert.deepEqual(groupText('new', 'until', reference()), {
      heading: 'Still here',
      did: 'freed',
      meaning: 'Live here, and not at event 1,480.',
      mark: '+',
    });
    assert.equal(groupText('gone', 'until', reference()).did, 'allocated');
    assert.equal(groupText('gone', 'since', reference()).did, 'freed');
    assert.equal(groupText('new', 'other', reference(OTHER)).did, '');
  });

  it('count', () => {
    assert.equal(totalText({ count: 1, bytes: 40 }), '1 block, 40 B');
    assert.equal(unchangedText({ unchanged: 0, freeUnchanged: 0 }), '');
    assert.equal(
      unchangedText({ unchanged: 1, freeUnchanged: 0 }),
      '1 live block is the same in both.',
    );
    assert.equal(
      unchangedText({ unchanged: 1, freeUnchanged: 2000 }),
      '1 live and 2,000 free blocks are the same in both.',
    );
  });

  it('show a size twice only where it has changed', () => {
    assert.equal(sizesText(0, 1040, false), '1,040');
    assert.equal(sizesText(40, 0, false), '40');
    assert.equal(sizesText(40, 40, true), '40');
    assert.equal(sizesText(40, 1090, true), '40 → 1,090');
  });

  it('give differences of metrics with their sign, in their units', () => {
    assert.equal(differenceText(100, 2148, 'bytes'), '+2 KiB');
    assert.equal(differenceText(2148, 100, 'offset'), '−2 KiB');
    assert.equal(differenceText(5, 4, 'count'), '−1');
    assert.equal(differenceText(1, 2.25, 'score'), '+1.3');
    assert.equal(differenceText(0.5, 0.25, 'ratio'), '−25 points');
    for (const { unit } of METRICS) assert.match(differenceText(1, 2, unit), /^\+/);
  });
});
