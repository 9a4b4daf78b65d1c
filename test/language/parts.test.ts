import assert from 'node:assert/strict';
import { partAt, partsOf } from '../../src/language/parts';

/** The line with its parts in brackets and its end marked. */
function marked(text: string): string {
  const { parts, end, isBroken } = partsOf(text);
  let result = '';
  let at = 0;
  for (const { kind, from, to, key } of parts) {
    const name = kind === 'attribute' ? `${key}=` : kind[0];
    result += `${text.slice(at, from)}[${name}|${text.slice(from, to)}]`;
    at = to;
  }
  return `${result}${text.slice(at, end)}${isBroken ? '!' : '$'}${text.slice(end)}`;
}

const CASES: readonly (readonly [string, string])[] = [
  ['', '$'],
  ['alloc a 64', '[w|alloc] [w|a] [w|64]$'],
  ['\talloc  a\t64 # x', '\t[w|alloc]  [w|a]\t[w|64] $# x'],
  ['a b 1 align=64 "net # 1"#c', '[w|a] [w|b] [w|1] [align=|align=64] [t|"net # 1"]$#c'],
  ['m "\u{1F600} é" at="ü x.c:3"', '[w|m] [t|"\u{1F600} é"] [at=|at="ü x.c:3"]$'],
  ['a é\ud83d€ "\ude00"', '[w|a] [w|é\ud83d€] [t|"\ude00"]$'],
  ['a b 1 "open', '[w|a] [w|b] [w|1] "open!'],
];

describe('parts of a line', () => {
  for (const [text, expected] of CASES) {
    it(JSON.stringify(text), () => assert.equal(marked(text), expected));
  }

  it('have values without quotes, in columns of the editor', () => {
    const text = 'a \u{1F600} 1 at="é x.c:3"';
    const { valueFrom, valueTo } = partsOf(text).parts[3];
    assert.equal(text.slice(valueFrom, valueTo), 'é x.c:3');
  });

  it('are found at a column, at both of their ends', () => {
    const parts = partsOf('free abc');
    assert.equal(partAt(parts, 4)?.text, 'free');
    assert.equal(partAt(parts, 5)?.text, 'abc');
    assert.equal(partAt(parts, 8)?.text, 'abc');
    assert.equal(partAt(partsOf('free  x'), 4)?.text, 'free');
    assert.equal(partAt(partsOf('free   x'), 5), undefined);
  });
});
