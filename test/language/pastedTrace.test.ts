import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { formatOfPaste, pastedTrace, surroundingsOf } from '../../src/language/pastedTrace';
import { readTrace } from '../../src/trace/reader';
import { atOnce } from '../support/atOnce';

const MTRACE = `= Start
@ ./a:[0x1] + 0x1000 0x20
@ ./a:[0x2] + 0x2000 0x40
@ ./a:[0x3] - 0x1000
= End
`;

const REP = `20000
2
4
1
a 0 512
a 1 128
r 0 640
f 1
`;

/** The place behind so much of a document. */
const spot = (offset: string) => {
  const above = offset.split('\n');
  return { line: above.length - 1, column: above.at(-1)!.length };
};

/** The document after the text is pasted as a trace at the `|`, or over what is between two of them. */
function paste(document: string, text: string): string | undefined {
  const importer = formatOfPaste(text);
  if (importer === undefined) return undefined;
  const [before, middle, after] = document.split('|');
  const [removed, rest] = after === undefined ? ['', middle] : [middle, after];
  const lines = `${before}${removed}${rest}`.split('\n');
  const around = atOnce(
    surroundingsOf(
      { lineCount: lines.length, lineAt: (line) => lines[line] },
      spot(before),
      spot(before + removed),
    ),
  );
  if (around === undefined) return undefined;
  const inserted = atOnce(pastedTrace(text, importer, around));
  return inserted === undefined ? undefined : before + inserted + rest;
}

/** The same, which must be a trace without problems. */
function pasteWell(document: string, text: string): string[] {
  const result = paste(document, text);
  assert(result !== undefined);
  assert.deepEqual(readTrace(Buffer.from(result)).problems, [], result);
  return result.split('\n');
}

const fixture = (name: string) => readFileSync(`test/fixtures/importers/${name}`, 'latin1');

describe('the format of a paste', () => {
  it('is known where the text is a recording', () => {
    assert.equal(formatOfPaste(MTRACE)?.id, 'mtrace');
    assert.equal(formatOfPaste(REP)?.id, 'malloc-lab');
    assert.equal(formatOfPaste(fixture('ls.ltrace'))?.id, 'ltrace');
    assert.equal(formatOfPaste(fixture('cxx.valgrind-trace-malloc.log'))?.id, 'valgrind');
  });

  it('is known from a few lines out of the middle', () => {
    assert.equal(formatOfPaste('@ ./a:[0x1] + 0x1000 0x20')?.id, 'mtrace');
    assert.equal(formatOfPaste('malloc(5)    = 0x1000\r\nfree(0x1000) = <void>\r\n')?.id, 'ltrace');
  });

  it('is none for text, code, and what is lines of a trace already', () => {
    const others = [
      '',
      'hello',
      '12',
      'alloc a 64\nfree a\n',
      // Operations of the malloc lab, and of a trace as well: they may stay as they are.
      'a 0 512\nf 0\n',
      'alloctrace 1\nalloc a 1\n',
      'alloctrace 1\nalloc a 1\nwhat is this\n',
      'int main() {\n  char *a = malloc(5);\n  free(a);\n}\n',
      '= Start\n= End\n',
      fixture('h50-mixed-formats.log'),
    ];
    for (const text of others) assert.equal(formatOfPaste(text), undefined, text.slice(0, 50));
  });
});

/** Lines up to what an import adds to them. */
const named = (text: string[]) => text.map((line) => line.split(' addr=')[0]);

describe('pasting as a trace', () => {
  const EVENTS = [
    'alloc 1 32 addr=0x1000 "a: 0x1"',
    'alloc 2 64 addr=0x2000 "a: 0x2"',
    'free 1 addr=0x1000 "a: 0x3"',
  ];
  const LEFT_OUT = '# pasted 5 lines, 2 left out';

  it('into an empty document gives a whole trace', () => {
    const whole = [
      'alloctrace 1',
      'meta recorder="glibc mtrace"',
      'heap size=1MiB',
      LEFT_OUT,
      '',
      ...EVENTS,
      '',
    ];
    assert.deepEqual(pasteWell('|', MTRACE), whole);
    assert.deepEqual(pasteWell('|alloctrace 1\nalloc 1 5\n|', MTRACE), whole);
    assert.deepEqual(pasteWell('# mine\n\n|', MTRACE), ['# mine', '', ...whole]);
  });

  it('into a trace gives events, without a second version and heap', () => {
    assert.deepEqual(pasteWell('alloctrace 1\nheap size=4KiB\n|\nalloc a 5\n', MTRACE), [
      'alloctrace 1',
      'heap size=4KiB',
      'meta recorder="glibc mtrace"',
      LEFT_OUT,
      ...EVENTS,
      'alloc a 5',
      '',
    ]);
  });

  it('gives ids that are free', () => {
    const second = ['alloc p1 32', 'alloc p2 64', 'free p1'];
    assert.deepEqual(named(pasteWell('alloctrace 1\nalloc 2 5\n|', MTRACE)).slice(-4), [
      ...second,
      '',
    ]);
    assert.deepEqual(
      named(pasteWell('alloctrace 1\nalloc 1 5\nalloc p1 5\n|\nfree 1\n', MTRACE)).slice(5),
      ['alloc p2_1 32', 'alloc p2_2 64', 'free p2_1', 'free 1', ''],
    );
    assert.deepEqual(named(pasteWell('alloctrace 1\n|\nfree 0\n', `${REP}f -1\n`)).slice(3), [
      'alloc p0 512',
      'alloc p1 128',
      'realloc p0 640',
      'free p1',
      'free null',
      'free 0',
      '',
    ]);
  });

  it('begins and ends lines of its own', () => {
    const texts = pasteWell('alloctrace 1\nalloc a 5|free a\n', MTRACE);
    assert.equal(texts[1], 'alloc a 5');
    assert.equal(texts.at(-2), 'free a');
    assert.equal(pasteWell('alloctrace 1\nalloc a 5\n  |  \n', MTRACE).at(-2), `${EVENTS[2]}  `);
  });

  it('asks for the heap that it needs, where that can still be said', () => {
    const large = '@ ./a:[0x1] + 0x1000 0x200000\n';
    assert.equal(pasteWell('alloctrace 1\n|', large)[2], 'heap size=8MiB');
    const later = pasteWell('alloctrace 1\nalloc a 5\n|', large);
    assert(!later.some((line) => line.startsWith('heap')));
  });

  it('is not offered above the version line', () => {
    assert.equal(paste('|\nalloctrace 1\n', MTRACE), undefined);
  });

  it('counts what could not be read', () => {
    const broken = `${MTRACE}@ ./a:[0x4] + 0xzz 5\n`;
    assert(pasteWell('|', broken).includes('# pasted 6 lines, 1 could not be read, 2 left out'));
  });

  it('takes a long text, whatever its characters are', () => {
    const lines = Array.from(
      { length: 3000 },
      (_, i) => `@ ./\u{1f600}${'x'.repeat(i % 7)}:[0x1] + 0x${(i + 1).toString(16)}000 0x20`,
    );
    const result = pasteWell('|', lines.join('\r\n'));
    assert.equal(result.filter((line) => line.includes('"\u{1f600}')).length, 3000);
  });
});
