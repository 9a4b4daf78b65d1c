import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { hintsOf, Results } from '../../src/language/hints';
import type { HeapOverrides } from '../../src/replay/heapOfTrace';
import { program } from '../replay/programs';
import { carriedOut } from './support/carriedOut';
import { atOnce } from '../support/atOnce';

/** The text with its hints in place, each in angle brackets. */
function hinted(text: string, overrides: HeapOverrides = {}, start = 0, end = Infinity): string {
  const { replay, view, text: traceText, lines } = carriedOut(text, overrides);
  const hints = atOnce(hintsOf(replay, view, new Results(), traceText, start, end));
  const all = Array.from({ length: lines.lineCount }, (_, line) => lines.lineAt(line));
  for (const { line, column, parts } of hints) {
    const label = parts.map((part) => part.text).join('');
    all[line] = `${all[line].slice(0, column)}<${label}>${all[line].slice(column)}`;
  }
  return all.join('\n');
}

function check(text: string, expected: string, overrides: HeapOverrides = {}): void {
  assert.equal(hinted(text, overrides), expected);
}

const HEAD = 'alloctrace 1\nheap size=4KiB\n';

describe('hints', () => {
  it('show address and padding, what a free merged, and nothing else', () => {
    check(
      `${HEAD}alloc a 64   # first
calloc b 100 align=64 "é😀"
\ta c 8
free a
free c
mark "m"
f b
free null
nonsense`,
      `${HEAD}alloc a 64<→ 0x10000020 +8 padding>   # first
calloc b 100 align=64 "é😀"<→ 0x10000080 +8 padding>
\ta c 8<→ 0x10000100>
free a<80 bytes free>
free c<merged after: 3,848 bytes free>
mark "m"
f b<merged on both sides: 4,080 bytes free>
free null
nonsense`,
    );
  });

  it('are those of the layout that is carried out', () => {
    const text = `${HEAD}alloc a 5 align=8\nalloc b 5 align=8\nfree a\nfree b`;
    check(
      text,
      `${HEAD}alloc a 5 align=8<→ 0x10000018>\nalloc b 5 align=8<→ 0x10000038>\n` +
        `free a<16 bytes free>\nfree b<merged on both sides: 4,080 bytes free>`,
    );
    check(
      text,
      `${HEAD}alloc a 5 align=8<→ 0x10000018>\nalloc b 5 align=8<→ 0x10000038>\n` +
        `free a<13 bytes free>\nfree b<13 bytes free>`,
      { layout: 'reference' },
    );
  });

  it('say why an allocation failed', () => {
    check(
      `${HEAD}heapless\nalloc a 2000\nalloc b 1900\nalloc c 300\nfree c\nrealloc a 1MiB\nfree x`,
      `${HEAD}heapless\nalloc a 2000<→ 0x10000020 +8 padding>\n` +
        `alloc b 1900<→ 0x10000810 +8 padding>\n` +
        `alloc c 300<null: largest free 112 of 112>\nfree c\n` +
        `realloc a 1MiB<null: largest free 112 of 112>\nfree x`,
    );
  });

  it('of realloc show where the block is now; of size 0 what was freed', () => {
    check(
      `${HEAD}alloc a 40 8\nrealloc a b 80 align=8\nrealloc b 0`,
      `${HEAD}alloc a 40 8<→ 0x10000018>\nrealloc a b 80 align=8<→ 0x10000058>\n` +
        `realloc b 0<merged on both sides: 4,080 bytes free>`,
    );
  });

  it('are made for the lines that were asked for', () => {
    assert.equal(
      hinted('alloctrace 1\nalloc a 8 8\nalloc b 8 8\nalloc c 8 8', {}, 2, 3),
      'alloctrace 1\nalloc a 8 8\nalloc b 8 8<→ 0x10000038>\nalloc c 8 8',
    );
  });

  it('are left out where a line has no end in sight', () => {
    const long = `alloc a 8 8 "${'x'.repeat(5000)}"`;
    check(`alloctrace 1\n${long}\nalloc b 8 8`, `alloctrace 1\n${long}\nalloc b 8 8<→ 0x10000038>`);
  });

  it('say what the journal knows where there is no second heap', () => {
    const { replay, text } = carriedOut(`${HEAD}alloc a 8 8\nalloc b 1MiB\nfree a\n`);
    const hints = atOnce(hintsOf(replay, undefined, new Results(), text, 0, 10));
    assert.deepEqual(
      hints.map(({ line, parts }) => `${line}: ${parts.map((part) => part.text).join('')}`),
      ['2: → 0x10000018', '3: null'],
    );
  });

  it('are the same from wherever the lines are asked for, and what the heap says afterwards', () => {
    fc.assert(
      fc.property(program, fc.nat({ max: 150 }), (events, start) => {
        const { replay, view, text } = carriedOut(`alloctrace 1\n${events}`);
        const all = atOnce(hintsOf(replay, view, new Results(), text, 0, Infinity));
        const some = atOnce(hintsOf(replay, view, new Results(), text, start, start + 20));
        const inside = all.filter(({ line }) => line >= start && line < start + 20);
        assert.deepEqual(some, inside);
        for (const { line, parts } of all) {
          const found = / at (0x[0-9a-f]+) has ([\d,]+) bytes? now/.exec(parts[0].tooltip);
          if (found === null) continue;
          replay.seek(replay.trace.eventAtOrBefore(line) + 1);
          const { heap } = replay;
          const block = Number(found[1]) - heap.config.base;
          assert.equal(heap.freeBefore(block + 1), block, 'it is free');
          assert.equal(heap.blockSize(block), Number(found[2].replaceAll(',', '')));
        }
      }),
      { numRuns: 50 },
    );
  });
});
