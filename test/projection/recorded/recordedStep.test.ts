import assert from 'node:assert/strict';
import { recordedSelection } from '../../../src/projection/recorded/recordedSelection';
import { recordedStep } from '../../../src/projection/recorded/recordedStep';
import { recordedTableRows, recordedWindow } from '../../../src/projection/recorded/recordedTable';
import type { RecordedOrder } from '../../../src/protocol/recorded';
import { recordedOf } from '../../replay/recorded/naive';
import { plain } from '../shown';
import { atOnce } from '../../support/atOnce';

/** What is said of the last of some lines, line by line. */
function told(...lines: string[]): string[] {
  const step = recordedStep(recordedOf(lines)) ?? assert.fail();
  return [`[${step.outcome}] ${plain(step.headline)}`, ...step.sentences.map(plain)];
}

describe('what happened in the recorded program', () => {
  it('says where a block lies, and whose the address was', () => {
    assert.deepEqual(
      told(
        'alloc a 24 addr=0x1000',
        'alloc b 48 addr=0x1020',
        'alloc c 8 addr=0x1060',
        'free b addr=0x1020',
        'alloc d 40 addr=0x1020',
      ),
      [
        '[done] The program got 0x1020 (40 bytes) from its allocator.',
        'It lies 8 bytes after block a, and 24 bytes before block c. What lies between is not known.',
        'The address was block b’s before, until event 4.',
      ],
    );
    assert.deepEqual(told('alloc a 16 addr=0x1000', 'alloc b 1 addr=0x1010'), [
      '[done] The program got 0x1010 (1 byte) from its allocator.',
      'It begins where block a ends.',
      'No recorded block began at this address before.',
    ]);
    assert.deepEqual(
      told('alloc a 16 addr=0x1000')[1],
      ['No other live block is in this region of addresses.'][0],
    );
  });

  it('says what was given back', () => {
    const lines = ['alloc a 24 addr=0x1000', 'mark m', 'free a addr=0x1000'];
    assert.deepEqual(told(...lines), [
      '[done] The program gave back 0x1000 (24 bytes, block a).',
      'It had lived for 2 events. What the allocator did with it, a recording does not say.',
    ]);
    assert.deepEqual(told('alloc a 24 addr=0x1000', 'free a addr=0x1008').slice(0, 2), [
      '[inconsistency] The program gave back 0x1000 (24 bytes, block a).',
      'The recording says that 0x1008 was given back: that is not its address.',
    ]);
    assert.deepEqual(
      told('alloc 0x1000 24 addr=0x1000', 'free 0x1000')[0],
      '[done] The program gave back 0x1000 (24 bytes).',
    );
    assert.match(told('free u1 addr=0x1008')[0], /^\[inconsistency\] The program gave 0x1008 back/);
    assert.deepEqual(told('free u1'), [
      '[done] The program gave a block back; the recording does not say where it was.',
    ]);
    assert.deepEqual(told('free null'), ['[done] Freeing null does nothing.']);
    const failed = ['alloc a 24 addr=null', 'free a addr=null'];
    assert.deepEqual(told(...failed), ['[done] Freeing null does nothing.']);
    assert.deepEqual(told('mark x'), ['[mark] A mark: nothing happened to the heap.']);
  });

  it('says how a block was resized', () => {
    const a = 'alloc a 24 addr=0x1000';
    assert.deepEqual(
      told(a, 'realloc a 30 addr=0x1000')[0],
      '[done] Resized in place at 0x1000: 24 bytes became 30 bytes.',
    );
    assert.deepEqual(
      told(a, 'realloc a 30 addr=0x2000')[0],
      '[done] Moved from 0x1000 to 0x2000: 24 bytes became 30 bytes.',
    );
    assert.match(told(a, 'realloc a 0')[0], /gave back 0x1000/);
    assert.deepEqual(told(a, 'realloc a 900 addr=null'), [
      '[failed] The program asked for 900 bytes and got nothing.',
      'The old block stays as it is.',
    ]);
  });

  it('never hides that the recording contradicts itself', () => {
    assert.deepEqual(told('alloc a 64 addr=0x1000', 'alloc b 8 addr=0x1010').slice(0, 2), [
      '[inconsistency] The program got 0x1010 (8 bytes) from its allocator.',
      'It shares bytes with block a, of which the recording has no end yet: it contradicts itself.',
    ]);
    const many = Array.from({ length: 5 }, (_, i) => `alloc b${i} 8 addr=${4096 + 16 * i}`);
    assert.match(told(...many, 'alloc all 100 addr=4096')[1], /b0, block b1, block b2 and 2 more/);
    assert.match(told('alloc a 9007199254740991 addr=0x10')[0], /more than can be true/);
    assert.match(told('alloc a 8 addr=0x10', 'alloc b 8')[0], /does not say where/);
  });

  it('outlines what came and went', () => {
    const heap = recordedOf(['alloc a 24 addr=0x1000', 'realloc a 30 addr=0x1040']);
    assert.deepEqual(recordedStep(heap)?.touched, [
      { block: 0, extent: 24, role: 'freed' },
      { block: 64, extent: 30, role: 'allocated' },
    ]);
    assert.equal(recordedStep(recordedOf(['mark m'], 0)), null);
  });
});

describe('the table of a recorded heap', () => {
  const LINES = [
    'alloc a 300 addr=0x1000 tid=2 "net"',
    'alloc b 8 address=0xfffffffffffffff0',
    'alloc c 3000000000 addr=0x2000 "disk"',
    'free b',
    'alloc b 16 address=0xffffffffffffffe0 tid=1',
  ];
  const heap = recordedOf(LINES);
  const idsBy = (order: Partial<RecordedOrder>) => {
    const whole: RecordedOrder = { sort: 'address', descending: false, filter: '', ...order };
    const rows = atOnce(recordedTableRows(heap, whole));
    return recordedWindow(heap, rows, 0, 10).id.join('');
  };

  it('sorts by each column, sizes of any number of bytes too', () => {
    assert.equal(idsBy({}), 'acb');
    assert.equal(idsBy({ sort: 'size' }), 'bac');
    assert.equal(idsBy({ sort: 'size', descending: true }), 'cab');
    assert.equal(idsBy({ sort: 'age' }), 'bca');
    assert.equal(idsBy({ sort: 'label' }), 'bca');
    assert.equal(idsBy({ sort: 'thread' }), 'cba');
  });

  it('filters in the language of filters, and says what a recording does not know', () => {
    assert.equal(idsBy({ filter: 'size>=300' }), 'ac');
    assert.equal(idsBy({ filter: 'label:ne live' }), 'a');
    assert.equal(idsBy({ filter: 'address:0x1010' }), 'a');
    assert.equal(idsBy({ filter: '-free id=b' }), 'b');
    assert.throws(() => idsBy({ filter: 'padding>0' }), /does not say what padding/);
    assert.throws(() => idsBy({ filter: 'free' }), /does not say what is free/);
    assert.throws(() => idsBy({ filter: '-live' }), /does not say what is free/);
    assert.throws(() => idsBy({ filter: 'size>' }), /A value is missing/);
  });

  it('has every address to the last digit', () => {
    const rows = atOnce(
      recordedTableRows(heap, { sort: 'address', descending: false, filter: '' }),
    );
    const { address, block, age, line, thread } = recordedWindow(heap, rows, 1, 5);
    assert.deepEqual(address, ['0x2000', '0xffffffffffffffe0']);
    assert.deepEqual([...block], [3, 5]);
    assert.deepEqual([...age], [2, 0]);
    assert.deepEqual([...line], [4, 6]);
    assert.deepEqual([...thread], [-1, 1]);
  });

  it('tells of one block all that is known', () => {
    const selection = recordedSelection(recordedOf(LINES, 3), 1);
    assert.deepEqual(selection && { ...selection, place: 0 }, {
      block: 2,
      place: 0,
      extent: 8,
      address: '0xfffffffffffffff0',
      size: 8,
      id: 'b',
      label: '',
      source: '',
      thread: -1,
      madeLine: 3,
      endEvent: 4,
      endLine: 5,
    });
    assert.equal(recordedSelection(heap, 1), null, 'it is gone');
    assert.equal(recordedSelection(heap, 3), null, 'that made none');
  });
});
