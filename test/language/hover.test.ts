import assert from 'node:assert/strict';
import { hoverAt } from '../../src/language/hover';
import { markdownOf, type Paragraph } from '../../src/language/hoverText';
import { ATTRIBUTES, HEAP_CHOICES, HEAP_KEYS, VERBS } from '../../src/language/meanings';
import { readTrace } from '../../src/trace/reader';
import { VERB_NAMES } from '../../src/trace/verbs';
import { carriedOut } from './support/carriedOut';
import { atOnce } from '../support/atOnce';

/** What a hover at `|` shows, as plain text: the columns, then the paragraphs of its parts. */
function shown(marked: string): string {
  const text = marked.replace('|', '');
  const before = marked.slice(0, marked.indexOf('|'));
  const line = before.split('\n').length - 1;
  const column = before.length - before.lastIndexOf('\n') - 1;
  const { replay, view, lines } = carriedOut(text);
  const hover = atOnce(hoverAt(replay, view, lines.lineAt(line), line, column));
  if (hover === undefined) return '';
  const parts = hover.parts.map((part) => part.map(plain).join('\n'));
  return `${hover.from}-${hover.to}\n${parts.join('\n--\n')}`;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function plain(paragraph: Paragraph): string {
  return paragraph
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('bold' in piece) return `*${piece.bold}*`;
      return 'code' in piece ? `\`${piece.code}\`` : `[${piece.text}: ${piece.goTo}]`;
    })
    .join('');
}

function check(marked: string, expected: string): void {
  assert.equal(shown(marked), expected);
}

const TRACE = `alloctrace 1
heap size=4KiB
alloc a 64 at="src/my net.c:12:3" "buffer"
alloc b 100 align=64
free a
free b
free b
alloc c 8KiB
`;

describe('hover', () => {
  it('on an event tells what it did and why, and the life of its block', () => {
    check(
      TRACE.replace('b 100', 'b| 100'),
      `0-20
*Allocated 100 bytes at 0x10000080.*
1 free block looked at; the first that fits was taken and split. The block 0x10000060 keeps 120 of its 3,984 bytes; 0x100000e8 is a new free block of 3,848 bytes in its place in the list.
*Block b*: allocated by event 2 on line 4; freed by event 4 on line 6, 2 events later; 100 bytes asked for, aligned to 64.
[Go to this event: 2] | [Go to its end: 4]`,
    );
  });

  it('tells where in the source it was, and the label', () => {
    assert.match(
      shown('alloctrace 1\nalloc |a 64 at="my net.c:12:3" tid=7 "buffer"\n'),
      /\*Block a\* "buffer": .*; live at the end of the trace; .*; from my net\.c:12:3; thread 7\.\n\[Go to this event: 1\]$/,
    );
  });

  it('on a free leads to the allocation; on a second free, too', () => {
    assert.match(
      shown(TRACE.replace('free a', 'free a|')),
      /^0-6\n\*Freed 0x1.*\.\*\nThe block .*Forward: .*Backward: .*\n.*\n\[Go to this event: \d\] \| \[Go to its allocation: 1\]$/s,
    );
    assert.match(
      shown('alloctrace 1\nalloc b 8\nfree b\nfree b|\n'),
      /^0-6\n\*Double free: .*\*\n\*Block b\*: .*\n\[Go to this event: 3\] \| \[Go to its allocation: 1\] \| \[Go to its end: 2\]$/s,
    );
  });

  it('on a realloc tells of the block that came of it, and leads to the one before', () => {
    const text = 'alloctrace 1\nalloc a 8\nrealloc a 80|\nfree a\n';
    assert.match(
      shown(text),
      /^0-12\n\*Moved from .* to .*\*\n.*\n\*Block a\*: allocated by event 2 on line 3; freed by event 3/,
    );
    assert.match(
      shown(text.replace('a 8\n', '|a 8\n').replace('80|', '80')),
      /; moved by event 2 /,
    );
  });

  it('on a failed allocation says why', () => {
    assert.match(
      shown('alloctrace 1\nheap size=4KiB\nalloc c| 8KiB\n'),
      /^0-12\n\*Out of memory: .*\*\nOnly 4,080 bytes are free in all; 8,200 are needed .*\n\[Go to this event: 1\]$/s,
    );
  });

  it('on a verb adds its meaning', () => {
    assert.match(
      shown('alloctrace 1\nf|ree null\n'),
      /^0-9\n\*Freeing null does nothing\.\*\n.*\n--\n`free ID`\n/,
    );
    assert.match(shown('alloctrace 1\nc| a 8\n'), /\n--\n`calloc ID SIZE`\n/);
    assert.match(shown('alloctrace |1\n'), /^$/);
    assert.match(shown('alloctr|ace 1\n'), /^0-10\n`alloctrace 1`\n/);
    assert.match(shown('alloctrace 1\nheap| size=4KiB\n'), /^0-4\n`heap \[size/);
  });

  it('on an attribute or a key of the heap tells its meaning', () => {
    assert.match(shown('alloctrace 1\nalloc a 8 ali|gn=64 tid=1\n'), /^10-18\n`align=ALIGN`\n/);
    assert.match(shown('alloctrace 1\nalloc a 8 my=64|\n'), /^10-15\nAn attribute that/);
    assert.match(
      shown('alloctrace 1\nheap policy=best-|fit\n'),
      /\n`best-fit`: The smallest that fits\.$/,
    );
    assert.match(shown('alloctrace 1\nheap si|ze=64\n'), /^5-12\n`size=SIZE`\nBytes of the heap/);
    assert.match(
      shown('alloctrace 1\nmeta cap|ture=midway\n'),
      /\n`capture=midway`\nThe recording/,
    );
  });

  it('is not there in comments, on blank lines, in lines that cannot be read', () => {
    check('alloctrace 1\nfree null  # com|ment\n', '');
    check('alloctrace 1\n|\n', '');
    check('alloctrace 1\nnonse|nse 1 2\n', '');
    check('alloctrace 1\nmeta ke|y=1\n', '');
  });

  it('has a meaning for every word of the format', () => {
    assert.deepEqual([...VERBS.keys()].toSorted(), [...VERB_NAMES].toSorted());
    const values = ['8', 'x:1', '1', '1us', '0x8'];
    const attributes = [...ATTRIBUTES.keys()].map((key, i) => `${key}=${values[i]}`);
    const trace = readTrace(bytesOf(`alloctrace 1\nalloc a 8 ${attributes.join(' ')}\n`));
    assert.deepEqual([trace.problems, trace.attributesOf(0).unknown], [[], []]);
    for (const key of HEAP_KEYS.keys()) {
      const choices = HEAP_CHOICES.get(key) ?? new Map([['4096', '']]);
      for (const value of choices.keys()) {
        assert.deepEqual(readTrace(bytesOf(`alloctrace 1\nheap ${key}=${value}\n`)).problems, []);
      }
    }
  });
});

function markdown(...paragraphs: Paragraph[]): string {
  return markdownOf(paragraphs, (at) => `x:${at}`);
}

describe('Markdown of a hover', () => {
  it('shows texts of a trace as they are, whatever they hold', () => {
    const hostile = [
      '`code` **bold** _it_ ~~no~~',
      '[x](command:workbench.action.quit)',
      '](command:alloctrace.goToEvent)',
      '<img src=x onerror=alert(1)>&lt;',
      '$(warning) ![i](https://a.example/b.png)',
      'https://a.example www.a.example a@b.example',
      '# h 1. l - m + n | t \\',
    ];
    for (const text of hostile) {
      const result = markdown([text]);
      // Every character with a meaning has a backslash before it, and nothing else changed.
      assert.equal(result.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'), text);
      assert(
        !/(?<!\\)(?:\\\\)*[!-/:-@[-`{-~]/.test(result.replaceAll(/\\[!-/:-@[-`{-~]/g, '')),
        result,
      );
    }
  });

  it('keeps a text on its line and shows what is hidden', () => {
    assert.equal(markdown(['a\n\n# b\u202e\0']), String.raw`a\\n\\n\# b\\u202e\\0`);
  });

  it('has bold text, code and links of its own', () => {
    assert.equal(
      markdown([{ bold: 'a*b.' }, ' c'], [{ code: 'x=Y' }], [{ goTo: 7, text: 'Go' }]),
      '**a\\*b\\.** c\n\n`x=Y`\n\n[Go](x:7)',
    );
  });
});
