import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fixture, FOLDER, importBytes, type Result } from './imported';

// Where a tool sums its own recording up, the sums are compared with ours.

const SUMMARIES = 'test/fixtures/summaries';
const printed = readdirSync(SUMMARIES).filter((name) => name.endsWith('.txt'));

function summary(file: string): string {
  return readFileSync(`${SUMMARIES}/${file}.txt`, 'utf8');
}

/** The recordings that have a summary in `SUMMARIES`. */
function summarised(ending: RegExp): string[] {
  const files = printed.map((name) => name.slice(0, -'.txt'.length)).filter((n) => ending.test(n));
  assert(files.length > 1, 'there are summaries');
  return files;
}

function recordings(ending: RegExp): string[] {
  const files = readdirSync(FOLDER).filter((name) => ending.test(name));
  assert(files.length > 1, 'there are recordings');
  return files;
}

/** The numbers of the first match, without commas. */
function numbers(text: string, pattern: RegExp): number[] {
  const match = pattern.exec(text);
  assert(match, `${pattern.source} in the summary`);
  return match.slice(1).map((digits) => Number(digits.replaceAll(',', '')));
}

/** The sizes of all blocks that were given out, by the trace that was written. */
function sizes({ events }: Result): number[] {
  return [...events.matchAll(/^(?:alloc|calloc|realloc) \S+ ([0-9]+)/gm)].map(([, size]) =>
    Number(size),
  );
}

/** As heaptrack prints bytes: in thousands, with two digits behind the point. */
function inPrint(bytes: number): string {
  const unit = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : 2;
  return unit === 0 ? `${bytes}B` : `${(bytes / 1000 ** unit).toFixed(2)}${'BKM'[unit]}`;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('totals of a tool and ours', () => {
  for (const file of recordings(/valgrind.*\.log$/)) {
    it(`agree: valgrind, ${file}`, async () => {
      const bytes = await fixture(file);
      const text = Buffer.from(bytes).toString('latin1');
      const result = importBytes(bytes);
      const { free, freeUnknown, realloc, liveBytes, liveBlocks } = result.totals;
      // A realloc is an allocation and a free to valgrind, and a free of nothing is a free.
      assert.deepEqual(
        [sizes(result).length, free + freeUnknown + realloc, sum(sizes(result))],
        numbers(text, /total heap usage: ([\d,]+) allocs, ([\d,]+) frees, ([\d,]+) bytes/),
      );
      assert.deepEqual(
        [liveBytes, liveBlocks],
        numbers(text, /in use at exit: ([\d,]+) bytes in ([\d,]+) blocks/),
      );
    });
  }

  for (const file of summarised(/\.mtrace$/)) {
    it(`agree: mtrace(1), ${file}`, async () => {
      const { events } = importBytes(await fixture(file));
      const live = new Map<string, { address: string; size: number }>();
      for (const line of events.split('\n')) {
        const [verb, id] = line.split(' ');
        const address = / addr=0x([0-9a-f]+)/.exec(line)?.[1] ?? '';
        if (verb === 'free') live.delete(id);
        else if (verb !== 'mark' && verb !== '') {
          live.set(id, { address, size: Number(line.split(' ')[2]) });
        }
      }
      const ours = [...live.values()].map(({ address, size }) => `${address} ${size}`);
      const theirs = [...summary(file).matchAll(/^0x0*([0-9a-f]+) +(0x[0-9a-f]+|0) /gm)].map(
        ([, address, size]) => `${address} ${Number(size)}`,
      );
      assert.deepEqual(ours.toSorted(), theirs.toSorted());
    });
  }

  for (const file of summarised(/heaptrack/)) {
    it(`agree: heaptrack_print, ${file}`, async () => {
      const { totals } = importBytes(await fixture(file));
      const text = summary(file);
      const [calls] = numbers(text, /calls to allocation functions: (\d+)/);
      assert.equal(totals.alloc, calls);
      const line = (name: string) => new RegExp(`^${name}: (\\S+)$`, 'm').exec(text)?.[1];
      assert.equal(inPrint(totals.peakBytes), line('peak heap memory consumption'));
      assert.equal(inPrint(totals.liveBytes), line('total memory leaked'));
    });
  }

  for (const file of recordings(/esp-idf-dump/)) {
    it(`agree: heap_trace_dump, ${file}`, async () => {
      const bytes = await fixture(file);
      const text = Buffer.from(bytes).toString('latin1');
      const { totals } = importBytes(bytes);
      const [alive, blocks, records] = numbers(
        text,
        /(\d+) bytes alive in trace \((\d+)\/(\d+) allocations\)/,
      );
      assert.deepEqual(
        [totals.liveBytes, totals.liveBlocks, totals.alloc],
        [alive, blocks, records],
      );
    });
  }

  it('agree: sysviewtrace_proc.py', async () => {
    const bytes = await fixture('esp-idf-sysview.txt.gz');
    const { totals } = importBytes(bytes);
    const leaked = numbers(
      Buffer.from(bytes).toString('latin1'),
      /Found (\d+) leaked bytes in (\d+) blocks/,
    );
    assert.deepEqual([totals.liveBytes, totals.liveBlocks], leaked);
  });
});
