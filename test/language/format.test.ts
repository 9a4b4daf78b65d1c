import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { formatLines, joined } from '../../src/language/formatting/format';
import { readTrace } from '../../src/trace/reader';
import { filesBelow, read } from '../architecture/sources';
import { traceText } from '../trace/arbitrary';
import { describeTrace } from '../trace/describe';
import { linesOf } from './told';
import { atOnce } from '../support/atOnce';

const LINE_END = /\r\n|\r|\n/;

/** The text as formatting leaves it, or so many of its lines. */
function formatted(text: string, from = 0, to = Infinity): string {
  const ends = text.match(/\r\n|\r|\n/g) ?? [];
  const lines = text.split(LINE_END);
  for (const edit of atOnce(formatLines(linesOf(text), from, to))) lines[edit.line] = edit.text;
  return lines.map((line, i) => line + (ends[i] ?? '')).join('');
}

function check(text: string, expected: string): void {
  assert.equal(formatted(text), expected);
  assert.equal(formatted(expected), expected, 'formatting it again changes nothing');
}

/** What a text means, and what is wrong in which line. */
function meaningOf(text: string) {
  const { problems, ...rest } = describeTrace(readTrace(new TextEncoder().encode(text)));
  return { ...rest, problems: problems.map(({ code, severity, line }) => [code, severity, line]) };
}

const WORDS = 'alloc a f r mark heap meta alloctrace 1 2 64 x null'.split(' ');
const SIGNS = [' ', '  ', '\t', '\n', '\r\n', '#', '"', '=', 'align=', 'size=1K', '\\', '\0', '😀'];
const PIECES = [...WORDS, ...SIGNS, '\u00a0'];

describe('formatting', () => {
  it('aligns verbs, ids and comments of lines that follow each other', () => {
    check(
      '  alloc a 64   # first\nrealloc  long_id\t256 align=16 "x"\nf a   tid=1 #second\n\nalloc b 1\nfree b',
      'alloc   a       64  # first\nrealloc long_id 256 align=16 "x"\nf       a       tid=1  #second\n\nalloc b 1\nfree  b'.replace(
        '64  # first',
        '64     # first',
      ),
    );
  });

  it('makes no column wide for the sake of one entry', () => {
    check('a x 1\na a_very_long_name 2\na yy 3', 'a x  1\na a_very_long_name 2\na yy 3');
    check(`a x 1 # c\na y 2 "${'l'.repeat(40)}" # d`, `a x 1  # c\na y 2 "${'l'.repeat(40)}"  # d`);
  });

  it('keeps what is said: spellings, order, unknown attributes, quotes, tabs in strings', () => {
    check(
      'c z 0x20   zone=5 zone=6 at="a  b.c:3"  "a\tb  c"',
      'c z 0x20 zone=5 zone=6 at="a  b.c:3" "a\tb  c"',
    );
    check('r a  b   64', 'r a b 64');
    check('mark   some   words  tid=1', 'mark some   words tid=1');
  });

  it('keeps blank lines and comments, without blanks around them', () => {
    check('\n   \n\t# a   b  \n\n a x 1', '\n\n# a   b\n\na x 1');
    check('alloctrace   1\t#v \n heap  size=1K', 'alloctrace 1  #v\nheap size=1K');
  });

  it('leaves alone what cannot be read', () => {
    const broken = [
      'alloc  a',
      ' alloc  a 6 4  x',
      'a a 1 "open ',
      ' "x"',
      'wr  a',
      '  heap   x',
      ' a\0  1 ',
      'a \ud800  1',
    ].join('\n');
    check(broken, broken);
  });

  it('leaves all alone where nothing is read', () => {
    check('alloctrace 2\n  a a   1', 'alloctrace 2\n  a a   1');
    check(' # x\nalloctrace  7\n  a a   1', ' # x\nalloctrace  7\n  a a   1');
    check('\u007fELF\0\n  a a   1', '\u007fELF\0\n  a a   1');
  });

  it('counts characters, not code units', () => {
    check('a 😀😀 1\na xyz 2', 'a 😀😀  1\na xyz 2');
  });

  it('of a range is that of the whole, for its lines only', () => {
    const text = 'a  x 1\na long 2\na  y 3\na z  4\n';
    assert.equal(formatted(text, 2, 2), 'a  x 1\na long 2\na y    3\na z  4\n');
    const long = Array.from({ length: 2000 }, (_, i) => `a  id${i} ${i}`).join('\n');
    const whole = formatted(long).split('\n');
    const part = formatted(long, 900, 1100).split('\n');
    assert.deepEqual(part.slice(900, 1101), whole.slice(900, 1101));
    assert.deepEqual(part.slice(0, 900), long.split('\n').slice(0, 900));
  });

  it('of far too many lines is none', () => {
    assert.equal(atOnce(formatLines(linesOf(' a a 1\n'.repeat(300_001)), 0, Infinity)).length, 0);
  });

  it('joins changes of lines that follow each other', () => {
    const edits = [1, 2, 5].map((line) => ({ line, text: String(line) }));
    assert.deepEqual(joined(edits, linesOf('')), [
      { line: 1, texts: ['1', '2'] },
      { line: 5, texts: ['5'] },
    ]);
  });

  it('joins very many changes with the lines between them', () => {
    const text = '# top\n alloc a 8\n# between\n'.repeat(1000);
    const lines = text.split('\n');
    const edits = atOnce(formatLines(linesOf(text), 0, Infinity));
    const [run, ...others] = joined(edits, linesOf(text));
    assert.deepEqual([edits.length, others.length, run.line], [1000, 0, 1]);
    lines.splice(run.line, run.texts.length, ...run.texts);
    assert.equal(lines.join('\n'), formatted(text));
    assert.equal(joined(edits.slice(1), linesOf(text)).length, 999);
  });

  const files = [
    ...filesBelow('test/fixtures/trace', '.alloctrace'),
    ...filesBelow('media/examples', '.alloctrace'),
  ];
  for (const file of files) {
    it(`leaves the meaning of ${file}`, () => {
      const text = read(file).replace(/^\ufeff/, '');
      const result = formatted(text);
      assert.deepEqual(meaningOf(result), meaningOf(text));
      assert.equal(formatted(result), result);
      assert.equal(result.split(LINE_END).length, text.split(LINE_END).length);
    });
  }

  it('leaves the meaning of any trace', () => {
    fc.assert(
      fc.property(traceText, (text) => {
        const spread = text.replaceAll(/^(\w+) /gm, ' $1\t ');
        const result = formatted(spread);
        assert.deepEqual(meaningOf(result), meaningOf(spread));
        assert.equal(formatted(result), result);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves the meaning of any text', () => {
    const piece = fc.constantFrom(...PIECES);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        // Blanks in a last line without an end are all that makes it a line.
        const text = `${pieces.join('')}\n`;
        const result = formatted(text);
        assert.deepEqual(meaningOf(result), meaningOf(text));
        assert.equal(formatted(result), result);
      }),
      { numRuns: 2000 },
    );
  });
});
