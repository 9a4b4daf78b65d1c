import assert from 'node:assert/strict';
import { Import } from '../../../src/trace/importers/import';
import { importText } from './imported';

/** What is said of a text: the verdict, and why. */
function said(text: string) {
  const { verdict, why } = importText(text);
  return `${verdict}: ${why}`;
}

/** What is said of a text for every format. */
function reasons(text: string) {
  return new Set(importText(text).scores.map(({ reason }) => reason));
}

describe('recognising a recording', () => {
  it('says how many lines speak for a format, and shows the first of them', () => {
    const { verdict, importer, why, scores, candidates } = importText(
      '\n\u001b[1mboot\n= Start\n@ ./a:[0x10] + 0x1000 0x10\n',
    );
    assert.deepEqual([verdict, importer?.id, candidates], ['recognised', 'mtrace', []]);
    assert.equal(why, '2 of the first 3 lines are of this format (67 %)');
    const [best, next] = scores;
    assert.deepEqual(
      [best.score, best.reason, best.example],
      [2 / 3, why, { line: 2, text: '= Start' }],
    );
    assert.deepEqual([next.score, next.example], [0, undefined]);
    assert.equal(new Set(scores.map(({ importer: { id } }) => id)).size, scores.length);
  });

  it('says it of a single line, too', () => {
    assert.equal(importText('= Start\n').why, 'the first line is of this format');
    assert.ok(reasons('who knows\n').has('the first line is not of this format'));
    assert.ok(
      reasons('= Start\nwho\nknows\n').has('1 of the first 3 lines is of this format (33 %)'),
    );
  });

  it('says how many lines could be of a format, as others could', () => {
    assert.ok(reasons('20000\n1\n').has('none of the first 2 lines is of this format, 2 could be'));
    assert.ok(reasons('who\nknows\n').has('none of the first 2 lines is of this format'));
    const { why } = importText('1\n3\n2\n1\na 0 10\nf 0\n');
    assert.equal(why, '1 of the first 6 lines is of this format, 5 more could be (100 %)');
  });

  it('shortens an example, and escapes what is no text in it', () => {
    const long = importText(`@ \xff${'x'.repeat(500)}:[0x1] + 0x1 0x1\n`).scores[0].example;
    assert.match(long?.text ?? '', /^@ \\xFFx{117}\.\.\.$/i);
  });

  it('asks between formats that fit alike', () => {
    const result = importText('= Start\n--1-- malloc(8) = 0x1000\n');
    assert.deepEqual([result.verdict, result.importer], ['alike', undefined]);
    assert.deepEqual(result.candidates.map(({ id }) => id).toSorted(), ['mtrace', 'valgrind']);
    assert.match(result.why, /^It fits (?:glibc mtrace|valgrind .*) and .* too much alike\.$/);
    assert.equal(result.events, '');
  });

  it('asks among all where none fits', () => {
    const result = importText('who knows\n');
    assert.deepEqual([result.verdict, result.why], ['none', 'No format fits.']);
    assert.equal(result.candidates.length, result.scores.length);
  });

  it('takes no prose for operations of the malloc lab', () => {
    const lists = [
      'Shopping\na loaf\nf 3\na pint milk\n2 a eggs\n',
      'a 1\nf 2\nf 3\nr 4\n',
      'A line such as\n\na 0 512\n\nallocates,\nand another one\nsays later\nthat it is freed.\n',
    ];
    for (const text of lists) assert.equal(said(text), 'none: No format fits.', text);
  });

  it('knows the malloc lab by a header and a single operation', () => {
    for (const operation of ['a 0 16', 'r 0 16', 'f -1', '1 a 0 16', 'a 0 -5']) {
      assert.equal(importText(`1\n1\n${operation}\n`).importer?.id, 'malloc-lab', operation);
    }
  });

  it('takes no mention of wee_alloc for its traces', () => {
    assert.equal(
      said('It logs\nAlloc(8)\nand so on,\nas was said\nabove.\n'),
      'none: No format fits.',
    );
  });

  it('does not ask where that would not help', () => {
    assert.equal(said(''), 'empty: The file is empty.');
    assert.equal(said('\n \n'), 'empty: The file is empty.');
    assert.equal(said('alloctrace 1\n'), 'trace: The file is an .alloctrace already.');
    assert.equal(
      said('\xef\xbb\xbf# A first tour\n\n  # of it\nalloctrace 1\n'),
      'trace: The file is an .alloctrace already.',
    );
    assert.match(said('PK\u0003\u0004....'), /^refused: .*zip/);
  });

  for (const [name, text] of [
    ['a DHAT profile', '{"dhatFileVersion":2\n,"mode":"heap"\n'],
    ['a massif profile', 'desc: (none)\ncmd: ls\ntime_unit: i\n#-----------\nsnapshot=0\n'],
    ['a heap profile of gperftools or Go', 'heap profile: 1: 16 [2: 32] @ heap/1048576\n'],
    ['a heap profile of jemalloc', 'heap_v2/524288\n  t*: 1: 2 [0: 0]\n'],
    ['a heap snapshot of V8', '{"snapshot":{"meta":{"node_fields":[]}}}\n'],
  ]) {
    it(`refuses ${name} by name: it holds totals, and no events`, () => {
      assert.match(
        said(text),
        new RegExp(`^refused: The file is ${name}\\. It holds totals .* cannot be replayed`),
      );
    });
  }

  it('says when a person named the format', () => {
    assert.equal(importText('x\n', 'mtrace').verdict, 'named');
  });

  it('knows it as soon as there are lines enough', () => {
    const reader = new Import(() => undefined);
    reader.push(Buffer.from('= Start\n'));
    const format = () => reader.recognised?.importer?.id;
    assert.equal(format(), undefined);
    reader.push(Buffer.from('@ a:[0x1] + 0x1000 0x1\n'.repeat(500)));
    assert.equal(format(), 'mtrace');
  });
});
