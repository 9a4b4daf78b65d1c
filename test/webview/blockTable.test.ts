import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { BlockWindow } from '../../src/protocol/blockTable';
import {
  layoutOf,
  moved,
  movedBefore,
  resized,
  toggled,
} from '../../webview/elements/at-block-table/columnLayout';
import { COLUMNS } from '../../webview/elements/at-block-table/columns';
import { copiedColumns, rowsText } from '../../webview/elements/at-block-table/copyText';
import { completed, completionOf } from '../../webview/elements/at-block-table/filterCompletion';
import { countOf, hasRow, withToggled } from '../../webview/elements/at-block-table/rowRuns';
import { RowSelection } from '../../webview/elements/at-block-table/rowSelection';
import {
  sizeClassOf,
  withoutSizes,
  withSizes,
} from '../../webview/elements/at-block-table/sizeTerm';
import { gridKey } from '../../webview/elements/at-block-table/tableKeys';
import { copiedText, totalsText } from '../../webview/elements/at-block-table/tableText';
import { checkSavedView, INITIAL_VIEW, USUAL_COLUMNS } from '../../webview/viewState';
import { heapView } from './support/states';

const keys = (columns: readonly { key: string }[]) => columns.map(({ key }) => key).join(' ');

const saved = (view: unknown) =>
  checkSavedView({ version: 2, uri: 'x', at: 0, pinned: false, view })?.view;

const wishOf = (text: string) => {
  const parts = text.split('+');
  return gridKey(
    {
      key: (parts.at(-1) ?? '').replace('Space', ' '),
      ctrlKey: parts.includes('Ctrl'),
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
      metaKey: false,
    },
    10,
  );
};

const offered = (text: string) => {
  const caret = text.indexOf('|');
  const { terms } = completionOf(text.replace('|', ''), caret);
  return terms.map(({ name }) => name).join(' ');
};

const take = (text: string, name: string) => {
  const caret = text.indexOf('|');
  const plain = text.replace('|', '');
  const completion = completionOf(plain, caret);
  const term = completion.terms.find((each) => each.name === name);
  assert(term, name);
  const after = completed(plain, completion, term);
  return `${after.filter.slice(0, after.caret)}|${after.filter.slice(after.caret)}`;
};

describe('the columns of the block table', () => {
  it('go when there is no room, the less important ones first', () => {
    const shown = (width: number) => keys(layoutOf(USUAL_COLUMNS, width).columns);
    assert.equal(shown(1600), keys(USUAL_COLUMNS));
    assert.equal(shown(760), 'address state id requested size padding tail age');
    assert.equal(shown(600), 'address state id requested size age');
    assert.equal(shown(320), 'address state id requested size');
    assert.equal(shown(0), 'address');
    assert.deepEqual([...layoutOf(USUAL_COLUMNS, 600).hidden], ['padding', 'tail', 'line']);
  });

  it('always fit', () => {
    const settings = fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...COLUMNS.map(({ key }) => key)),
        width: fc.constantFrom(0, 24, 100, 500),
      }),
      { selector: ({ key }) => key, minLength: 1 },
    );
    fc.assert(
      fc.property(settings, fc.integer({ min: 300, max: 2400 }), (chosen, width) => {
        const { columns, template, gap, hidden } = layoutOf(chosen, width);
        assert.equal(columns.length + hidden.size, chosen.length);
        const pixels = [...template.matchAll(/(\d+)px/g)].reduce(
          (sum, [, n]) => sum + Number(n),
          0,
        );
        assert(columns.length === 1 || pixels + (columns.length - 1) * gap + 24 <= width);
      }),
    );
  });

  it('leave what room there is to the id, unless it was given a width', () => {
    assert.match(layoutOf(USUAL_COLUMNS, 900).template, /^98px 58px minmax\(60px, 1fr\) 88px/);
    const given = resized(USUAL_COLUMNS, 'id', 200.4);
    assert.match(layoutOf(given, 1200).template, /^98px 58px 200px 88px/);
    assert.equal(keys(layoutOf(given, 1200).columns), keys(USUAL_COLUMNS));
    assert.equal(resized(given, 'id', 0).find(({ key }) => key === 'id')?.width, 0);
    assert.equal(resized(given, 'id', -5).find(({ key }) => key === 'id')?.width, 24);
  });

  it('are chosen and ordered', () => {
    const three = USUAL_COLUMNS.slice(0, 3);
    assert.equal(keys(toggled(three, 'state')), 'address id');
    assert.equal(keys(toggled(toggled(three, 'state'), 'state')), 'address state id');
    assert.equal(keys(toggled(three, 'label')), 'address state id label');
    assert.equal(keys(toggled(three.slice(0, 1), 'address')), 'address', 'one column must stay');
    assert.equal(keys(moved(three, 'id', -1)), 'address id state');
    assert.equal(keys(moved(three, 'id', 5)), 'address state id');
    assert.equal(keys(moved(three, 'line', 1)), 'address state id');
    assert.equal(keys(movedBefore(three, 'id', 'address')), 'id address state');
    assert.equal(keys(movedBefore(three, 'address', undefined)), 'state id address');
    assert.equal(keys(movedBefore(three, 'id', 'id')), 'address state id');
  });

  it('are checked when a saved view is read, and those of an older one are the usual', () => {
    const { columns: _c, sizesOpen: _s, ...older } = INITIAL_VIEW;
    assert.deepEqual(saved(older), INITIAL_VIEW);
    const chosen = [
      { key: 'line', width: 0 },
      { key: 'end', width: 90 },
    ];
    assert.deepEqual(saved({ ...INITIAL_VIEW, columns: chosen })?.columns, chosen);
    for (const columns of [
      [],
      [{ key: '__proto__', width: 0 }],
      [chosen[0], chosen[0]],
      [{ key: 'line', width: 5 }],
      'line',
      Array.from({ length: 99 }, () => chosen[0]),
    ]) {
      assert.deepEqual(saved({ ...INITIAL_VIEW, columns })?.columns, USUAL_COLUMNS);
    }
    assert.equal(saved(null), undefined);
    assert.equal(saved({ ...INITIAL_VIEW, sizesOpen: 1 }), undefined);
  });
});

describe('the rows that are selected', () => {
  it('are what a set of rows would be', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 })), (rows) => {
        const naive = new Set<number>();
        let runs: readonly number[] = [];
        for (const row of rows) {
          if (!naive.delete(row)) naive.add(row);
          runs = withToggled(runs, row);
        }
        assert.equal(countOf(runs), naive.size);
        for (let row = -1; row < 14; row++) assert.equal(hasRow(runs, row), naive.has(row));
        for (let i = 1; i < runs.length; i++) assert((runs[i] ?? 0) > (runs[i - 1] ?? 0));
      }),
    );
  });

  it('follow the keys that are held', () => {
    const selection = new RowSelection();
    const check = (expected: string) =>
      assert.equal(`${selection.active}: ${selection.runs.join(',')}`, expected);
    selection.choose(5, { shift: false, toggle: false });
    check('5: 5,6');
    selection.choose(8, { shift: true, toggle: false });
    check('8: 5,9');
    selection.choose(2, { shift: true, toggle: false });
    check('2: 2,6');
    selection.choose(9, { shift: false, toggle: true });
    check('9: 2,6,9,10');
    selection.choose(3, { shift: false, toggle: true });
    check('3: 2,3,4,6,9,10');
    selection.all(20);
    check('3: 0,20');
    selection.follow(7);
    check('7: ');
  });

  it('are moved through by keys', () => {
    assert.deepEqual(wishOf('ArrowDown'), { kind: 'move', by: 1, shift: false });
    assert.deepEqual(wishOf('Shift+PageUp'), { kind: 'move', by: -10, shift: true });
    assert.deepEqual(wishOf('Ctrl+End'), { kind: 'move', by: Infinity, shift: false });
    assert.deepEqual(wishOf('Ctrl+a'), { kind: 'all' });
    assert.deepEqual(wishOf('Ctrl+Space'), { kind: 'choose', toggle: true });
    assert.deepEqual(wishOf('Enter'), { kind: 'reveal' });
    for (const other of ['a', 'Ctrl+ArrowDown', 'Alt+ArrowDown', 'constructor', 'Ctrl+Shift+A']) {
      assert.equal(wishOf(other), undefined, other);
    }
  });

  it('are summed up in words', () => {
    const totals = { revision: 1, blocks: 3, live: 2, requested: 1, size: 2048 };
    assert.equal(totalsText(3, totals), '3 selected · 2 live with 1 byte · 2 KiB in blocks');
    assert.equal(totalsText(3, { ...totals, live: 0 }), '3 selected · 2 KiB in blocks');
    assert.equal(totalsText(1234, totals), '1,234 selected');
    assert.equal(copiedText({ rows: 1, isCut: false }, 'tabs'), 'Copied 1 row.');
    assert.equal(
      copiedText({ rows: 100_000, isCut: true }, 'CSV'),
      'Copied the first 100,000 rows as CSV.',
    );
  });
});

describe('rows that are copied', () => {
  const window: BlockWindow = {
    revision: 1,
    total: 2,
    start: 0,
    block: Uint32Array.of(0, 64),
    live: Uint8Array.of(1, 0),
    size: Uint32Array.of(48, 900),
    requested: Uint32Array.of(40, 0),
    padding: Uint32Array.of(0, 0),
    tail: Uint32Array.of(8, 0),
    lost: Uint8Array.of(3, 0),
    age: Uint32Array.of(1234, 0),
    line: Uint32Array.of(7, 0),
    user: Uint32Array.of(24, 0),
    thread: Float64Array.of(-1, -1),
    end: Uint32Array.of(9, 0),
    id: ['=a', ''],
    label: ['x|y', ''],
    source: ['main.c:1', ''],
  };

  it('are CSV, Markdown, or separated by tabs', () => {
    const columns = copiedColumns(['address', 'state', 'id', 'size']);
    const text = (format: 'CSV' | 'Markdown' | 'tabs') =>
      rowsText(
        [window, { ...window, block: window.block.subarray(1), live: window.live.subarray(1) }],
        columns,
        heapView(),
        format,
      );
    assert.equal(
      text('CSV'),
      [
        'address,state,id,label,block size',
        "0x10000000,live,'=a,x|y,48",
        '0x10000040,free,,,900',
        '0x10000040,free,,,48',
        '',
      ].join('\r\n'),
    );
    assert.equal(
      text('Markdown').split('\n').slice(1, 3).join('\n'),
      '| --- | --- | --- | --- | ---: |\n| 0x10000000 | live | =a | x\\|y | 48 |',
    );
    assert.equal(text('tabs').split('\n')[1], "0x10000000\tlive\t'=a\tx|y\t48");
  });

  it('have every column', () => {
    const columns = COLUMNS.map(({ key }) => key);
    assert.deepEqual(copiedColumns(columns), columns);
    const [names, live, free] = rowsText([window], columns, heapView(), 'CSV').split('\r\n');
    assert.equal(
      names,
      'address,state,id,requested,block size,padding,tail,age,line,user data,label,source,thread,end,lost',
    );
    assert.equal(live, "0x10000000,live,'=a,40,48,0,8,1234,7,0x10000018,x|y,main.c:1,,9,3");
    assert.equal(free, '0x10000040,free,,,900,,,,,,,,,,0');
  });
});

describe('the box for the filter', () => {
  it('offers terms for the word at the caret', () => {
    assert.equal(offered('l|'), 'live lost line label');
    assert.equal(offered('live -p|'), 'padding');
    assert.equal(offered('LA|'), 'label');
    assert.equal(offered('live|'), '');
    assert.equal(offered('|'), '');
    assert.equal(offered('size>1 |'), '');
    assert.equal(offered('label:l|'), '');
    assert.equal(offered('l|x'), '');
    assert.equal(offered('label:"a l|'), '');
    assert.equal(offered('label:"a" l|'), 'live lost line label');
  });

  it('puts a term in the place of the word', () => {
    assert.equal(take('-la| x', 'label'), '-label:| x');
    assert.equal(take('live pad|', 'padding'), 'live padding>|');
    assert.equal(take('l|', 'live'), 'live |');
  });

  it('takes classes of sizes from the bars', () => {
    assert.equal(withSizes('', 6), 'size:64..127');
    assert.equal(withSizes('live  x', 0), 'live  x size:0..1');
    assert.equal(withSizes('size:64..127 x', 6), 'x');
    assert.equal(withSizes('x size:64..127', 7), 'x size:128..255');
    assert.equal(sizeClassOf('x size:64..127'), 6);
    assert.equal(sizeClassOf('size:0..1'), 0);
    for (const own of ['size:64..128', '-size:64..127', 'size:64..', 'size:3..5']) {
      assert.equal(sizeClassOf(own), undefined, own);
      assert.equal(withoutSizes(own), own);
    }
  });
});
