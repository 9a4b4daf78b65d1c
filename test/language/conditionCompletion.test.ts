import assert from 'node:assert/strict';
import { completeCondition } from '../../src/language/conditionCompletion';

/** The first words that may follow, and the column of the word that they take the place of. */
function check(text: string, expected: string): void {
  const { from, words } = completeCondition(text);
  const first = words.slice(0, 3).map((word) => word.text);
  assert.equal([from, ...first].join(' '), expected, text);
}

describe('completion of conditions', () => {
  it('has names where a value is missing', () => {
    check('', '0 verb id newId');
    check('lar', '0 largestFree');
    check('size > 4096 && larg', '15 largestFree');
    check('size > 4096 && ', '15 verb id newId');
    check('!(fau', '2 fault');
    check('FREE', '0 freeBytes freeBlocks largestFree');
    check('label ~ "a" && siz', '15 size blockSize');
    check('size > 40', '7');
    check('size > 4l', '7');
    check('nothing', '0');
  });

  it('has comparisons behind a value, by its type', () => {
    check('size ', '5 > >= <');
    check('size + 1 ', '9 > >= <');
    check('(size + 1) ', '11 > >= <');
    check('label ', '6 == != ~');
    check('fault ', '6 && ||');
    check('null ', '5');
    check('sise ', '5');
  });

  it('has what joins behind a comparison', () => {
    check('size > 4096 ', '12 && ||');
    check('size > 1 && freeBlocks ', '23 > >= <');
    check('size > 1 || (freeBlocks ', '24 > >= <');
    check('(size > 1 || fault) ', '20 && ||');
    check("label ~ 'it' ", '13 && ||');
  });

  it('has the texts that there are of a verb and a result', () => {
    check('verb == ', '8 "alloc" "calloc" "realloc"');
    check('verb == "re', '8 "realloc" "free"');
    check('size > 1 && result != of', '22 "of-null" "out-of-memory"');
    check('id == ', '6 verb id newId');
  });

  it('has nothing in other texts, inside a word, and behind what cannot be read', () => {
    check('label ~ "siz', '8');
    check("label ~ 'it\\'s siz", '8');
    check('size lar', '5');
    check('size', '0 size blockSize');
    check('size = lar', '7');
  });
});
