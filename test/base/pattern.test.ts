import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Pattern, TOO_LONG } from '../../src/base/pattern/pattern';
import { PatternError } from '../../src/base/pattern/tree';

/** What is found, as JavaScript's own expressions say it. */
function expected(pattern: string, text: string) {
  const match = new RegExp(pattern).exec(text);
  if (match === null) return undefined;
  const groups = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
  return { start: match.index, end: match.index + match[0].length, groups: new Map(groups) };
}

function check(pattern: string, text: string): void {
  assert.deepEqual(
    new Pattern(pattern).find(text),
    expected(pattern, text),
    `${pattern} in ${text}`,
  );
}

/** Patterns without repeats of what can be empty, of which JavaScript has rules of its own. */
const patterns = fc.letrec<{ any: string; solid: string }>((tie) => ({
  solid: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\d', '\\x61', ' ', '[\\s-]', '[a-c]'),
    fc.tuple(tie('solid'), tie('any')).map(([a, b]) => a + b),
    fc.tuple(tie('solid'), tie('solid')).map(([a, b]) => `(?:${a}|${b})`),
    tie('solid').map((a) => `(?:${a})+`),
    tie('solid').map((a) => `(?:${a}){1,3}?`),
  ),
  any: fc.oneof(
    { maxDepth: 4 },
    tie('solid'),
    fc.constantFrom('', '^', '$', '\\b', '\\B'),
    tie('solid').map((a) => `(?:${a})*`),
    tie('solid').map((a) => `(?:${a})*?`),
    tie('solid').map((a) => `(?:${a})?`),
    tie('solid').map((a) => `(?:${a}){0,2}`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(?:${a}|${b})`),
  ),
}));

const texts = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', ' ', '-', '\n'),
  maxLength: 12,
});

describe('patterns of a person', () => {
  it('find what JavaScript finds', () => {
    fc.assert(
      fc.property(patterns.any, patterns.any, texts, (a, b, text) => {
        check(`${a}(?<x>${b})`, text);
      }),
      { numRuns: 800, seed: 20_261 },
    );
  });

  it('find groups in lines of logs', () => {
    const line = 'I (9308) heap: pvPortMalloc(64) -> 0x20001234 [main]';
    check(
      'Malloc\\((?<size>\\d+)\\) -> (?<address>0x[0-9a-f]+)(?: \\[(?<label>[^\\]]*)\\])?',
      line,
    );
    check('(?<op>Malloc|Free)\\(', line);
    check('^I \\((?<time>\\d+)\\)', line);
    check('(?<a>x)|(?<b>heap)', line);
    assert.equal(
      new Pattern('(?i)PVPORTMALLOC\\((?<size>[^)]*)').find(line)?.valueOf() === undefined,
      false,
    );
  });

  it('match UTF-8 as the lines have it', () => {
    const found = new Pattern('é(?<x>ü+)$').find(Buffer.from('aéü').toString('latin1'));
    assert.deepEqual(found === TOO_LONG ? found : found?.start, 1);
  });

  for (const [pattern, column, text] of [
    ['(a', 0, 'has no end'],
    ['a)', 1, 'closes nothing'],
    ['[a', 0, 'no end'],
    ['a**', 2, 'nothing to repeat'],
    ['*a', 0, 'nothing to repeat'],
    ['^*', 0, 'boundary'],
    ['(?=a)', 0, 'Only'],
    ['(?<=a)', 0, 'Only'],
    ['(?<!a)', 0, 'Only'],
    ['(a)\\1', 3, 'References'],
    ['\\k<x>', 0, 'References'],
    ['a{5,2}', 1, 'larger'],
    ['a{999}', 1, 'At most 256'],
    ['(?:a{200}){200}', 0, 'too long'],
    ['(?<x>a)(?<x>b)', 7, 'two groups'],
    ['[z-a]', 1, 'range'],
    ['[é]', 1, 'ASCII'],
    ['é€(a', 2, 'has no end'],
    ['a\\', 1, 'backslash'],
    ['\\xZZ', 0, 'hexadecimal'],
    ['\\p', 0, 'cannot be used'],
    ['('.repeat(60), 50, 'too deep'],
  ] as const) {
    it(`says what is wrong with ${pattern.slice(0, 20)}`, () => {
      assert.throws(
        () => new Pattern(pattern),
        (error) =>
          error instanceof PatternError && error.column === column && error.message.includes(text),
      );
    });
  }

  for (const pattern of ['(?:a+)+$', '(?:a|a)*b', '(?:.*){0,9}x', '(?:a?){100}(?:a){100}c']) {
    it(`does not go back and try again: ${pattern}`, () => {
      assert.equal(new Pattern(pattern).find(`${'a'.repeat(2000)}!`), undefined);
    });
  }

  it('is made at once where nothing is repeated', () => {
    const pattern = new Pattern('(?:'.repeat(20) + '){256}'.repeat(20) + 'a');
    assert.deepEqual(pattern.find('ba'), { start: 1, end: 2, groups: new Map() });
  });

  it('stops where the work is more than is allowed', () => {
    const pattern = new Pattern('(?:a?){100}b');
    assert.equal(pattern.find('a'.repeat(1000), 10_000), TOO_LONG);
    assert.equal(pattern.find('ab', 10_000) === undefined, false);
  });
});
