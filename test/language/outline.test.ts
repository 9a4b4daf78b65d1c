import assert from 'node:assert/strict';
import { foldsOf } from '../../src/language/folds';
import { type Entry, outlineOf } from '../../src/language/outline';
import { linesOf } from './told';
import { atOnce } from '../support/atOnce';

function told({ kind, name, detail, line, lastLine, from, to, children }: Entry): string[] {
  const span = `${line + 1}-${lastLine + 1} ${from}:${to}`;
  const own = `${kind} ${name}${detail === '' ? '' : ` (${detail})`} ${span}`;
  return [own, ...children.flatMap(told).map((each) => `  ${each}`)];
}

function outline(text: string): string[] {
  return atOnce(outlineOf(linesOf(text))).flatMap(told);
}

describe('outline', () => {
  it('has the marks, and in each the labelled allocations up to the next', () => {
    assert.deepEqual(
      outline(
        'alloctrace 1\na a 1 "early"\nmark "one"\na b 2000 align=8 "buf"\nfree a "no"\n m two words tid=1 # x\nr b c 4KiB "moved"\n',
      ),
      [
        'allocation early (a, 1 byte) 2-2 0:13',
        'mark one 3-5 0:10',
        '  allocation buf (b, 2,000 bytes) 4-4 0:22',
        'mark two words 6-8 1:12',
        '  allocation moved (c, 4KiB) 7-7 0:18',
      ],
    );
  });

  it('shows what texts mean, and nothing that hides', () => {
    assert.deepEqual(outline('m "a\\u{1F600}\\x41\\"b\\n\u202ec"\nm ""\na \u{1F600} 1 "é"'), [
      'mark a\u{1F600}A"b\\n\\u202ec 1-1 0:25',
      'mark "" 2-3 0:4',
      '  allocation é (\u{1F600}, 1 byte) 3-3 0:10',
    ]);
    assert.match(outline(`m "${'x'.repeat(1000)}"`)[0], /^mark x{120}… /);
    assert.match(outline(`m "${'x'.repeat(119)}\u{1F600}\u{1F600}"`)[0], /^mark x{119}… /);
    assert.match(outline('m "a\u{e0041}"')[0], /^mark a\\u\{e0041\} /);
  });

  it('leaves out what cannot be read, comments and frees', () => {
    assert.deepEqual(
      outline('a a 1 "open\n# mark x\nm\nmark align=8\nmarker\na "x" 1\nf a "x"'),
      [],
    );
  });

  it('ends somewhere', () => {
    assert.equal(outline('m x\n'.repeat(6000)).length, 5000);
  });
});

function checkFolds(text: string, expected: string[]): void {
  const folds = atOnce(foldsOf(linesOf(text)));
  assert.deepEqual(
    folds.map(({ start, end, kind }) => `${kind} ${start + 1}-${end + 1}`),
    expected,
  );
}

describe('folding', () => {
  it('from a mark to what belongs to the next', () => {
    checkFolds('a a 1\nm one\na b 1\n\nf b\n\n# about two\nmark "two"\n\nf a\n\n', [
      'section 2-5',
      'section 8-10',
    ]);
    checkFolds('m one\nm two\nm three', []);
  });

  it('comments of more than one line', () => {
    checkFolds('# a\n# b\na a 1\n# c\n\n # d\n\t# e', ['comment 1-2', 'comment 6-7']);
  });

  it('the directives at the top', () => {
    checkFolds(
      '# t\nalloctrace 1\n# x\nmeta a=b\n\nheap size=1K # y\n\na a 1\nmeta a=b\nmeta c=d',
      ['header 2-6'],
    );
    checkFolds('alloctrace 1\nmeta a=b', ['header 1-2']);
    checkFolds('alloctrace 1\na a 1', []);
    checkFolds('', []);
  });

  it('a verb that only begins like another is none', () => {
    checkFolds('marker\na a 1\nmeta=3\nheaps x\n', []);
  });
});
