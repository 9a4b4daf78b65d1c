import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readTrace, TraceReader } from '../../src/trace/reader';
import { HEAD_LENGTH } from '../../src/trace/sniff';
import type { Trace } from '../../src/trace/trace';
import { goldenText } from './describe';
import { assertWellFormed } from './wellFormed';

/** Lines that mean nearly the same, in all the ways that differ from the plainest. */
const LINES = [
  'a 7 8',
  'a 1 48',
  'alloc 7 8',
  'alloc 7 8 16',
  'a 7 8 0x10',
  'a 7 8 016',
  'a 7 8 align=16',
  'a 7 08',
  'a 7 0x8',
  'a 7 1K',
  'a 7  8',
  'a 7 8 ',
  ' a 7 8',
  'a\t7 8',
  'a 7 8#',
  'a 7 8 "x"',
  'a 007 8',
  'a 0 0',
  'a 999999999 999999999',
  'a 1000000000 4294967294',
  'a 99999999999999999999 4294967295',
  'a 4294967296 4294967296',
  'a 0x55d0c8a3f2b0 64',
  'a 0x55D0c8a3f2b0 64',
  'a 0x0 1',
  'a 0x1 1',
  'a 0x01 1',
  'a 0xfffffffffffff 1',
  'a 0x10000000000000 1',
  'a 0xffffffff 9',
  'a 0x80000000 9',
  'a 0x 9',
  'a x 9',
  'a null0 9',
  'a é 9',
  'a :\x01; 9',
  'c 7 8',
  'calloc x 8',
  'r 7 8',
  'realloc 7 9 8',
  'r 7 7 8',
  'r null n 8',
  'realloc 7 8 align=8',
  'f 7',
  'free 7',
  'f null',
  'free null',
  'f 0x55d0c8a3f2b0',
  'f 007 tid=1',
  'free é',
  'm x y',
  'mark "x"',
];

const OTHERS = ['', '# comment', 'meta a=b', 'what is this', 'a null 8', 'f 7 8'];

const lines = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...LINES) }, fc.constantFrom(...OTHERS)),
  { maxLength: 60 },
);
const lineEnd = fc.constantFrom('\n', '\r\n');

/** Everything that can be asked of a trace. */
function everything(trace: Trace): string {
  const texts = Array.from({ length: trace.eventCount }, (_, event) => trace.lineText(event));
  const ids = Array.from({ length: trace.idCount }, (_, id) => trace.idText(id));
  return [goldenText(trace), ...texts, ...ids, ...trace.problems.map((each) => each.message)].join(
    '\n',
  );
}

/** Comments until the reader knows that the file is text. */
const HEAD = `alloctrace 1\n${`#${'-'.repeat(510)}\n`.repeat(HEAD_LENGTH / 512)}`;

describe('lines of a trace', () => {
  it('are given back as they are', () => {
    fc.assert(
      fc.property(lines, lineEnd, fc.boolean(), (middle, end, hasEnd) => {
        const all = ['alloctrace 1', ...middle];
        const trace = readTrace(Buffer.from(all.join(end) + (hasEnd ? end : '')));
        assertWellFormed(trace);
        for (let event = 0; event < trace.eventCount; event++) {
          assert.equal(trace.lineText(event), all[trace.lineOf(event)]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('mean the same read one by one and behind each other', () => {
    for (const line of LINES) {
      const alone = readTrace(Buffer.from(`alloctrace 1\n${line}`));
      const among = readTrace(Buffer.from(`alloctrace 1\nm x\n${line}\nm x\n`));
      assert.deepEqual([alone.problems, among.problems], [[], []], line);
      assert.equal(among.lineText(1), line);
      assert.equal(alone.lineText(0), line);
      assert.equal(among.kind[1], alone.kind[0]);
      assert.equal(among.sizeOf(1), alone.sizeOf(0));
      assert.equal(among.alignOf(1), alone.alignOf(0));
      assert.equal(among.idText(among.newIdOf(1)), alone.idText(alone.newIdOf(0)));
      assert.deepEqual(among.attributesOf(1), alone.attributesOf(0));
    }
  });

  it('are the same in pieces of any size', () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(lines, lineEnd, cuts, (middle, end, where) => {
        const bytes = Buffer.from(HEAD + middle.map((line) => line + end).join(''));
        const reader = new TraceReader();
        let from = 0;
        for (const share of [0, ...where.toSorted((a, b) => a - b), 1]) {
          const to = HEAD.length + Math.floor(share * (bytes.length - HEAD.length));
          reader.push(bytes.subarray(from, to));
          from = to;
        }
        assert.equal(everything(reader.finish()), everything(readTrace(bytes)));
      }),
      { numRuns: 300 },
    );
  });

  it('take no memory of their own where they are plain', () => {
    const plain: string[] = [];
    for (let i = 0; i < 60_000; i++) plain.push(`a ${i} 64`, `f ${i}`);
    const trace = readTrace(Buffer.from(`alloctrace 1\n${plain.join('\n')}\n`));
    // 9 bytes an event, 4 an id.
    const expected = 9 * trace.eventCount + 4 * trace.idCount;
    assert.ok(trace.memoryBytes < expected + 100_000, `${trace.memoryBytes} for ${expected}`);
    const labelled = plain.map((line) => `${line} "x"`).join('\n');
    const text = readTrace(Buffer.from(`alloctrace 1\n${labelled}\n`));
    assert.ok(text.memoryBytes > labelled.length, String(text.memoryBytes));
  });

  it('without an end are read no further than the longest', () => {
    const push = 'x'.repeat(100_000);
    const reader = new TraceReader();
    reader.push(Buffer.from('alloctrace 1\nf '));
    for (let i = 0; i < 30; i++) reader.push(Buffer.from(push));
    reader.push(Buffer.from('\r'));
    reader.push(Buffer.from('\nf 1\n'));
    for (let i = 0; i < 20; i++) reader.push(Buffer.from(`${push}\0`));
    const trace = reader.finish();
    assertWellFormed(trace);
    assert.deepEqual(
      trace.problems.map(({ code, line, column, length }) => [code, line, column, length]),
      [
        ['line-too-long', 1, 0, 3_000_002],
        ['nul-bytes', 3, 100_000, 1],
      ],
    );
    const whole = Buffer.from(`alloctrace 1\nf ${push.repeat(30)}\r\nf 1\n`);
    assert.equal(readTrace(whole).problems[0].message, trace.problems[0].message);
    assert.match(trace.problems[0].message, /3,000,002 bytes.*: f x{38}…$/);
    assert.equal(trace.lineText(0), 'f 1');
    assert.ok(trace.memoryBytes < 200_000, String(trace.memoryBytes));
  });
});

describe('a snapshot of a trace', () => {
  it('is the trace of the lines that were complete, and stays so', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(lines, lineEnd, sizes, fc.boolean(), (middle, end, pieces, short) => {
        const head = short ? 'alloctrace 1\n' : HEAD;
        const bytes = Buffer.from(head + middle.map((line) => line + end).join(''));
        const reader = new TraceReader();
        const seen: [Trace, string][] = [];
        let at = short ? 0 : HEAD.length;
        reader.push(bytes.subarray(0, at));
        for (let i = 0; at < bytes.length; i++) {
          const next = Math.min(bytes.length, at + pieces[i % pieces.length]);
          reader.push(bytes.subarray(at, next));
          at = next;
          const snapshot = reader.snapshot();
          const complete = bytes.subarray(0, bytes.subarray(0, at).lastIndexOf(10) + 1);
          const expected = everything(readTrace(complete));
          assert.equal(everything(snapshot), expected);
          seen.push([snapshot, expected]);
        }
        assert.equal(everything(reader.finish()), everything(readTrace(bytes)));
        for (const [snapshot, expected] of seen) {
          assertWellFormed(snapshot);
          assert.equal(everything(snapshot), expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its events when the columns grow', () => {
    const reader = new TraceReader();
    reader.push(Buffer.from(HEAD));
    const snapshots: Trace[] = [];
    for (let i = 0; i < 40; i++) {
      const some = Array.from({ length: 500 }, (_, k) => `a ${500 * i + k} ${k} ${2 ** (k % 8)}\n`);
      reader.push(Buffer.from(some.join('')));
      snapshots.push(reader.snapshot());
    }
    const last = reader.finish();
    for (const [i, snapshot] of snapshots.entries()) {
      assert.equal(snapshot.eventCount, 500 * (i + 1));
      assert.deepEqual(snapshot.size, last.size.subarray(0, snapshot.eventCount));
      assert.deepEqual(snapshot.id, last.id.subarray(0, snapshot.eventCount));
      assert.deepEqual(snapshot.align, last.align.subarray(0, snapshot.eventCount));
      assert.equal(snapshot.findId(String(500 * (i + 1) - 1)), 500 * (i + 1) - 1);
      assert.equal(snapshot.findId(String(500 * (i + 1))), -1);
    }
  });

  it('says why the file is no text, and nothing of what may still come', () => {
    const reader = new TraceReader();
    reader.push(Buffer.from([0x1f, 0x8b, 8, 0]));
    assert.equal(reader.snapshot().problems[0].code, 'not-a-trace');
    const torn = new TraceReader();
    torn.push(Buffer.from('alloctrace 1\na 1 8\na 1'));
    const { eventCount, provisional, problemCount, lines: counted } = torn.snapshot();
    assert.deepEqual([eventCount, provisional, problemCount, counted.total], [1, false, 0, 2]);
    torn.push(Buffer.from('2 8\n'));
    assert.equal(torn.finish().lineText(1), 'a 12 8');
  });
});
