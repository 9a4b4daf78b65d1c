import assert from 'node:assert/strict';
import { percentile, ratioOf, spreadOf } from '../../../src/cli/bench/statistics';
import { barLines, findingLines } from '../../../src/cli/bench/report';
import { isMet, type Bar } from '../../../src/cli/bench/section';

describe('statistics of the benchmarks', () => {
  it('take percentiles that occur', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    assert.equal(percentile(values, 50), 100);
    assert.equal(percentile(values, 99), 198);
    assert.equal(percentile(values, 100), 200);
    assert.equal(percentile([7], 1), 7);
  });

  it('keep how far runs lie apart', () => {
    assert.deepEqual(spreadOf([5, 1, 9]), { median: 5, min: 1, max: 9, runs: 3 });
  });

  it('take ratios of pairs for the spread and of medians for the middle', () => {
    assert.deepEqual(ratioOf([10, 40, 20], [10, 20, 40]), {
      median: 1,
      min: 0.5,
      max: 2,
      runs: 3,
    });
  });
});

describe('report of the benchmarks', () => {
  const bar: Bar = { name: 'b', measured: 2, limit: 2, rule: 'at most', unit: 'x', aim: 1 };

  it('judges bars, and not what was not measured', () => {
    assert.equal(isMet(bar), true);
    assert.equal(isMet({ ...bar, measured: 2.1 }), false);
    assert.equal(isMet({ ...bar, measured: 2.1, rule: 'at least' }), true);
    assert.equal(isMet({ ...bar, measured: undefined }), undefined);
    assert.deepEqual(
      barLines([bar, { ...bar, measured: 2500.4 }, { ...bar, measured: undefined }]),
      [
        '',
        'Bars',
        '  figure                 bar  measured           met',
        '  b       at most 2 x, aim 1         2           yes',
        '  b       at most 2 x, aim 1     2,500            NO',
        '  b       at most 2 x, aim 1         -  not measured',
      ],
    );
    assert.deepEqual(barLines([]), []);
  });

  it('turns tables round that have many columns', () => {
    const findings = {
      title: 'T',
      columns: [
        { key: 'name', heading: 'n' },
        { key: 'cost', heading: 'c' },
      ],
      rows: [{ name: 'x', cost: { median: 0.5, min: 0.25, max: 12.34, runs: 3 } }, { name: 'yy' }],
      bars: [],
      notes: ['note'],
      agrees: true,
    };
    assert.deepEqual(findingLines(findings), [
      '',
      'T',
      '  n                    c',
      '  x   0.500 (0.250-12.3)',
      '  yy                   -',
      '  note',
    ]);
    assert.deepEqual(findingLines({ ...findings, transposed: true }), [
      '',
      'T',
      '  n                   x  yy',
      '  c  0.500 (0.250-12.3)   -',
      '  note',
    ]);
  });
});
