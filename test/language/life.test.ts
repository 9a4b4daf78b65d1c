import assert from 'node:assert/strict';
import { idAt, lifeOf, mentionsOf } from '../../src/language/life';
import { namingAt } from '../../src/language/naming';
import { renameObstacle } from '../../src/language/rename';
import { caretIn, traceOf } from './told';
import { atOnce } from '../support/atOnce';

function namingIn(marked: string) {
  const { text, line, column } = caretIn(marked);
  const told = traceOf(text);
  const at = idAt(told.named, told.lines, line, column);
  return { ...told, text, at, naming: at && namingAt(told.named, at.id, at.event) };
}

/** The text with every place that names the allocation at the caret in brackets; `!` defines. */
function lifeIn(marked: string): string {
  const { named, lines, text, naming } = namingIn(marked);
  if (naming === undefined) return 'none';
  const mentions = atOnce(mentionsOf(named, lines, atOnce(lifeOf(named, naming))));
  return text
    .split('\n')
    .map((line, index) =>
      mentions
        .filter((mention) => mention.line === index)
        .toSorted((a, b) => b.from - a.from)
        .reduce((rest, { from, to, isDefinition }) => {
          const name = `${isDefinition ? '!' : ''}${rest.slice(from, to)}`;
          return `${rest.slice(0, from)}[${name}]${rest.slice(to)}`;
        }, line),
    )
    .join('\n');
}

function check(marked: string, expected: string): void {
  assert.equal(lifeIn(marked), expected);
}

describe('life of an allocation', () => {
  it('is from its alloc to its free, wherever the caret is', () => {
    const expected = 'alloc b 8\nalloc [!a] 64\nrealloc [a] 80\nfree [a]\nfree b';
    check('alloc b 8\nalloc a| 64\nrealloc a 80\nfree a\nfree b', expected);
    check('alloc b 8\nalloc a 64\nrealloc |a 80\nfree a\nfree b', expected);
    check('alloc b 8\nalloc a 64\nrealloc a 80\nfree a|\nfree b', expected);
  });

  it('is not that of another allocation under the same id', () => {
    check('alloc a 8\nfree a\nalloc a| 9\nfree a', 'alloc a 8\nfree a\nalloc [!a] 9\nfree [a]');
    check('alloc a 8\nfree |a\nalloc a 9\nfree a', 'alloc [!a] 8\nfree [a]\nalloc a 9\nfree a');
  });

  it('goes on under a new name', () => {
    const expected = 'a [!x] 8\nr [x] [!y] 16\na x 4\nr [y] 20\nr [y] [!z] 24\nf [z]\nf x\nf y';
    check(
      'a x 8\nr x |y 16\na x 4\nr y 20\nr y z 24\nf z\nf x\nf y'.replace('\nf y', ''),
      expected.replace('\nf y', ''),
    );
    check('a x| 8\nr x y 16\na x 4\nr y 20\nr y z 24\nf z\nf x', expected.replace('\nf y', ''));
    check('a x 8\nr x y 16\na |x 4\nf x', 'a x 8\nr x y 16\na [!x] 4\nf [x]');
  });

  it('has what was done wrong with it', () => {
    const expected = 'a [!a] 8\nf [a]\nf [a]\nr [a] 9\na a 1';
    check('a a 8\nf a\nf |a\nr a 9\na a 1', expected);
    check('a a| 8\nf a\nf a\nr a 9\na a 1', expected);
  });

  it('ends where its id is allocated again though it is live', () => {
    check('a a| 8\na a 9\nf a', 'a [!a] 8\na a 9\nf a');
    check('a a 8\na a 9\nf |a', 'a a 8\na [!a] 9\nf [a]');
  });

  it('is there for an allocation that failed', () => {
    check('heap size=1KiB\na a| 9999\nf a\na a 1', 'heap size=1KiB\na [!a] 9999\nf [a]\na a 1');
  });

  it('stays with the old name where a realloc fails', () => {
    const text = 'heap size=1KiB\na a 8\nr a b 9999\nf a\nf b';
    check(text.replace('a a 8', 'a |a 8'), 'heap size=1KiB\na [!a] 8\nr [a] b 9999\nf [a]\nf b');
    check(text.replace('f b', 'f |b'), 'heap size=1KiB\na a 8\nr a [!b] 9999\nf a\nf [b]');
  });

  it('has no beginning where nothing was allocated', () => {
    check('f |a\nf a\na a 1', 'f [a]\nf [a]\na a 1');
    check('f a\nr |a 8\nf a', 'f a\nr [!a] 8\nf [a]');
    check('r |x y 8\nf x\nf y', 'r [x] y 8\nf [x]\nf y');
  });

  it('goes back and forth between two names', () => {
    check('a a 1\nr a b 2\nr b a 3\nf |a', 'a [!a] 1\nr [a] [!b] 2\nr [b] [!a] 3\nf [a]');
    check('a a 1\nr a a 2\nf |a', 'a [!a] 1\nr [a] [a] 2\nf [a]');
  });

  it('is nothing where there is no id, or a line that cannot be read', () => {
    check('alloc a 6|4', 'none');
    check('all|oc a 64', 'none');
    check('alloc a| x', 'none');
    check('# free a|', 'none');
    check('mark a| b', 'none');
    check('free nul|l', 'none');
  });

  it('is found in editor columns, with tabs and characters beyond the first plane', () => {
    check('\ta\t😀 8\t# é\n f  |😀', '\ta\t[!😀] 8\t# é\n f  [😀]');
  });
});

describe('names of a life of a hundred thousand', () => {
  it('turns are found without going over them again and again', () => {
    const moves = Array.from({ length: 50_000 }, () => 'r a b 8\nr b a 8').join('\n');
    const { named, naming } = namingIn(`a a| 8\n${moves}\nf a`);
    assert(naming);
    assert.equal(atOnce(lifeOf(named, naming)).length, 100_001);
  });
});

function obstacle(marked: string, name: string): string | undefined {
  const { named, naming } = namingIn(marked);
  assert(naming);
  return renameObstacle(named, naming, name);
}

describe('rename', () => {
  it('may take a name that is free, or used only before and after', () => {
    assert.equal(obstacle('a a| 8\nf a', 'b'), undefined);
    assert.equal(obstacle('a a| 8\nf a', 'a'), undefined);
    assert.equal(obstacle('a b 1\nf b\na a| 8\nf a\na b 2\nf b', 'b'), undefined);
    assert.equal(obstacle('a a 8\na a| 9\nf a', 'c'), undefined);
  });

  const REFUSED: readonly (readonly [string, string, RegExp])[] = [
    ['a a| 8', 'b c', /^An id has no blank/],
    ['a a| 8', '', /^An id has no blank/],
    ['a a| 8', 'a=1', /^An id has no blank/],
    ['a a| 8', '\ud800', /^An id has no blank/],
    ['a a| 8', 'null', /null pointer/],
    ['a b 1\na a| 8\nf a\nf b', 'b', /^b is in use for another allocation from line 1 to line 4/],
    ['a a| 8\na b 1\nf b\nf a', 'b', /^b is in use for another allocation from line 2 to line 3/],
    ['a a| 8\na b 1\nf a', 'b', /^b is in use for another allocation in line 2\. /],
    ['a b 1\na a| 8', 'b', /^b is live from line 1 on and never freed/],
    ['a a| 8\na b 1\nf b', 'b', /^This allocation is never freed, and b is allocated in line 2/],
    ['a a| 8\nf a\nf b', 'b', /^b is used in line 3, which would be about this allocation/],
    ['a a| 8\nf a\nr b 9', 'b', /^b is used in line 3, which would be about this allocation/],
    ['a b 1\nf b\nf a|', 'b', /^b is used in line 1, which would be about the same allocation/],
    ['a a| 8\nr a b 9\nf b', 'b', /^b is in use/],
    // A double free of b that comes later would become one of this allocation.
    ['a b 1\nf b\na a| 8\nf a\nf b', 'b', /^b is in use for another allocation from line 1/],
  ];
  for (const [marked, name, expected] of REFUSED) {
    it(`may not: ${JSON.stringify(marked)} to ${JSON.stringify(name)}`, () =>
      assert.match(obstacle(marked, name) ?? 'may', expected));
  }

  it('leaves what every event does as it was', () => {
    const text = 'a b 1\nf b\nf b\na a 8\nf a\nf a\nr a c 9\na c 3\nr c d 4\nf d\nf zzz\nr q 5';
    const before = traceOf(text);
    const words = ['a', 'b', 'c', 'd', 'q', 'zzz', 'fresh'];
    let renamed = 0;
    for (let event = 0; event < before.trace.eventCount; event++) {
      const naming = namingAt(before.named, before.trace.id[event], event);
      assert(naming);
      const mentions = atOnce(mentionsOf(before.named, before.lines, [naming]));
      for (const name of words) {
        if (renameObstacle(before.named, naming, name) !== undefined) continue;
        const lines = text.split('\n');
        for (const { line, from, to } of mentions.toReversed()) {
          lines[line] = lines[line].slice(0, from) + name + lines[line].slice(to);
        }
        const after = traceOf(lines.join('\n'));
        assert.deepEqual(after.journal.outcome, before.journal.outcome, lines.join('\n'));
        renamed++;
      }
    }
    assert(renamed > 20);
  });
});
