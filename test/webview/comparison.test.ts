import assert from 'node:assert/strict';
import type { ComparisonRow } from '../../src/protocol/comparison';
import { csvOf, markdownOf } from '../../webview/elements/at-comparison/comparisonText';
import { bestOf, linePoints, servesMost } from '../../webview/elements/at-comparison/plot';

function row(patch: Partial<ComparisonRow>): ComparisonRow {
  return {
    layout: 'rounded',
    policy: 'first-fit',
    failures: 0,
    firstFailure: 0,
    highWater: 4096,
    lostBytes: 0,
    fragmentation: Float32Array.of(0, 0.5),
    visitedMean: 1.25,
    visitedMax: 9,
    ...patch,
  };
}

const ROWS = [row({}), row({ policy: 'best-fit', failures: 2, firstFailure: 17, visitedMean: 1 })];

describe('a comparison in the view', () => {
  it('is copied as Markdown and as CSV', () => {
    assert.equal(
      markdownOf(ROWS),
      `| policy | layout | failures | first failure | high water (bytes) | lost bytes | fragmentation at the end | visited mean | visited max |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| first-fit | rounded | 0 |  | 4096 | 0 | 0.500 | 1.25 | 9 |
| best-fit | rounded | 2 | 17 | 4096 | 0 | 0.500 | 1.00 | 9 |
`,
    );
    assert.equal(csvOf(ROWS).split('\r\n')[2], 'best-fit,rounded,2,17,4096,0,0.500,1.00,9');
  });

  it('draws its line inside the picture', () => {
    assert.equal(linePoints([0, 0.5, 1]), '0.0,15.5 48.0,8.0 96.0,0.5');
    assert.equal(linePoints([1]), '0.0,0.5');
  });

  it('names the best of a column only where rows differ', () => {
    assert.deepEqual(bestOf(ROWS), { failures: '0', highWater: undefined, visitedMean: '1.0' });
  });

  it('prefers none of those that look the same', () => {
    const alike = [row({ highWater: 23_080 }), row({ highWater: 23_078 })];
    assert.equal(bestOf(alike).highWater, undefined);
    assert.equal(bestOf([...alike, row({ highWater: 30_000 })]).highWater, '22.5 KiB');
  });

  it('praises no low high water where more allocations failed', () => {
    const rows = [row({ highWater: 9000 }), row({ highWater: 8192 })];
    const failed = row({ failures: 1, highWater: 4096 });
    assert.equal(bestOf([...rows, failed]).highWater, '8 KiB');
    assert.equal(bestOf([rows[0], failed]).highWater, undefined);
    assert.deepEqual([...rows, failed].map(servesMost([...rows, failed])), [true, true, false]);
  });
});
