import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { visibleText } from '../../src/base/visibleText';

const check = (text: string, expected: string) => assert.equal(visibleText(text), expected);

describe('visibleText', () => {
  it('leaves ordinary text of any script alone', () => {
    for (const text of ['alloc a 64', 'Größe', '日本語', 'שלום', '🙂 é', '<b>&amp;</b>', '']) {
      check(text, text);
    }
  });

  it('writes controls as escapes', () => {
    check('a\tb\nc\rd\0', 'a\\tb\\nc\\rd\\0');
    check('\x1b[31mred\x7f', '\\u001b[31mred\\u007f');
    check('\u0085\u2028\u2029', '\\u0085\\u2028\\u2029');
  });

  it('writes what reorders or hides text as escapes', () => {
    check('a\u202eb\u2066c\u200f', 'a\\u202eb\\u2066c\\u200f');
    check('a\u200bb\u200dc\ufeffd\u00ade', 'a\\u200bb\\u200dc\\ufeffd\\u00ade');
    check('\u{e0041}\u{1d173}', '\\u{e0041}\\u{1d173}');
    check('\u3164\u115f\u034f', '\\u3164\\u115f\\u034f');
  });

  it('writes halves of surrogate pairs as escapes', () => {
    check('a\ud83d', 'a\\ud83d');
    check('\ude42b', '\\ude42b');
  });

  it('shortens stacks of combining marks', () => {
    check(`e${'\u0301'.repeat(50)}!`, `e${'\u0301'.repeat(4)}…!`);
  });

  it('cuts long text, never through a pair, and says how long it was', () => {
    assert.equal(visibleText('x'.repeat(2000), 10), `${'x'.repeat(10)}… (2,000 characters)`);
    assert.equal(visibleText('xxx🙂🙂', 4), 'xxx… (7 characters)');
    assert.equal(visibleText('x'.repeat(10), 10), 'x'.repeat(10));
  });

  it('never lets a hiding character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        assert.doesNotMatch(visibleText(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});
