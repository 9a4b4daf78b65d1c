import assert from 'node:assert/strict';
import {
  isSourceLocation,
  sourceLocationAt,
  sourceLocationOf,
} from '../../src/language/sourceLocation';
import { globOfName, namesBelow, namesOnPath, nearestFiles } from '../../src/language/sourcePath';
import { caretIn } from './told';

describe('source location of a line', () => {
  const CASES: readonly (readonly [string, string | undefined])[] = [
    ['a x 1 at=src/net.c:42', 'src/net.c 42 undefined'],
    ['\tfree x at="a b.c:7:3" # at=no:1', 'a b.c 7 3'],
    ['mark "at=x:1" at=C:\\src\\é.c:9', 'C:\\src\\é.c 9 undefined'],
    ['a x 1 at="\\u{1F600}.c:2"', '\u{1F600}.c 2 undefined'],
    ['a x 1 at=nowhere', undefined],
    ['a x 1 at=a.c:0', undefined],
    ['a x 1 bat=a.c:1', undefined],
    ['a x 1 "at=a.c:1"', undefined],
    ['meta at=a.c:1', undefined],
    ['# a x 1 at=a.c:1', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of CASES) {
    it(JSON.stringify(text), () => {
      const found = sourceLocationOf(text);
      assert.equal(found && `${found.path} ${found.line} ${found.column}`, expected);
    });
  }

  it('as a value from outside is checked', () => {
    assert(isSourceLocation({ path: 'a.c', line: 1 }));
    assert(isSourceLocation({ path: 'a.c', line: 1, column: 2 }));
    for (const value of [
      undefined,
      null,
      'a.c:1',
      { path: 1, line: 1 },
      { path: 'a.c' },
      { path: 'a.c', line: 0 },
      { path: 'a.c', line: 1.5 },
      { path: 'a.c', line: '1' },
      { path: 'a.c', line: 1, column: 0 },
      { path: 'x'.repeat(5000), line: 1 },
    ]) {
      assert(!isSourceLocation(value), JSON.stringify(value));
    }
  });
});

describe('source location at a caret', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['a x 1 at=|a.c:1', 'a.c:1'],
    ['f \u{1F600} at="b c.c:2:3|" tid=1', 'b c.c:2:3'],
    ['f x a|t=a.c:1', 'none'],
    ['f x| at=a.c:1', 'none'],
    ['f x at=b|ad', 'none'],
    ['meta at=a.|c:1', 'none'],
    ['f x # at=a.|c:1', 'none'],
  ];
  for (const [marked, expected] of CASES) {
    it(JSON.stringify(marked), () => {
      const { text, column } = caretIn(marked);
      const found = sourceLocationAt(text, column);
      assert.equal(found === undefined ? 'none' : text.slice(found.from, found.to), expected);
    });
  }
});

function nearest(path: string, ...files: string[]): string[] {
  return nearestFiles(files, namesOnPath, namesOnPath(path));
}

describe('path of a source', () => {
  const PATHS: readonly (readonly [string, string])[] = [
    ['src/net.c', 'src net.c'],
    ['/home/me/src/net.c', 'home me src net.c'],
    ['C:\\work\\src\\net.c', 'work src net.c'],
    ['./src//a/../net.c', 'src net.c'],
    ['../../etc/passwd', 'etc passwd'],
    ['a/../../../b.c', 'b.c'],
    ['..', ''],
    ['/', ''],
    ['a\0b', ''],
    ['C:x.c', 'C:x.c'],
  ];
  for (const [path, expected] of PATHS) {
    it(JSON.stringify(path), () => assert.equal(namesOnPath(path).join(' '), expected));
  }

  it('is looked for below a folder that it begins with', () => {
    assert.deepEqual(namesBelow(['home', 'me'], ['home', 'me', 'a.c']), ['a.c']);
    assert.equal(namesBelow(['home', 'me'], ['home', 'you', 'a.c']), undefined);
    assert.equal(namesBelow(['home', 'me'], ['home', 'me']), undefined);
  });

  it('means the files that end most like it', () => {
    assert.deepEqual(nearest('/x/src/a.c', 'b/a.c', 'w/src/a.c', 'c/a.c'), ['w/src/a.c']);
    assert.deepEqual(nearest('a.c', 'b/a.c', 'c/a.c'), ['b/a.c', 'c/a.c']);
    assert.deepEqual(nearest('a.c', 'b/xa.c'), []);
    assert.deepEqual(nearest('a.c'), []);
  });

  it('is no pattern', () => {
    assert.equal(globOfName('a[1]{b}*?.c'), '**/a[[]1[]][{]b[}][*][?].c');
  });
});
