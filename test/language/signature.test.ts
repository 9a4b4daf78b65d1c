import assert from 'node:assert/strict';
import { signatureAt } from '../../src/language/signature';
import { caretIn } from './told';

/** The active form with the active field in brackets. */
function active(marked: string): string {
  const { text, column } = caretIn(marked);
  const found = signatureAt(text, column);
  if (found === undefined) return 'none';
  const { label, parameters } = found.signatures[found.active];
  const { from, to } = parameters[found.parameter];
  return `${label.slice(0, from)}<${label.slice(from, to)}>${label.slice(to)}`;
}

const CASES: readonly (readonly [string, string])[] = [
  ['alloc|', 'none'],
  ['alloc |', 'alloc <ID> SIZE [ALIGN] [attributes]'],
  ['a x|', 'alloc <ID> SIZE [ALIGN] [attributes]'],
  ['a x |', 'alloc ID <SIZE> [ALIGN] [attributes]'],
  ['a |x 64', 'alloc <ID> SIZE [ALIGN] [attributes]'],
  ['a x 64 |', 'alloc ID SIZE <[ALIGN]> [attributes]'],
  ['a x 64 16 |', 'alloc ID SIZE [ALIGN] <[attributes]>'],
  ['a x 64 tid=1|', 'alloc ID SIZE [ALIGN] <[attributes]>'],
  ['a x 64 tid=1 |', 'alloc ID SIZE [ALIGN] <[attributes]>'],
  ['c x 64 |', 'calloc ID SIZE <[attributes]>'],
  ['r |', 'realloc <ID> SIZE [attributes]'],
  ['r x |', 'realloc ID <SIZE> [attributes]'],
  ['r x 6|', 'realloc ID <SIZE> [attributes]'],
  ['r x y|', 'realloc ID <NEWID> SIZE [attributes]'],
  ['r x y |', 'realloc ID NEWID <SIZE> [attributes]'],
  ['r x 5 8|', 'realloc ID NEWID <SIZE> [attributes]'],
  ['r x 5 8 |', 'realloc ID NEWID SIZE <[attributes]>'],
  ['r x 5 "l" |', 'realloc ID SIZE <[attributes]>'],
  ['f |', 'free <ID> [attributes]'],
  ['f x "|', 'free ID <[attributes]>'],
  ['mark some words| here', 'mark <TEXT> [attributes]'],
  ['mark "t" |', 'mark TEXT <[attributes]>'],
  ['f x # |', 'none'],
  ['heap |', 'none'],
  ['nonsense |', 'none'],
  ['|', 'none'],
];

describe('signature of the event at a caret', () => {
  for (const [marked, expected] of CASES) {
    it(JSON.stringify(marked), () => assert.equal(active(marked), expected));
  }
});
