import assert from 'node:assert/strict';
import { diagnose } from '../../src/language/diagnosis';
import { carriedOut } from './support/carriedOut';
import { atOnce } from '../support/atOnce';

interface Stretch {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

function lineOf({ line, from, to }: Stretch): string {
  return `${line + 1}:${from + 1}-${to + 1}`;
}

/** Each finding on a line, what is related to it below; places count from 1. */
function diagnosed(text: string): string {
  const { replay, view, text: lines } = carriedOut(text);
  return atOnce(diagnose(replay, view, lines))
    .flatMap((found) => [
      `${found.severity} ${lineOf(found)} ${found.code}${found.hasNoEffect ? ' (no effect)' : ''}: ${found.message}`,
      ...found.related.map((place) => `  ${lineOf(place)} ${place.message}`),
    ])
    .join('\n');
}

function check(text: string, expected: string): void {
  assert.equal(diagnosed(text), expected);
}

const HEAD = 'alloctrace 1\nheap size=1KiB align=8\n';

/** The first finding of some events in a small heap. */
function message(events: string): string {
  return diagnosed(`${HEAD}${events}`).split('\n')[0];
}

describe('diagnosis', () => {
  it('of a sound trace is nothing', () => check(`${HEAD}alloc a 8\nfree a\n`, ''));

  it('of a double free names the first, and the allocation', () => {
    check(
      `${HEAD}alloc a 8\n  free a # x\nfree a\n`,
      `warning 5:1-7 double-free (no effect): Double free: a was freed before on line 4. Nothing was done.
  4:3-13 First freed here.
  3:1-10 Allocated here.`,
    );
  });

  it('of a realloc of what was freed does, too, also where a realloc freed it', () => {
    check(
      `${HEAD}alloc a 8\nrealloc a b 16\nrealloc a 8\nfree b\n`,
      `warning 5:1-12 realloc-freed (no effect): Realloc of a, which was freed before on line 4. Nothing was done.
  4:1-15 Freed here.
  3:1-10 Allocated here.`,
    );
  });

  it('of an id that is live names its allocation', () => {
    check(
      `${HEAD}alloc a 8\nalloc a 8\nfree a\n`,
      `info 4:1-10 live-id: a, allocated on line 3, is still live: the trace cannot be right. From here on the id names the new block.
  3:1-10 Allocated here, and still live.
hint 3:1-10 leak: 1 block with 8 bytes is still live at the end of the trace, this one first.
  3:1-10 no label, 8 bytes each: 1 block, 8 bytes`,
    );
  });

  it('of a failed allocation says why', () => {
    assert.equal(
      message('alloc a 2000\n'),
      'warning 3:1-13 out-of-memory: Out of memory: no free block holds 2,000 bytes. The result is null. ' +
        'Only 1,008 bytes are free in all; 2,008 are needed.',
    );
    assert.equal(
      message('alloc a 184\nalloc b 8\nalloc c 400\nalloc d 8\nfree a\nfree c\nalloc e 600\n'),
      'warning 9:1-12 out-of-memory: Out of memory: no free block holds 600 bytes. The result is null. ' +
        '912 bytes are free, but the largest free block is 408.',
    );
    assert.equal(
      message('alloc a 900 align=4096\nalloc b 900 align=4096\n'),
      'warning 3:1-23 out-of-memory: Out of memory: no free block holds 900 bytes. The result is null. ' +
        'The largest free block has 1,008 bytes, too few together with the padding that the alignment takes.',
    );
    assert.equal(
      message('alloc a 1000\nalloc b 1\n').slice(-22),
      'Not one byte is free.'.padStart(22),
    );
  });

  it('tells of leaks once, with the largest groups', () => {
    check(
      `${HEAD}alloc a 8\nalloc b 100 "net"\nalloc c 50 "net"\n`,
      `hint 3:1-10 leak: 3 blocks with 158 bytes are still live at the end of the trace, this one first.
  4:1-18 "net": 2 blocks, 150 bytes
  3:1-10 no label, 8 bytes each: 1 block, 8 bytes`,
    );
  });

  it('lists a thousand of each kind and says how many there are', () => {
    const text = `alloctrace 1\n${'nonsense\n'.repeat(3000)}${'free x\n'.repeat(1500)}`;
    const lines = diagnosed(text).split('\n');
    assert.equal(lines.length, 2001);
    assert.match(
      lines[2000],
      /^info 4001:1-7 more-problems: 1,000 of 3,000 problems, 1,000 of 1,500 faults shown\./,
    );
  });
});
