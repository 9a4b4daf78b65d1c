import assert from 'node:assert/strict';
import { IMPORTERS } from '../../src/trace/importers';
import { Import, type Imported } from '../../src/trace/importers/import';
import type { Importer } from '../../src/trace/importers/importer';
import { patternProblem } from '../../src/trace/importers/patterns';
import { readTrace } from '../../src/trace/reader';
import { comparable } from '../trace/importers/imported';
import { mutatedBytes, mutatedText } from './mutations';
import type { Random } from '../../src/cli/bench/workloads/random';
import { oneOf } from './random';
import { seedsOf, type Seeds } from './seeds';

/** Something that reads what comes from outside. */
export interface Target {
  readonly name: string;
  /** Makes an input and tries it. @throws AssertionError for what may not be */
  run(random: Random): void;
}

/** An input for a reader, and how it comes. */
interface Input {
  readonly bytes: Uint8Array;
  readonly importer: Importer | undefined;
  readonly patterns?: readonly string[];
}

/** The input that is being tried, for whoever reports that it went wrong. */
export let lastInput = '';

const PATTERNS = [
  '(?<op>malloc|free) (?<address>\\w+)(?: (?<size>\\w+))?',
  'trace(?<op>MALLOC|FREE): (?<address>0x[0-9A-Fa-f]+) \\[(?<size>[0-9]+)\\]',
  '(?:a?)*(?<op>.*)(?<address>.*)(?<size>.*)$',
  '^(?<time>[^ ]*) .*?(?<op>[+-])?(?<address>0x\\S+)\\b.*?(?<size>\\d{1,3})?',
];

/** Everything that is tried: each importer, a pattern of a person, and what is recognised. */
export function targets(): Target[] {
  const seeds = new Map(IMPORTERS.map(({ id }) => [id, seedsOf(id)]));
  const of = (id: string) => seeds.get(id) as Seeds;
  const texts = IMPORTERS.filter(({ reads }) => reads === 'lines').map(({ id }) => id);
  const bytesFor = (random: Random, { id, reads }: Importer) =>
    reads === 'bytes'
      ? mutatedBytes(random, of(id))
      : mutatedText(random, of(id), of(oneOf(random, texts)));
  const importers = IMPORTERS.map((importer) => ({
    name: importer.id,
    run: (random: Random) => tryInput(random, { bytes: bytesFor(random, importer), importer }),
  }));
  const pattern: Target = {
    name: 'pattern',
    run: (random) => {
      const patterns = [mutatedPattern(random)];
      lastInput = JSON.stringify(patterns);
      if (patternProblem(patterns) !== undefined) return;
      const importer = IMPORTERS.find(({ id }) => id === 'freertos');
      const bytes = mutatedText(random, of('freertos'), of(oneOf(random, texts)));
      tryInput(random, { bytes, importer, patterns });
    },
  };
  const recognised: Target = {
    name: 'recognised',
    run: (random) => {
      const bytes = bytesFor(random, oneOf(random, IMPORTERS));
      tryInput(random, { bytes, importer: undefined });
    },
  };
  return [...importers, pattern, recognised];
}

function mutatedPattern(random: Random): string {
  let pattern = oneOf(random, PATTERNS);
  for (let changes = random(4); changes > 0; changes--) {
    const at = random(pattern.length);
    const put = oneOf(random, [
      '',
      '(',
      ')',
      '*',
      '+?',
      '{2,9}',
      '|',
      '[',
      ']',
      '\\',
      '^',
      '.',
      'é',
    ]);
    pattern = pattern.slice(0, at) + put + pattern.slice(at + random(3));
  }
  return pattern;
}

function tryInput(random: Random, input: Input): void {
  const { bytes } = input;
  lastInput = JSON.stringify([Buffer.from(bytes).toString('latin1'), input.patterns]);
  const whole = imported(input, bytes.length + 1);
  check(input, whole);
  // What takes longest is done for some.
  if (random(4) === 0) checkWritten(whole);
  if (random(16) > 0) return;
  const { events, ...inParts } = imported(input, 1 + random(40));
  assert.equal(events, whole.events, 'chunks make no difference');
  assert.deepEqual(comparable({ ...inParts, events }), comparable(whole));
}

/** Tries one input. @throws AssertionError for what may not be */
export function holds(bytes: Uint8Array, importer: Importer | undefined): void {
  const whole = imported({ bytes, importer }, bytes.length + 1);
  check({ bytes, importer }, whole);
  checkWritten(whole);
}

function imported(input: Input, step: number): Imported & { events: string } {
  const { bytes, importer, patterns } = input;
  let events = '';
  const reader = new Import((lines) => (events += lines), {
    importer,
    source: 'test',
    ...(patterns !== undefined && { patterns }),
  });
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  return { ...reader.finish(), events };
}

/** What holds for any bytes in any format. */
function check({ bytes, importer }: Input, whole: Imported & { events: string }): void {
  const { totals, report, linesRead, events } = whole;
  for (const [name, count] of Object.entries(totals.counts)) {
    assert(Number.isSafeInteger(count) && count >= 0, `${name} is ${count}`);
  }
  const before = new Set<number>();
  for (const { line, column } of report.problems) {
    assert(line >= 0 && line < Math.max(1, linesRead) && column >= 0, `${line}:${column}`);
    assert(!before.has(line), `line ${line} has two problems`);
    before.add(line);
  }
  assert.equal(before.size, report.problemCount);
  // A line may have a label that a long table in front of it gives it, but not more than that.
  assert(events.length <= 100 * bytes.length + 1000, 'what is written is not out of proportion');
  if (whole.importer === undefined) return;
  const expected =
    (importer ?? whole.importer).reads === 'bytes' ? recordsIn(whole) : linesIn(bytes);
  assert(unitsOf(whole) >= expected, `${unitsOf(whole)} of ${expected} lines are accounted for`);
}

function checkWritten({ header, events }: { header: string; events: string }): void {
  const { problems } = readTrace(Buffer.from(header + events));
  assert.deepEqual(problems, [], 'the trace that is written can be read');
}

/** Events, lines that were left out, and problems: every line is one of them, or more. */
function unitsOf({ totals, report }: Imported): number {
  const { alloc, free, realloc, failed, freeNull, freeUnknown } = totals;
  const skipped = report.skipped.reduce((sum, { count }) => sum + count, 0);
  const resizes = report.notes
    .filter(({ what }) => what.startsWith('pairs'))
    .reduce((sum, { count }) => sum + count, 0);
  // A block that is too large is an event that was counted, and a problem: one line.
  const twice = report.problems.filter(({ text }) => / 2\^53 - 1/.test(text)).length;
  const events = alloc + free + realloc + failed + freeNull + freeUnknown;
  return events + skipped + resizes + report.problemCount - twice;
}

function linesIn(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\n|\r/);
  return lines.filter((line) => withoutColours(line).trim() !== '').length;
}

function withoutColours(line: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return line.replace(/\x1b.*$/, '');
}

function recordsIn({ importer, linesRead }: Imported): number {
  return importer?.id === 'glibc-trace' ? linesRead : 0;
}
