import assert from 'node:assert/strict';
import { check, checkResult } from './check';
import { fixture, importBytes, importText, problemLines } from './imported';

const NOTE = /^frees of one of several blocks that heaptrack does not tell apart/;

/** What was counted of a recording. */
async function counts(name: string) {
  const { alloc, free, liveBlocks, liveBytes, peakBytes } = importBytes(await fixture(name)).totals;
  return { alloc, free, liveBlocks, liveBytes, peakBytes };
}

describe('importing heaptrack', () => {
  const MODULES = 'm 1 -\nm 1 x 1000 0 100\nm c /lib/libc.so 2000 0 100 400 50\n';

  it('says when, and which file the call came from', () => {
    const input =
      `v 10400 3\nx 6 /bin/a\nX /bin/a b\nI 1000 5\n${MODULES}t 1010 0\nt 2410 1\n` +
      'c a\n+ 10 1 5000\n+ ff 2 6000\nc b\n- 5000\nR 5\n# comment\n+ 8 9 7000\n';
    const result = importText(input);
    assert.equal(result.importer?.id, 'heaptrack');
    assert.deepEqual(problemLines(result), []);
    assert.equal(
      result.events,
      'alloc 1 16 t=10000000 addr=0x5000 "a+0x10"\n' +
        'alloc 2 255 t=10000000 addr=0x6000 "libc.so+0x410"\n' +
        'free 1 t=11000000 addr=0x5000\n' +
        'alloc 3 8 t=11000000 addr=0x7000\n',
    );
  });

  it('knows names without lengths, and that it was attached', () => {
    const result = importText(
      'v 10100 2\nx /bin/a\nA\nm x 1000 0 100\nt 1010 0\n+ 10 1 50\n- 60\n',
    );
    assert.equal(result.events, 'alloc 1 16 addr=0x50 "a+0x10"\nfree u1 addr=0x60\n');
    assert.match(result.header, /^meta recorder=heaptrack source=test capture=midway$/m);
    assert.deepEqual(problemLines(result), []);
  });

  it('finds what is wrong', () =>
    check(
      'heaptrack',
      `
      v 10400 3
      x ffffffff /bin/x
      + 10 1 1000
      + 10 1
      - zz
      + 20000000000000 1 2000
      t 1
      + 10 1 11111111111111111
      `,
      `
      alloc 1 16 addr=0x1000
      ! 2:3 The string is shorter
      ! 4:1 An allocation has a size
      ! 5:1 A free has an address
      ! 6:1 The size is above 2^53 - 1
      ! 7:1 A call site has two numbers
      ! 8:8 The address has more than 64 bits
      `,
    ));

  it('refuses newer files by name', () => {
    const newer = importText('v 20000 63\n+ 10 1 1000\n');
    assert.match(problemLines(newer).join(), /^1:1 The file has version 99\. Versions up to 3/);
    assert.equal(newer.events, '');
  });
});

describe('importing interpreted files of heaptrack', () => {
  it('frees the oldest of blocks alike, and says so', () => {
    const result = importText(
      'v 10400 3\ns 4 /a/b\ns 4 main\ns 7 /src.c!\ns 8 ./libc.c\n' +
        'i 10 1 2 3 2a\ni 20 1 0 4 7\ni 30 1\nt 1 0\nt 2 1\nt 3 0\na 10 2\na 20 3\n' +
        'c 5\n+ 0\n+ 0\n+ 1\n- 0\n- 0\n- 1\n- 1\n+ 0\n',
    );
    assert.equal(result.importer?.id, 'heaptrack');
    checkResult(
      result,
      `
      alloc 1 16 at=/src.c!:42 t=5000000 "main"
      alloc 2 16 at=/src.c!:42 t=5000000 "main"
      alloc 3 32 t=5000000 "b"
      free 1 t=5000000
      free 2 t=5000000
      free 3 t=5000000
      free u1 t=5000000
      alloc 4 16 at=/src.c!:42 t=5000000 "main"
      `,
    );
    assert.match(result.header, /^meta .* frees="the oldest block of the same size and place"$/m);
    assert.equal(result.report.notes.length, 1);
    assert.match(result.report.notes[0].what, NOTE);
    assert.equal(result.report.notes[0].count, 1);
  });

  it('comes to the same as the raw file of the same run', async () => {
    assert.deepEqual(
      await counts('program.heaptrack.gz'),
      await counts('program.heaptrack.raw.zst'),
    );
  });

  it('reads strings without lengths (versions 1 and 2)', () => {
    const result = importText(
      'v 10100 1\ns /usr/bin/a b\ni 10 1\nt 1 0\na 10 1\n+ 0\n- 0\n',
      'heaptrack',
    );
    checkResult(result, 'alloc 1 16 "a b"\nfree 1');
  });

  it('reads files that still have addresses (version 0)', () => {
    const result = importText(
      'v 10000\ns /bin/a\ni 10 1\nt 1 0\n+ 10 1 5000\n- 5000\n',
      'heaptrack',
    );
    checkResult(result, 'alloc 1 16 addr=0x5000 "a"\nfree 1 addr=0x5000');
    assert.doesNotMatch(result.header, /frees=/);
  });

  it('finds what is wrong, and keeps the numbers of what follows', () => {
    const result = importText(
      'v 10400 3\ns ff /a\ns 1 b\ni zz\ni 10 2\nt 1\nt 2 1\na zz\na 20 2\n+ 0\n+ 1\n+ 1 2 3\n- 9\n',
      'heaptrack',
    );
    assert.deepEqual(
      problemLines(result).map((line) => line.slice(0, 20)),
      [
        '2:3 The string is sh',
        '4:1 A place has an a',
        '6:1 A call site has ',
        '8:1 A kind of block ',
        '10:1 There is no suc',
        '12:1 An allocation o',
        '13:1 There is no suc',
      ],
    );
    assert.equal(result.events, 'alloc 1 32 "b"\n');
  });

  it('does not follow callers that call each other for ever', () => {
    const result = importText('v 10400 3\ns 1 a\ni 10 1\nt 1 2\nt 1 1\na 10 2\n+ 0\n', 'heaptrack');
    assert.equal(result.events, 'alloc 1 16 "a"\n');
  });

  it('does not mix files with addresses and without', () => {
    const result = importText('v 10400 3\n+ 10 1 5000\na 10 1\n- 5000\n', 'heaptrack');
    assert.equal(result.events, 'alloc 1 16 addr=0x5000\nfree 1 addr=0x5000\n');
    assert.match(problemLines(result).join(), /^3:1 The line is of another kind of file/);
  });
});
