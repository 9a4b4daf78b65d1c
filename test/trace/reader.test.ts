import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { readTrace, type ReadOptions, TraceReader } from '../../src/trace/reader';
import { HEAD_LENGTH } from '../../src/trace/sniff';
import { traceText } from './arbitrary';
import { everything } from './describe';
import { assertWellFormed } from './wellFormed';

function readChunks(bytes: Uint8Array, splits: readonly number[], options: ReadOptions = {}) {
  const reader = new TraceReader(options);
  let from = 0;
  for (const to of [...splits.toSorted((a, b) => a - b), bytes.length]) {
    const piece = Uint8Array.from(bytes.subarray(from, to));
    reader.push(piece);
    // The caller may use its memory again.
    piece.fill(0x23);
    from = to;
  }
  return reader.finish();
}

const HEAD = Buffer.from(`#${'-'.repeat(510)}\n`.repeat(HEAD_LENGTH / 512));

/** The files of the conformance set that are short enough to be read once for each of their bytes. */
function smallFiles(): [file: string, bytes: Buffer][] {
  return ['valid', 'invalid'].flatMap((kind) =>
    readdirSync(`test/fixtures/trace/${kind}`)
      .filter((file) => file.endsWith('.alloctrace'))
      .map((file): [string, Buffer] => [file, readFileSync(`test/fixtures/trace/${kind}/${file}`)])
      .filter(([, bytes]) => bytes.length <= 400),
  );
}

/** An event line of `length` bytes and its line end. */
function fill(length: number): string {
  return `a 1 8 "${'x'.repeat(length - 8)}"\n`;
}

/** The message for a line that is wrong. */
function meant(line: string): string {
  return readTrace(Buffer.from(`alloctrace 1\n${line}\n`)).problems[0].message;
}

describe('trace reader', () => {
  it('reads the same in two chunks, split anywhere', () => {
    for (const [file, bytes] of smallFiles()) {
      const whole = everything(readTrace(bytes));
      for (let split = 0; split <= bytes.length; split++) {
        assert.equal(everything(readChunks(bytes, [split])), whole, `${file} at ${split}`);
      }
    }
  });

  it('reads the same in two chunks, split anywhere, once it knows the file is text', () => {
    for (const [file, bytes] of smallFiles()) {
      // Shorter files wait for `finish`; behind a head of comments each push reads its lines.
      const long = Buffer.concat([HEAD, bytes]);
      const whole = everything(readTrace(long));
      for (let split = HEAD.length; split <= long.length; split++) {
        const trace = readChunks(long, [HEAD.length, split]);
        assert.equal(everything(trace), whole, `${file} at ${split - HEAD.length}`);
      }
      const every = Array.from({ length: bytes.length }, (_, i) => HEAD.length + i);
      assert.equal(everything(readChunks(long, every)), whole, `${file} byte by byte`);
    }
  });

  it('reads the same in chunks when the file is longer than the head', () => {
    const splits = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(traceText, splits, fc.nat(9000), (text, where, expectedBytes) => {
        const bytes = Buffer.from(
          `${text}${'a 1 8\nfree 1\r\n# x\nbad\n'.repeat(250)}${text}a 5 1`,
        );
        const at = where.map((share) => Math.floor(share * bytes.length));
        const whole = everything(readTrace(bytes));
        assert.equal(everything(readChunks(bytes, at, { expectedBytes })), whole);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the first problems and counts all', () => {
    const bytes = Buffer.from(`alloctrace 1\n${'garbage here\n'.repeat(10_000)}a 1 8\n`);
    const trace = readTrace(bytes);
    assert.equal(trace.problemCount, 10_000);
    assert.equal(trace.problems.length, 1000);
    assert.equal(trace.lines.diagnosed, 10_000);
    assert.equal(trace.eventCount, 1);
    assert.equal(readTrace(bytes, { maxProblems: 0 }).problemCount, 10_000);
  });

  it('reads a line of a mebibyte and skips a longer one', () => {
    const head = 'alloctrace 1\n';
    const fits = readTrace(Buffer.from(head + fill(2 ** 20) + 'f 1\n'));
    assert.equal(fits.problemCount, 0);
    assert.equal(fits.attributesOf(0).label?.length, 2 ** 20 - 8);
    const long = readTrace(Buffer.from(head + fill(2 ** 20 + 1) + 'f 1\n'));
    assert.equal(long.eventCount, 1);
    const [{ code, line, column, length, message }] = long.problems;
    assert.deepEqual([code, line, column, length], ['line-too-long', 1, 0, 2 ** 20 + 1]);
    assert.ok(message.length <= 200, message);
    assert.match(message, /^This line has 1,048,577 bytes, and /);
    const plain = readTrace(Buffer.from(`${head}f ${'x'.repeat(2 ** 20)}\nf 1\n`));
    assert.deepEqual([plain.eventCount, plain.problems[0].code], [1, 'line-too-long']);
  });

  it('tells a hole longer than the longest line from a line', () => {
    const hole = Buffer.alloc(2 ** 20 + 9);
    const trace = readTrace(
      Buffer.concat([Buffer.from('alloctrace 1\n'), hole, Buffer.from('\nf 1\n')]),
    );
    assert.deepEqual([trace.eventCount, trace.problemCount], [1, 1]);
    assert.equal(trace.problems[0].code, 'nul-bytes');
    assert.equal(trace.problems[0].length, 2 ** 20 + 9);
  });

  it('says what to do about a number that is too large, and about a heap that comes late', () => {
    assert.match(
      meant('alloc a 9007199254740992'),
      /can hold\. Leave out the attribute or the line\.$/,
    );
    assert.match(meant('free a\nheap size=4KiB'), /^The heap must be set before the first event\./);
    assert.match(meant('heap size=4KiB\nheap size=4KiB'), /^The heap is already set on line 2\./);
    assert.match(meant(`free a${'\0'.repeat(2000)}`), /^2,000 NUL bytes here/);
  });

  it('stops at the limit of bytes', () => {
    const bytes = Buffer.from('alloctrace 1\na 1 8\na 2 8\na 3 8\n');
    for (const trace of [
      readTrace(bytes, { maxBytes: 22 }),
      readChunks(bytes, [5, 20, 25], { maxBytes: 22 }),
    ]) {
      assertWellFormed(trace);
      assert.equal(trace.eventCount, 1);
      assert.deepEqual(
        trace.problems.map(({ code, line }) => [code, line]),
        [['file-too-large', 2]],
      );
    }
    assert.equal(readTrace(bytes, { maxBytes: bytes.length }).problemCount, 0);
  });

  it('says that it stopped in a snapshot, too, and goes on saying so', () => {
    const reader = new TraceReader({ maxBytes: 22 });
    reader.push(Buffer.from('alloctrace 1\na 1 8\n'));
    assert.equal(reader.snapshot().problemCount, 0);
    reader.push(Buffer.from('a 2 8\n'));
    reader.push(Buffer.from('a 3 8\n'));
    const trace = reader.snapshot();
    assertWellFormed(trace);
    assert.deepEqual(
      [trace.eventCount, trace.problems.map(({ code }) => code)],
      [1, ['file-too-large']],
    );
    assert.equal(reader.finish(), trace);
  });

  it('says that it stopped, however many problems there were before', () => {
    const bytes = Buffer.from(`alloctrace 1\n${'bogus\n'.repeat(6)}`);
    const trace = readTrace(bytes, { maxBytes: bytes.length - 1, maxProblems: 3 });
    assertWellFormed(trace);
    assert.deepEqual(
      trace.problems.map(({ code }) => code),
      ['unknown-verb', 'unknown-verb', 'file-too-large'],
    );
    assert.equal(trace.problemCount, 6);
    const none = readTrace(bytes, { maxBytes: 20, maxProblems: 0 });
    assert.deepEqual([none.problems.length, none.problemCount], [0, 2]);
  });

  it('keeps what it read when memory runs out', () => {
    const original = Int32Array;
    const reader = new TraceReader();
    reader.push(Buffer.from('alloctrace 1\n'));
    for (let i = 0; i < 900; i++) reader.push(Buffer.from(`a ${i} 8\n`));
    try {
      globalThis.Int32Array = new Proxy(original, {
        construct: () => {
          throw new RangeError('Array buffer allocation failed');
        },
      });
      for (let i = 900; i < 3000; i++) reader.push(Buffer.from(`a ${i} 8\n`));
    } finally {
      globalThis.Int32Array = original;
    }
    const trace = reader.finish();
    assertWellFormed(trace);
    assert.ok(trace.eventCount >= 900 && trace.eventCount < 3000);
    assert.equal(trace.problems.at(-1)?.code, 'file-too-large');
  });

  it('finds numbered ids again, whenever they came and however they are spelled', () => {
    // 5,000,000 comes while the table of numbers is small, and again when it is larger.
    const lines = ['alloctrace 1', 'a 5000 8', 'a 007 8', 'a 5000000 8'];
    for (let i = 0; i < 4000; i++) lines.push(`a ${i} 8`, `a x${i} 8`);
    lines.push('f 5000', 'f 5000000', 'f 7', 'f 007', 'f x7', '');
    const trace = readTrace(Buffer.from(lines.join('\n')));
    assertWellFormed(trace);
    assert.equal(trace.idCount, 8003);
    const names = Array.from(trace.id.subarray(-5), (id) => trace.idText(id));
    assert.deepEqual(names, ['5000', '5000000', '7', '007', 'x7']);
    assert.deepEqual([...trace.id.subarray(-5)].slice(0, 2), [0, 2]);
  });

  it('finds events by line', () => {
    const trace = readTrace(Buffer.from('alloctrace 1\n\na 1 8\n# c\n\nf 1\n'));
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 99].map((line) => trace.eventAtOrBefore(line)),
      [-1, -1, 0, 0, 0, 1, 1],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 99].map((line) => trace.eventAtOrAfter(line)),
      [0, 0, 0, 1, 1, 1, 2],
    );
  });

  it('gives the text of lines, of any bytes, and nothing outside', () => {
    const trace = readTrace(Buffer.from('alloctrace 1\r\n a 1 8 # \xe9\r\nm x', 'latin1'));
    assert.deepEqual(
      [0, 1, 2, -1].map((event) => trace.lineText(event)),
      [' a 1 8 # \\xe9', 'm x', '', ''],
    );
    assert.deepEqual([trace.markText(0), trace.markText(7), trace.idText(99)], ['', '', '']);
    assert.deepEqual(trace.attributesOf(99), { unknown: [] });
    assert.equal(trace.provisional, true);
  });

  it('says how a word was probably meant', () => {
    assert.equal(meant('alocate a 8'), '"alocate" is not an event. Did you mean "alloc"?');
    assert.equal(meant('fere a'), '"fere" is not an event. Did you mean "free"?');
    assert.equal(meant('malloc a 8'), '"malloc" is not an event. Did you mean "alloc"?');
    assert.equal(meant('heap polcy=x'), '"polcy" is not a heap setting. Did you mean "policy"?');
    assert.match(meant('<b>\x1b[2J'), /^"<b>\\u\{1b\}\[2J" is not an event\./);
  });

  it('never lets the text of a file change an object', () => {
    readTrace(Buffer.from('alloctrace 1\nmeta __proto__=x\na __proto__ 8 __proto__=polluted\n'));
    assert.equal(Object.keys(Object.prototype).length, 0);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('gives the same trace again, and ignores what comes after it', () => {
    const reader = new TraceReader();
    reader.push(Buffer.from('alloctrace 1\na 1 8\n'));
    const trace = reader.finish();
    reader.push(Buffer.from('f 1\n'));
    assert.equal(reader.finish(), trace);
    assert.equal(trace.eventCount, 1);
  });
});
