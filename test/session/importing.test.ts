import assert from 'node:assert/strict';
import { importReport, type ReportedImport } from '../../src/session/importReport';
import { importInSlices, lengthOf, traceOf, type ImportResult } from '../../src/session/importing';
import { Spool } from '../../src/session/spool';
import { IMPORTERS } from '../../src/trace/importers';
import type { ImportOptions } from '../../src/trace/importers/import';
import { FakeScheduler } from './fakes';

const RECORDING = `= Start
@ ./a.out:[0x10] + 0x1000 0x10
@ ./a.out:[0x11] - 0x1000
non\u202esense <b>[x](command:y)</b>
@ ./a.out:[0x10] + 0x3000 0x20
= End
`;

const encode = (text: string) => new TextEncoder().encode(text);

async function* inPieces(text: string, size: number) {
  const bytes = encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function imported(
  text: string,
  options: ImportOptions = {},
  size = 7,
): Promise<ImportResult> {
  const progress = { onProgress: () => {}, isCancelled: () => false };
  const result = await importInSlices(inPieces(text, size), options, new FakeScheduler(), progress);
  assert(result);
  return result;
}

const textOf = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString();

async function reportOf(text: string, more: Partial<ReportedImport> & ImportOptions = {}) {
  const { imported: found, read } = await imported(text, more);
  return importReport({ name: 'a.mtrace', imported: found, read, ...more });
}

describe('an import', () => {
  it('has the header in front of the events', async () => {
    const result = await imported(RECORDING, { source: 'a.mtrace' });
    const pieces = traceOf(result);
    assert.match(
      textOf(pieces),
      /^alloctrace 1\nmeta recorder="glibc mtrace" source=a.mtrace\nheap size=1MiB\n\nalloc 1 16 /,
    );
    assert.equal(lengthOf(pieces), Buffer.concat(pieces).length);
    assert.equal(result.read, encode(RECORDING).length);
    assert.equal(result.imported.heapSize, 2 ** 20);
  });

  it('rests between slices, tells how far it is, and of what format', async () => {
    const scheduler = new FakeScheduler();
    scheduler.perLook = 5;
    const told: [number, string | undefined][] = [];
    const result = importInSlices(inPieces(RECORDING.repeat(2000), 65_536), {}, scheduler, {
      onProgress: (read, format) => void told.push([read, format]),
      isCancelled: () => false,
    });
    await scheduler.settle();
    assert((await result)?.imported.importer);
    assert(told.length > 3, String(told.length));
    assert.deepEqual(
      told.map(([read]) => read),
      told.map(([read]) => read).toSorted((a, b) => a - b),
    );
    assert.equal(told.at(-1)?.[1], 'glibc mtrace');
  });

  it('ends without a result when it is cancelled, and takes no more', async () => {
    const scheduler = new FakeScheduler();
    scheduler.perLook = 5;
    let taken = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          taken++;
          yield encode(RECORDING);
        }
      } finally {
        closed = true;
      }
    }
    let looks = 0;
    const result = importInSlices(endless(), {}, scheduler, {
      onProgress: () => {},
      isCancelled: () => ++looks > 10,
    });
    await scheduler.settle();
    assert.equal(await result, undefined);
    assert(taken <= 10, String(taken));
    assert(closed);
  });

  it('does not read on where no format fits', async () => {
    let taken = 0;
    async function* prose() {
      for (; taken < 1000; taken++) yield encode('nothing that anybody has recorded\n'.repeat(100));
    }
    const progress = { onProgress: () => {}, isCancelled: () => false };
    const result = await importInSlices(prose(), {}, new FakeScheduler(), progress);
    assert.equal(result?.imported.verdict, 'none');
    assert(taken < 10, String(taken));
  });

  it('keeps what was written in whole pieces', () => {
    const spool = new Spool();
    const line = 'alloc 1 16 "\u00e4"\n';
    for (let i = 0; i < 10_000; i++) spool.write(line);
    const pieces = spool.finish();
    assert(pieces.length > 1);
    for (const piece of pieces) assert(textOf([piece]).endsWith(line));
    assert.equal(textOf(pieces), line.repeat(10_000));
  });
});

describe('the report of an import', () => {
  it('says what was recognised and why, what was read, and what was not', async () => {
    const { text } = await reportOf(RECORDING);
    const lines = text.split('\n');
    assert.equal(lines[0], 'Import of a.mtrace');
    assert.match(text, /^Recognised {4}glibc mtrace$/m);
    assert.match(text, /^Why {11}5 of the first 6 lines .*\.\n {14}Line 1: = Start$/m);
    assert.match(text, /^Heap {10}1 MiB: room for twice the peak of \d+ B, overhead included$/m);
    assert.match(text, /^Read {10}6 lines, \d+ B$/m);
    assert.match(text, /^Events {8}alloc 2, free 1, realloc 0$/m);
    assert.match(text, /^Left out\n {2}2 {2}= Start and = End$/m);
    assert.match(text, /^1 problem; line and column count from 1, columns in bytes\n {2}4:1 {2}/m);
    assert.match(text, /^No other format fits\.$/m);
  });

  it('says what was read otherwise than it stands, where anything was', async () => {
    const { text } = await reportOf('--7-- malloc(8) = 0x1000\n--7-- malloc(9) = 0x20');
    assert.match(
      text,
      /^Nothing was left out\.\n\nNoted\n {2}1 {2}a last line without an end: .*\n\nNo problems\.$/m,
    );
    assert.doesNotMatch((await reportOf(RECORDING)).text, /^Noted/m);
  });

  it('knows where it names a line of the recording', async () => {
    const { text, places } = await reportOf(RECORDING);
    assert.equal(places.length, 1);
    const [{ line, start, end, sourceLine, sourceCharacter }] = places;
    assert.equal(text.split('\n')[line].slice(start, end), '4:1');
    assert.deepEqual([sourceLine, sourceCharacter], [3, 0]);
  });

  it('leads to the place as an editor counts, and names it in bytes', async () => {
    const colored = '\u001b[1m@ ./größe😀:[0x1] + 0x1ffffffffffffffff 0x10\u001b[0m';
    const { text, places } = await reportOf(`${RECORDING}${colored}\n`);
    const at = colored.indexOf('0x1f');
    const bytes = Buffer.byteLength(colored.slice(0, at));
    const { line, start, end, sourceLine, sourceCharacter } = places.at(-1)!;
    assert.equal(text.split('\n')[line].slice(start, end), `7:${bytes + 1}`);
    assert.deepEqual([sourceLine, sourceCharacter], [6, at]);
  });

  it('lists a thousand problems and counts them all', async () => {
    const { text, places } = await reportOf(`${RECORDING}${'x\n'.repeat(3000)}`);
    assert.equal(places.length, 1000);
    assert.match(text, /^3,001 problems, the first 1,000 of them; /m);
  });

  it('escapes what nobody could see, in names and examples', async () => {
    const hostile = `@ \u202e<img src=x>:[0x1] + 0x10 0x10\n${RECORDING}`;
    const { text } = await reportOf(hostile, { name: 'a\u202e\nb\u001b[2J.mtrace' });
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    assert.doesNotMatch(text, /[\u202e\u001b]/);
    assert.match(text, /^Import of a\\u202e\\nb\\u001b\[2J\.mtrace$/m);
  });

  it('says what was tried where no format fits', async () => {
    const { text, places } = await reportOf('nothing at all\n');
    assert.match(text, /^Recognised {4}nothing$/m);
    assert.match(text, /^Why {11}No format fits\.$/m);
    for (const { label } of IMPORTERS) assert(text.includes(`  ${label}`), label);
    assert.deepEqual(places, []);
  });

  it('says that a person chose, and that the recording broke off', async () => {
    const [importer] = IMPORTERS;
    const { text } = await reportOf(RECORDING, { importer, brokenOff: 'It is damaged.' });
    assert.match(text, /^Why {11}You chose this format\.$/m);
    assert.match(text, /Broken off: It is damaged\.$/m);
    assert.doesNotMatch(text, /tried/i);
  });
});
