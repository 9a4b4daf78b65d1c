import assert from 'node:assert/strict';
import { check } from './check';
import { importText, problemLines } from './imported';

describe('importing malloc-lab traces', () => {
  it('keeps ids, whatever the header', () => {
    const operations = 'a 0 16\nr 0 40\nf 0\na 0 8\nf -1\n';
    const events = 'alloc 0 16\nrealloc 0 40\nfree 0\nalloc 0 8\nfree null\n';
    for (const header of ['2\n5', '1\n2\n5\n1', '20000\n1\n5\n39837156', '0 \n 1\n5\n\n1']) {
      const result = importText(`${header}\n${operations}`.replaceAll('\n', '  \r\n'));
      assert.equal(result.importer?.id, 'malloc-lab');
      assert.equal(result.events, events);
      assert.deepEqual(problemLines(result), []);
    }
  });

  it('takes the thread in front, and finds what is wrong', () =>
    check(
      'malloc-lab',
      `
      2
      7
      0 a 0 16
      1 a 1 16
      0 a 0 32
      1 f 7
      0 a 2 -5
      a 3 84048675867312144
      f 3
      x 3
      a x 1
      a 5
      f 1 5
      `,
      `
      alloc 0 16 tid=0
      alloc 1 16 tid=1
      alloc 0 32 tid=0
      free 7 tid=1
      ! 7:7 The size is not a whole number
      ! 8:1 The size is above 2^53 - 1
      ! 10:1 This is no operation
      ! 11:3 The id is not a whole number
      ! 12:4 The size is missing
      ! 13:5 A size has no place here
      ! 2:1 The header says 7 operations; there are 11
      `,
    ));

  it('never lets a sum round', () => {
    const result = importText('2\n3\na 0 9007199254740990\na 1 1\na 2 1\n');
    assert.deepEqual(
      problemLines(result).map((line) => line.slice(0, 30)),
      ['5:1 All live blocks together a'],
    );
    assert.equal(result.totals.liveBytes, Number.MAX_SAFE_INTEGER);
  });
});
