import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { IMPORTERS } from '../../src/trace/importers';
import { readTrace } from '../../src/trace/reader';
import { comparable, FOLDER, importBytes } from '../trace/importers/imported';

/** Short recordings: a change hits something that means something. */
const recordings = readdirSync(FOLDER)
  .filter((file) => !/\.(?:gz|zst)$/.test(file))
  .map((file) => readFileSync(`${FOLDER}/${file}`))
  .map((bytes) => bytes.subarray(0, 400))
  .filter((bytes) => bytes.length > 8);

/** A generator of whole numbers below a bound, the same on every run (xorshift32, Marsaglia 2003). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const PIECES = [
  '\n',
  '\r',
  '\0',
  '\u001b[31m',
  '\u001b]8;;',
  ' ',
  '0x',
  '(nil)',
  '18446744073709551616',
  '-1',
  '= Start\n',
  '@ ',
  '] + ',
  ' = ',
  ' <unfinished ...>\n',
  '<... malloc resumed> ',
  '--1-- ',
  'free(',
  '\nv 1 3\n',
  '\n+ 1 1 1\n',
  '\nm 5 ',
  ' freed\n',
  '"address":',
  '{"type":"alloc",',
  'Alloc(',
  '\u00ff',
];

/** A recording with some bytes changed, taken out, or put in; sometimes with lines of another one. */
function mutated(random: (below: number) => number): Uint8Array {
  let bytes = Buffer.from(recordings[random(recordings.length)]);
  for (let changes = 1 + random(6); changes > 0; changes--) {
    const at = random(bytes.length + 1);
    const end = Math.min(bytes.length, at + random(12));
    const other = recordings[random(recordings.length)];
    const put = [
      Buffer.of(random(256)),
      Buffer.from(PIECES[random(PIECES.length)], 'latin1'),
      other.subarray(random(other.length)),
      Buffer.alloc(0),
    ][random(4)];
    bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(random(2) ? at : end)]);
  }
  return bytes;
}

/** What holds for any bytes in any format. */
function check(bytes: Uint8Array, format: string | undefined, step: number): void {
  const whole = importBytes(bytes, format);
  assert.deepEqual(comparable(importBytes(bytes, format, step)), comparable(whole));
  const { totals, report, linesRead } = whole;
  for (const [name, count] of Object.entries(totals.counts)) {
    assert(Number.isSafeInteger(count) && count >= 0, `${name} is ${count}`);
  }
  const before = new Set<number>();
  for (const { line, column } of report.problems) {
    assert(line >= 0 && line < Math.max(1, linesRead) && column >= 0, `${line}:${column}`);
    assert(!before.has(line), `line ${line} has two problems`);
    before.add(line);
  }
  const trace = readTrace(Buffer.from(whole.header + whole.events));
  assert.deepEqual(trace.problems, [], 'the trace that is written can be read');
}

describe('importing anything at all', () => {
  for (const [i, format] of [undefined, ...IMPORTERS.map(({ id }) => id)].entries()) {
    it(`holds for ${format ?? 'what is recognised'}`, () => {
      const random = generator(20_241 + i);
      for (let round = 0; round < 600; round++) {
        const bytes = mutated(random);
        try {
          check(bytes, format, 1 + random(40));
        } catch (error) {
          console.error(JSON.stringify(Buffer.from(bytes).toString('latin1')));
          throw error;
        }
      }
    });
  }
});
