import assert from 'node:assert/strict';
import { completeCondition, DESCRIBED_NAMES } from '../../src/language/conditionNames';

/** The first names that may follow, and the column of the word that they take the place of. */
function check(text: string, expected: string): void {
  const { from, names } = completeCondition(text);
  const first = names.slice(0, 3).map(({ name }) => name);
  assert.equal([from, ...first].join(' '), expected, text);
}

describe('names of conditions', () => {
  it('follow what is typed', () => {
    check('', '0 verb id newId');
    check('lar', '0 largestFree');
    check('size > 4096 && larg', '15 largestFree');
    check('size > 4096 && ', '15 verb id newId');
    check('FREE', '0 freeBytes freeBlocks largestFree');
    check('label ~ "siz', '9');
    check('label ~ "a" && siz', '15 size blockSize');
    check("label ~ 'it\\'s siz", '15');
    check('size > 40', '7');
    check('size > 4l', '7');
    check('nothing', '0');
  });

  it('are all explained', () => {
    for (const { name, meaning } of DESCRIBED_NAMES) assert.match(meaning, /\S.*\.$/, name);
  });
});
