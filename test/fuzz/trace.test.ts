import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { printTrace } from '../trace/printTrace';
import { readTrace, TraceReader } from '../../src/trace/reader';
import { HEAD_LENGTH } from '../../src/trace/sniff';
import { goldenText } from '../trace/describe';
import { assertWellFormed } from '../trace/wellFormed';

const FOLDER = 'test/fixtures/trace';
const seeds = ['valid', 'invalid'].flatMap((kind) =>
  readdirSync(`${FOLDER}/${kind}`)
    .filter((file) => file.endsWith('.alloctrace'))
    .map((file) => readFileSync(`${FOLDER}/${kind}/${file}`))
    .filter((bytes) => bytes.length > 0 && bytes.length < 2000),
);

/** Comments until the reader knows that the file is text; what follows is read line by line. */
const HEAD = Buffer.from(`#${'-'.repeat(510)}\n`.repeat(HEAD_LENGTH / 512));

/** What holds for any bytes at all, as a file and as the later part of one. */
function check(bytes: Uint8Array, splits: readonly number[]): void {
  checkFile(bytes, splits, 0);
  checkFile(Buffer.concat([HEAD, bytes]), splits, HEAD.length);
}

function checkFile(bytes: Uint8Array, splits: readonly number[], head: number): void {
  const trace = readTrace(bytes);
  assertWellFormed(trace);
  for (let event = 0; event < trace.eventCount; event++) {
    trace.lineText(event);
    trace.markText(event);
  }
  const reader = new TraceReader();
  let from = 0;
  for (const share of [0, ...splits.toSorted((a, b) => a - b)]) {
    const to = head + Math.floor(share * (bytes.length - head));
    reader.push(bytes.subarray(from, to));
    from = to;
  }
  reader.push(bytes.subarray(from));
  assert.equal(goldenText(reader.finish()), goldenText(trace), 'chunked is whole');
  const printed = printTrace(trace);
  const again = readTrace(Buffer.from(printed));
  assert.equal(again.problemCount, 0, 'what was read prints without problems');
  assert.equal(printTrace(again), printed, 'printing is idempotent');
}

const splits = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });

/** Bytes that mean something, far more often than chance would have them. */
const meaningful = fc.constantFrom(
  'a 1 8\n',
  'alloc ',
  'r null x 8\n',
  'f ',
  'm "',
  '\\x',
  '\\u{',
  '"',
  '#',
  '=',
  ' ',
  '\n',
  '\r',
  '\0',
  'align=',
  'at=a:1',
  't=1us',
  '0x',
  '9007199254740992',
  'KiB',
  'alloctrace 1\n',
  'heap size=',
  '\xff',
);

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: Uint8Array;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(6),
  insert: fc.oneof(
    meaningful.map((text) => Buffer.from(text, 'latin1')),
    fc.uint8Array({ maxLength: 3 }),
  ),
});

function apply(bytes: Buffer, { at, remove, insert }: Edit): Buffer {
  const place = Math.floor(at * bytes.length);
  return Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + remove)]);
}

describe('trace reader on hostile bytes', () => {
  it('survives random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), splits, check), { numRuns: 1000 });
  });

  it('survives random pieces of the language', () => {
    const pieces = fc.array(meaningful, { maxLength: 30 });
    fc.assert(
      fc.property(pieces, splits, (parts, where) => {
        check(Buffer.from(`alloctrace 1\n${parts.join('')}`, 'latin1'), where);
      }),
      { numRuns: 1000 },
    );
  });

  it('survives edits of the conformance set', () => {
    const edits = fc.array(edit, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.nat(seeds.length - 1), edits, splits, (seed, changes, where) => {
        check(changes.reduce(apply, seeds[seed]), where);
      }),
      { numRuns: 1000 },
    );
  });
});
