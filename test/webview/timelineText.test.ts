import assert from 'node:assert/strict';
import type { RangeSummary, TimelineFlag, TimelineMoment } from '../../src/protocol/timeline';
import {
  describeEvents,
  describeSums,
  madeFilter,
} from '../../webview/elements/at-timeline/rangeText';
import { flagCounts } from '../../webview/elements/at-timeline/flagCounts';
import { bytesBetween, describeReading } from '../../webview/elements/at-timeline/readingText';
import { intentOfKey } from '../../webview/elements/at-timeline/timelineKeys';
import { timelineRows } from '../../webview/elements/at-timeline/timelineRows';
import { rangeOf } from './support/timelineRanges';

const coarse = rangeOf({ from: 0, interval: 10 }, [
  { live: [10, 40], largest: 900 },
  { live: [0, 80], failures: 2 },
  { live: [3, 3] },
]);
const detail = rangeOf({ from: 10, interval: 1 }, [{ live: [7, 7], largest: 500, failures: 1 }]);

function check(at: number, windows = [coarse, detail], moment?: TimelineMoment) {
  return describeReading({ at, windows, moment, flag: undefined }).split('\n');
}

function flagged(kind: TimelineFlag['kind'], text: string, under?: TimelineFlag['under']): string {
  const flag = { event: 5, kind, text, ...(under && { under }) };
  const lines = describeReading({ at: 5, windows: [], moment: undefined, flag }).split('\n');
  return lines.slice(1).join('\n');
}

describe('what is read in the timeline', () => {
  it('is the finest point that is known, and says whether that is exact', () => {
    assert.deepEqual(check(5), [
      'event 5',
      'live 10 to 40 B',
      'free 960 to 990 B',
      'largest free block about 900 B',
      'sampled: events 1 to 10',
    ]);
    assert.deepEqual(check(11), [
      'event 11',
      'live 7 B',
      'free 993 B',
      'largest free block 500 B',
      '1 allocation failed',
      'exact',
    ]);
    assert.deepEqual(check(12).slice(1, 2), ['live 0 to 80 B']);
    assert.deepEqual(check(99), ['event 99']);
  });

  it('is what the host says of just this place, once it has', () => {
    const values = { liveBytes: 2048, freeBytes: 1000, largestFree: 250 };
    const moment = { revision: 1, at: 5, line: 1007, values };
    assert.deepEqual(check(5, [coarse], moment), [
      'event 5 · line 1,007',
      'live 2 KiB',
      'free 1,000 B',
      'largest free block 250 B',
      'fragmentation 75 %',
      'exact',
    ]);
    assert.equal(check(6, [coarse], moment)[0], 'event 6', 'not of another place');
    const unknown = { ...moment, values: null };
    assert.deepEqual(check(5, [coarse], unknown).slice(0, 2), [
      'event 5 · line 1,007',
      'live 10 to 40 B',
    ]);
    const start = {
      revision: 1,
      at: 0,
      line: 0,
      values: { ...values, freeBytes: 0, largestFree: 0 },
    };
    assert.deepEqual(check(0, [], start)[0], 'before the first event');
    assert(
      check(0, [], start).includes('fragmentation 0.0 %') ||
        check(0, [], start).includes('fragmentation 0 %'),
    );
  });

  it('says what is flagged there', () => {
    assert.equal(flagged('mark', 'a\u0007b'), 'mark: a\\u0007b');
    assert.equal(flagged('bookmark', 'here'), 'bookmark: here');
    assert.equal(flagged('bookmark', ''), 'bookmark');
    assert.equal(flagged('fault', 'double free'), 'fault: double free');
    assert.equal(flagged('inconsistency', 'live id'), 'inconsistency: live id');
  });

  it('says of a bookmark both its name and what else is at its event', () => {
    const inconsistency = { kind: 'inconsistency', text: 'live id' } as const;
    assert.equal(flagged('bookmark', '', inconsistency), 'bookmark\ninconsistency: live id');
    assert.equal(
      flagged('bookmark', 'here', inconsistency),
      'bookmark: here\ninconsistency: live id',
    );
    const mark = { kind: 'mark', text: 'a\u0007b' } as const;
    assert.equal(flagged('bookmark', '', mark), 'bookmark\nmark: a\\u0007b');
  });

  it('counts the flags of a row of the table by their kind, and says so where it cannot', () => {
    const flags: TimelineFlag[] = [
      { event: 1, kind: 'fault', text: 'double free' },
      { event: 2, kind: 'inconsistency', text: 'live id' },
      { event: 3, kind: 'mark', text: 'a' },
      { event: 4, kind: 'inconsistency', text: 'live id' },
      { event: 5, kind: 'bookmark', text: 'here', under: { kind: 'fault', text: 'double free' } },
      { event: 6, kind: 'mark', text: 'b' },
    ];
    const counted = (isAll: boolean, first: number, last: number) =>
      flagCounts({ flags, isAll }, first, last).map(({ text }) => text);
    assert.deepEqual(counted(true, 1, 5), [
      '2 faults',
      '2 inconsistencies',
      '1 mark',
      '1 bookmark',
    ]);
    assert.deepEqual(counted(true, 2, 2), ['1 inconsistency']);
    assert.deepEqual(counted(true, 7, 9), []);
    assert.deepEqual(counted(false, 1, 4), ['faults', 'inconsistencies', 'marks']);
  });

  it('says the unit once where it is the same', () => {
    assert.equal(bytesBetween(2048, 4096), '2 to 4 KiB');
    assert.equal(bytesBetween(1000, 2048), '1,000 B to 2 KiB');
    assert.equal(bytesBetween(7, 7), '7 B');
  });

  it('names the mark there, with nothing hidden in it', () => {
    const flag = { event: 5, kind: 'mark', text: 'a\u202eb\nc' } as const;
    const text = describeReading({ at: 5, windows: [], moment: undefined, flag });
    assert.equal(text, 'event 5\nmark: a\\u202eb\\nc');
  });
});

describe('what a range of the timeline says', () => {
  const sums: RangeSummary = {
    revision: 1,
    from: 10,
    to: 1010,
    made: 600,
    madeBytes: 4096,
    freed: 500,
    freedBytes: 5120,
    survivors: 200,
    survivorBytes: 1024,
    failures: 3,
    marks: 0,
  };

  it('in words', () => {
    assert.equal(describeEvents(10, 1010), 'Events 11 to 1,010');
    assert.equal(describeEvents(10, 11), 'Event 11');
    assert.deepEqual(describeSums(sums), [
      '1,000 events',
      '600 allocated (4 KiB)',
      '500 freed (5 KiB)',
      'net −1 KiB',
      '3 failed',
      '200 of those allocated live at its end (1 KiB)',
    ]);
    const even = describeSums({ ...sums, freedBytes: 4096, failures: 0 });
    assert.equal(even[3], 'net 0 B');
    assert.equal(even.length, 5);
    assert.equal(describeSums({ ...sums, freedBytes: 0 })[3], 'net +4 KiB');
  });

  it('as a filter of the table counts events from 1', () => {
    assert.equal(madeFilter(99, 200), 'made:100..200');
  });
});

describe('the timeline as a table', () => {
  it('has the points of the finest window that covers the range', () => {
    assert.deepEqual(timelineRows([coarse, detail], { from: 10, to: 11 }, 50), [
      {
        first: 11,
        last: 11,
        leastLive: 7,
        mostLive: 7,
        leastFree: 993,
        mostFree: 993,
        largestFree: 500,
        failures: 1,
      },
    ]);
    const rows = timelineRows([coarse, detail], { from: 5, to: 30 }, 2);
    assert.deepEqual(
      rows.map(({ first, last, leastLive, mostLive, failures, largestFree }) => [
        first,
        last,
        leastLive,
        mostLive,
        failures,
        largestFree,
      ]),
      [
        [1, 20, 0, 80, 2, 900],
        [21, 30, 3, 3, 0, -1],
      ],
    );
    assert.deepEqual(timelineRows([], { from: 0, to: 5 }, 50), []);
  });
});

const key = (name: string, held = {}) =>
  intentOfKey({
    key: name,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...held,
  });

describe('the keys of the timeline', () => {
  it('read, zoom, move and select', () => {
    assert.deepEqual(key('ArrowRight'), { kind: 'read', by: 'step', direction: 1 });
    assert.deepEqual(key('ArrowLeft', { ctrlKey: true }), {
      kind: 'read',
      by: 'event',
      direction: -1,
    });
    assert.deepEqual(key('ArrowLeft', { shiftKey: true }), { kind: 'pan', direction: -1 });
    assert.deepEqual(key('+', { shiftKey: true }), { kind: 'zoom', direction: 'in' });
    assert.deepEqual(key('[', { ctrlKey: true, altKey: true }), {
      kind: 'rangeEdge',
      edge: 'from',
    });
    assert.deepEqual(key('Escape'), { kind: 'clear' });
  });

  it('are no others', () => {
    for (const name of ['a', 'Tab', 'F5', 'toString', '__proto__'])
      assert.equal(key(name), undefined);
    assert.equal(key('ArrowLeft', { altKey: true }), undefined);
    assert.equal(key('c', { ctrlKey: true }), undefined);
    assert.equal(key('Home', { shiftKey: true }), undefined);
  });
});
