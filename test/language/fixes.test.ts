import assert from 'node:assert/strict';
import { raiseHeap } from '../../src/language/fixes/heapFixes';
import { allProblemsMended, offersFor, type Offer } from '../../src/language/fixes/offers';
import { carriedOut, mended } from './support/carriedOut';

/** Codes of the problems and the faults of a text, in the order of the lines. */
function codesOf(text: string): string[] {
  const read = carriedOut(text);
  const lines = read.lines.lineCount;
  const offers = offersFor(read, 0, lines, false);
  return [...new Set(offers.map(({ code, line }) => `${code} ${line + 1}`))];
}

/** What is offered on the line that ends in `@` (from all of the text if none does). */
function offersOf(marked: string, isAsked = false): { text: string; offers: Offer[] } {
  const lines = marked.split('\n');
  const line = lines.findIndex((each) => each.endsWith('@'));
  const text = line < 0 ? marked : lines.with(line, lines[line].slice(0, -1)).join('\n');
  const read = carriedOut(text);
  const [start, end] = line < 0 ? [0, read.lines.lineCount] : [line, line + 1];
  return { text, offers: offersFor(read, start, end, isAsked) };
}

/**
 * Takes the fix with this title and compares the text after it; what was wrong on the line must be
 * gone. `*` in front of the title: it is the preferred one.
 */
function check(marked: string, title: string, expected: string): void {
  const { text, offers } = offersOf(marked, true);
  const titles = offers.map((each) => `${each.isPreferred ? '*' : ''}${each.title}`);
  const index = titles.indexOf(title);
  assert(index >= 0, `${title} is not among ${titles.join(' / ')}`);
  const after = mended(text, offers[index]);
  assert.equal(after, expected);
  const { code } = offers[index];
  const left = codesOf(after).filter((each) => each.startsWith(`${code} `));
  const before = codesOf(text).filter((each) => each.startsWith(`${code} `));
  assert(code === 'unknown-attribute' || left.length < before.length, `${code} is still there`);
  // The same with the line ends of Windows.
  const windows = text.replaceAll('\n', '\r\n');
  const read = carriedOut(windows);
  const line = offers[index].line;
  const same = offersFor(read, line, line + 1, true).find(
    (each) => each.title === offers[index].title,
  );
  assert(same, 'it is offered with CRLF, too');
  assert.equal(mended(windows, same), expected.replaceAll('\n', '\r\n'));
}

const V = 'alloctrace 1\n';

describe('fixes of problems of the text', () => {
  it('add the version line', () => {
    check(
      '# c\nalloc a 8@\nfree a\n',
      '*Add the version line',
      '# c\nalloctrace 1\nalloc a 8\nfree a\n',
    );
  });

  it('mend a version line', () => {
    check('alloctrace one@\nmark x\n', '*Write version 1', `${V}mark x\n`);
    check('alloctrace@\nmark x\n', '*Write version 1', `${V}mark x\n`);
    check(`${V}mark x\nalloctrace 1@\nmark y`, '*Remove this version line', `${V}mark x\nmark y`);
  });

  it('spell a verb as it is spelled', () => {
    check(`${V}alocate a 8@\nfree a\n`, '*Change to "alloc"', `${V}alloc a 8\nfree a\n`);
    check(`${V}\tmalloc 😀 8@\nfree 😀\n`, '*Change to "alloc"', `${V}\talloc 😀 8\nfree 😀\n`);
  });

  it('take a line out that cannot be read', () => {
    check(`${V}  nonsense x@\nmark x\n`, 'Comment the line out', `${V}  # nonsense x\nmark x\n`);
    check(`${V}nonsense x@\nmark x\n`, 'Remove the line', `${V}mark x\n`);
    check(`${V}mark x\nnonsense@`, 'Remove the line', `${V}mark x`);
    check(`${V}write a 0 8@\n`, '*Comment the line out', `${V}# write a 0 8\n`);
  });

  it('make ids of what is none', () => {
    check(`${V}mark x\nfree "my block"@\n`, '*Change to "my_block"', `${V}mark x\nfree my_block\n`);
  });

  it('write numbers as the format has them', () => {
    check(`${V}c a 1e3@\nf a`, '*Change to "1000"', `${V}c a 1000\nf a`);
    check(`${V}c a 1_000@\nf a`, '*Change to "1000"', `${V}c a 1000\nf a`);
    check(`${V}c a 4kb@\nf a`, '*Change to "4KiB"', `${V}c a 4KiB\nf a`);
    check(`${V}c a 64B@\nf a`, '*Change to "64"', `${V}c a 64\nf a`);
    check(`${V}f null tid=+5@`, '*Change to "5"', `${V}f null tid=5`);
    assert.deepEqual(
      offersOf(`${V}c a 16.5@\n`).offers.map(({ title }) => title),
      ['Comment the line out', 'Remove the line'],
    );
    assert(!offersOf(`${V}f null tid=5k@\n`).offers.some(({ isPreferred }) => isPreferred));
    for (const large of ['9_999_999_999_999_999', '+0xffffffffffffff', '9999999999999gb']) {
      const { offers } = offersOf(`${V}c a ${large}@\n`);
      assert(
        !offers.some(({ isPreferred }) => isPreferred),
        `${large} has no form that can be read`,
      );
    }
  });

  it('round an alignment up to a power of two', () => {
    check(`${V}a a 8 24@\nf a`, '*Round up to 32', `${V}a a 8 32\nf a`);
    check(`${V}a a 8 align=3@\nf a`, '*Round up to 4', `${V}a a 8 align=4\nf a`);
    check(`${V}a a 8 align=0@\nf a`, '*Round up to 1', `${V}a a 8 align=1\nf a`);
    check(`${V}heap align=3K@\n`, '*Round up to 4096', `${V}heap align=4096\n`);
    assert(!offersOf(`${V}a a 8 5000000000000000@`).offers.some(({ isPreferred }) => isPreferred));
  });

  it('remove attributes that say nothing', () => {
    check(`${V}f null  at=main.c # c@`, '*Remove at=', `${V}f null # c`);
    check(`${V}f null align=8@`, '*Remove align=', `${V}f null`);
    check(`${V}f null tid=1 tid=2@`, '*Remove tid=', `${V}f null tid=1`);
    check(`${V}f null "a" "b"@`, '*Remove this text', `${V}f null "a"`);
    check(`${V}f null addr=99999999999999999999 tid=1@`, '*Remove addr=', `${V}f null tid=1`);
  });

  it('deal with what is too much on a line', () => {
    check(`${V}f null 64@`, '*Make a comment of the rest of the line', `${V}f null # 64`);
    check(`${V}f null 64@`, 'Remove 64', `${V}f null`);
    check(`${V}c a 4 16@\nf a`, '*Write the product 64', `${V}c a 64\nf a`);
    check(`${V}f null "x"tid=1@`, '*Put a blank between', `${V}f null "x" tid=1`);
  });

  it('close strings and double backslashes', () => {
    check(`${V}m "request 17 @`, '*Add the closing quote', `${V}m "request 17" `);
    check(
      `${V}m "C:\\work\\new\\q \\x4g"@`,
      '*Double the backslashes',
      `${V}m "C:\\\\work\\new\\\\q \\\\x4g"`,
    );
    check(`${V}m "a \\@`, '*Add the closing quote', `${V}m "a \\\\"`);
    check(`${V}m "a \\\\@`, '*Add the closing quote', `${V}m "a \\\\"`);
    check(`${V}m "a\u00a0@`, '*Add the closing quote', `${V}m "a\u00a0"`);
    check(`${V}m "\\u{110000}"@`, '*Double the backslashes', `${V}m "\\\\u{110000}"`);
    check(
      `${V}f null "C:\\doc" at=C:\\a.c:9 # C:\\q@`,
      '*Double the backslashes',
      `${V}f null "C:\\\\doc" at=C:\\a.c:9 # C:\\q`,
    );
  });

  it('mend a heap line', () => {
    check(`${V}heap polcy=best-fit@`, '*Change to "policy"', `${V}heap policy=best-fit`);
    check(`${V}heap policy=bestfit@`, '*Change to "best-fit"', `${V}heap policy=best-fit`);
    check(`${V}heap layout=rounde@`, '*Change to "rounded"', `${V}heap layout=rounded`);
    check(`${V}heap size=16@`, '*Change to "64"', `${V}heap size=64`);
    // A heap of 1 GiB takes its time to be made: the text must do.
    const { text, offers } = offersOf(`${V}heap size=2GiB@`);
    assert.equal(mended(text, offers[0]), `${V}heap size=1GiB`);
    check(`${V}heap base=0x1003@`, '*Change to "0x1000"', `${V}heap base=0x1000`);
    check(
      `${V}mark x\nheap size=4KiB@\nmark y`,
      '*Move it before the first event',
      `${V}heap size=4KiB\nmark x\nmark y`,
    );
    check(`${V}heap\nheap size=8KiB@\n`, '*Remove this line', `${V}heap\n`);
  });

  it('mend all of a kind', () => {
    check(
      `${V}aloc a 8@\naloc b 8\nnonsense\nfre a\nfree b`,
      'Mend all of this kind (unknown-verb)',
      `${V}alloc a 8\nalloc b 8\nnonsense\nfree a\nfree b`,
    );
  });

  it('mend all that has one best fix', () => {
    const text = 'aloc a 8 24\nmark x\nheap size=4KiB\nfree a 8\nm "open\nnonsense\nheap size=5';
    const edits = allProblemsMended(carriedOut(text));
    assert.equal(
      mended(text, { edits }),
      `${V}aloc a 8 24\nheap size=4KiB\nmark x\nfree a # 8\nm "open"\nnonsense\nheap size=5`,
    );
  });

  it('are offered for spellings of attributes only to those who ask', () => {
    check(`${V}f null adr=7@`, 'Change to "addr="', `${V}f null addr=7`);
    assert.deepEqual(offersOf(`${V}f null adr=7@`).offers, []);
  });
});

/** A text whose heap is made as large as `size` bytes. */
function raised(text: string, size: number): string {
  const { replay, lines } = carriedOut(text);
  return mended(text, { edits: [raiseHeap(replay.trace, lines, size)] });
}

describe('fixes of faults', () => {
  it('remove a second free', () => {
    check(`${V}a a 8\nf a\nf a@\nm x`, '*Remove this second free', `${V}a a 8\nf a\nm x`);
    check(`${V}a a 8\nf a\n f a@\nm x`, 'Comment the line out', `${V}a a 8\nf a\n # f a\nm x`);
    check(
      `${V}a a 8\nf a\nf a@\nm x\nf a`,
      'Comment out all 2 lines of this kind (double-free)',
      `${V}a a 8\nf a\n# f a\nm x\n# f a`,
    );
  });

  it('of what is unknown find what was meant, or say why it may be so', () => {
    check(
      `${V}alloc buffer 8\nfree bufer@\n`,
      '*Change to buffer, which is never freed',
      `${V}alloc buffer 8\nfree buffer\n`,
    );
    check(`${V}free x@\nmark y\n`, '*Remove this free', `${V}mark y\n`);
    check(
      `# c\n${V}free x@\n`,
      'Say that the recording began while the program ran',
      `# c\n${V}meta capture=midway\nfree x\n`,
    );
    check(`${V}r x 8@\nf x`, '*Make an allocation of it', `${V}a x 8\nf x`);
  });

  it('make an allocation of a realloc of what is gone', () => {
    check(
      `${V}alloc a 8\nfree a\nrealloc a 16 tid=1@\nfree a\n`,
      '*Make an allocation of it',
      `${V}alloc a 8\nfree a\nalloc a 16 tid=1\nfree a\n`,
    );
    check(
      `${V}alloc a 8\nfree a\nrealloc  a  b 16@\nfree b\n`,
      '*Make an allocation of it',
      `${V}alloc a 8\nfree a\nalloc b 16\nfree b\n`,
    );
  });

  it('rename an id that is used again, until its block is freed', () => {
    check(
      `${V}alloc a 8\nalloc a 16@\nrealloc a 32\nfree a # 😀\nfree a\n`,
      '*Rename this block to a_2 (3 lines)',
      `${V}alloc a 8\nalloc a_2 16\nrealloc a_2 32\nfree a_2 # 😀\nfree a\n`,
    );
    check(
      `${V}alloc a 8\nalloc a_2 1\nalloc a 16@\nrealloc a b 32\nfree b\nfree a\n`,
      '*Rename this block to a_3 (2 lines)',
      `${V}alloc a 8\nalloc a_2 1\nalloc a_3 16\nrealloc a_3 b 32\nfree b\nfree a\n`,
    );
    check(
      `${V}alloc a 8\nalloc b 8\nrealloc b a 16@\nfree a\nfree a\n`,
      '*Rename this block to a_2 (2 lines)',
      `${V}alloc a 8\nalloc b 8\nrealloc b a_2 16\nfree a_2\nfree a\n`,
    );
    check(
      `${V}heap size=4KiB\nalloc a 8\nalloc a 16@\nrealloc a 1MiB\nrealloc a a 9\nfree a\n`,
      '*Rename this block to a_2 (4 lines)',
      `${V}heap size=4KiB\nalloc a 8\nalloc a_2 16\nrealloc a_2 1MiB\nrealloc a_2 a_2 9\nfree a_2\n`,
    );
    check(
      `${V}alloc a 8\nalloc a 16@\nfree a\n`,
      'Free a before this line',
      `${V}alloc a 8\nfree a\nalloc a 16\nfree a\n`,
    );
  });

  it('free at the end what nothing frees', () => {
    check(`${V}alloc a 8@\n`, '*Free a at the end of the trace', `${V}alloc a 8\nfree a\n`);
    check(
      `${V}a a 8@\nc b 8\nf b\nalloc b 9`,
      '*Free all 2 blocks at the end of the trace',
      `${V}a a 8\nc b 8\nf b\nalloc b 9\nf a\nfree b\n`,
    );
    const { text, offers } = offersOf(`${V}a a 8\nc b 8@\n`, true);
    const one = offers.find(({ title }) => title === 'Free b at the end of the trace');
    assert.equal(mended(text, one!), `${V}a a 8\nc b 8\nf b\n`);
    assert.deepEqual(offersOf(`${V}a a 8\nc b 8@\n`).offers, [], 'the hint is at the first one');
  });

  it('are each offered once for a selection, what mends all of a kind too', () => {
    const { offers } = offersOf(`${V}a a 8\na b 8\nf x\nf y\naloc c 8\naloc d 8\n`, true);
    const titles = offers.map(({ title }) => title).filter((title) => / all /.test(title));
    assert.deepEqual(titles, [
      'Mend all of this kind (unknown-verb)',
      'Free all 2 blocks at the end of the trace',
      'Comment out all 2 lines of this kind (unknown-free)',
    ]);
  });

  it('raise the heap: the key is changed, added, or a line is', () => {
    assert.equal(
      raised(`${V}heap size=100 align=8 # c\n`, 4096),
      `${V}heap size=4KiB align=8 # c\n`,
    );
    assert.equal(raised(`${V}\theap align=8 # c\n`, 2 ** 20), `${V}\theap align=8 size=1MiB # c\n`);
    assert.equal(raised(`# c\r\n${V}mark x`, 128), `# c\r\n${V}heap size=128\r\nmark x`);
    assert.equal(raised('mark x', 128), 'heap size=128\nmark x');
    assert.equal(raised('# only', 128), 'heap size=128\n# only');
  });
});
