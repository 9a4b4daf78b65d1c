import assert from 'node:assert/strict';
import { checkResult } from './check';
import { fixture, importBytes, type Result } from './imported';

type Order = 'little' | 'big';

/** What a record of glibc's trace says; what is left out is 0. */
interface Fields {
  readonly type: number;
  readonly thread?: number;
  readonly flags?: number;
  readonly ptr1?: bigint;
  readonly ptr2?: bigint;
  readonly size?: bigint;
  readonly size2?: bigint;
}

const MAGIC = 255;

/** Records as a machine with such words writes them, with the mark in front. */
function recorded(order: Order, wordSize: 4 | 8, ...records: Fields[]): Uint8Array {
  const mark: Fields = { type: MAGIC, ptr1: 0x1234n, size: BigInt(wordSize) };
  return Buffer.concat([mark, ...records].map((record) => recordOf(order, wordSize, record)));
}

function recordOf(order: Order, wordSize: 4 | 8, fields: Fields): Uint8Array {
  const { type, thread = 1, flags = 0, ptr1 = 0n, ptr2 = 0n, size = 0n, size2 = 0n } = fields;
  const bytes = new DataView(new ArrayBuffer(8 + 7 * wordSize));
  const little = order === 'little';
  bytes.setInt32(0, thread, little);
  bytes.setUint8(4, type);
  bytes.setUint8(5, flags);
  for (const [i, word] of [ptr1, ptr2, size, size2].entries()) {
    const at = 8 + i * wordSize;
    if (wordSize === 8) bytes.setBigUint64(at, word, little);
    else bytes.setUint32(at, Number(word), little);
  }
  return new Uint8Array(bytes.buffer);
}

const [MALLOC, CALLOC, FREE, REALLOC] = [1, 2, 3, 4];

function malloc(ptr2: bigint, size: bigint, thread = 1): Fields {
  return { type: MALLOC, ptr2, size, thread };
}

function free(ptr1: bigint, thread = 1): Fields {
  return { type: FREE, ptr1, thread };
}

describe("importing glibc's malloc trace", () => {
  it('reads records that a compiler laid out: flags, alignment, failures', async () => {
    const result = importBytes(await fixture('glibc-trace.bin'));
    assert.match(result.why, /64 bits, little endian$/);
    checkResult(
      result,
      `
      alloc 1 24 tid=1001 addr=0x7f0000001000
      calloc 2 100 tid=1001 addr=0x7f0000002000
      free 1 tid=1001 addr=0x7f0000001000
      alloc 3 40 tid=1002 addr=0x7f0000001000
      alloc 4 200 tid=1001 addr=0x7f0000003000
      free 2 tid=1001 addr=0x7f0000002000
      realloc 4 150 tid=1001 addr=0x7f0000003000
      alloc 5 64 align=256 tid=1002 addr=0x7f0000004000
      alloc 6 64 align=4096 tid=1002 addr=0x7f0000005000
      mark "posix_memalign(64) failed" tid=1002
      alloc failed 64 tid=1002 addr=null
      free failed tid=1002 addr=null
      alloc 7 10 tid=4294967291 address=0xffffffffff600000
      mark "pvalloc(10) failed" tid=1001
      alloc failed 10 tid=1001 addr=null
      free failed tid=1001 addr=null
      free null tid=1001
      free u1 tid=1001 addr=0x7f0000009000
      free 5 tid=1001 addr=0x7f0000004000
      ! 18:1 The size is above 2^53 - 1
      ! 19:5 The type of the record, 77, is not known
      ! 21:1 The last record is cut off
      `,
    );
  });

  for (const [order, wordSize] of [
    ['little', 8],
    ['big', 8],
    ['little', 4],
    ['big', 4],
  ] as const) {
    it(`knows words of ${8 * wordSize} bits, ${order} endian`, () => {
      const records = [
        malloc(0x1000n, 16n),
        { type: CALLOC, ptr2: 0x2000n, size: 300n },
        { type: REALLOC, ptr1: 0x2000n, ptr2: 0x3000n, size: 70_000n },
        // A realloc that became others, whose records follow.
        { type: REALLOC, ptr1: 0x3000n, size: 9n, flags: order === 'little' ? 0x40 : 0x02 },
        free(0x1000n, 7),
      ];
      const bytes = recorded(order, wordSize, ...records);
      const result = importBytes(bytes);
      assert.equal(result.importer?.id, 'glibc-trace');
      checkResult(
        result,
        `
        alloc 1 16 tid=1 addr=0x1000
        calloc 2 300 tid=1 addr=0x2000
        realloc 2 70000 tid=1 addr=0x3000
        free 1 tid=7 addr=0x1000
        `,
      );
      assert.equal(result.linesRead, 6);
      assert.equal(importBytes(bytes, undefined, 1).events, result.events);
    });
  }

  it('keeps addresses above 2^53 apart', () => {
    const [a, b] = [0x20000000000001n, 0x20000000000002n];
    const result = importBytes(recorded('little', 8, malloc(a, 8n), malloc(b, 8n), free(a)));
    assert.equal(result.totals.liveBlocks, 1);
    assert.match(result.events, /^free 1 .*address=0x20000000000001$/m);
  });

  it('puts an allocation behind the free that made room for it, also through realloc', () => {
    const result = importBytes(
      recorded(
        'little',
        8,
        malloc(0x1000n, 8n),
        malloc(0x1000n, 9n, 2),
        { type: REALLOC, ptr1: 0x1000n, ptr2: 0x2000n, size: 10n },
        free(0x1000n, 2),
      ),
    );
    checkResult(
      result,
      `
      alloc 1 8 tid=1 addr=0x1000
      realloc 1 10 tid=1 addr=0x2000
      alloc 2 9 tid=2 addr=0x1000
      free 2 tid=2 addr=0x1000
      `,
    );
    assert.deepEqual([result.totals.allocOverLive, result.report.notes[0]?.count], [0, 1]);
  });

  it('does not wait for ever: a free that does not come was not recorded', () => {
    const others = Array.from({ length: 1500 }, (_, i) => malloc(BigInt(0x10000 + i * 16), 8n));
    const result = importBytes(
      recorded('little', 8, malloc(0x1000n, 8n), malloc(0x1000n, 9n), ...others, free(0x1000n)),
    );
    assert.deepEqual([result.totals.allocOverLive, result.totals.freeUnknown], [1, 0]);
    assert.match(result.events, /^free 1 addr=0x1000 "not recorded/m);
    const atEnd = importBytes(recorded('little', 8, malloc(0x1000n, 8n), malloc(0x1000n, 9n)));
    assert.deepEqual([atEnd.totals.allocOverLive, atEnd.totals.liveBytes], [1, 9]);
  });
});

/** A workload: its first block, and the code of each thread. */
function workload(...threads: number[][]): Uint8Array {
  const first = (at: number): number[] => {
    let start = at;
    const starts = threads.flatMap((code) => {
      const op = [11, start];
      start += code.length;
      return op;
    });
    return [8, 9, 9, 9, 10, threads.length, ...starts, 1];
  };
  const length = first(0).length;
  return Uint8Array.from([...first(length), ...threads.flat()]);
}

function problemsOf({ report }: Result): string[] {
  return report.problems.map(({ line, text }) => `${line}: ${text}`);
}

describe("importing glibc's workloads", () => {
  it('gives threads turns, and lets them wait for each other', async () => {
    const result = importBytes(await fixture('glibc-workload.wl'));
    assert.match(result.header, /^meta .* order="one of many: the threads take turns"$/m);
    checkResult(
      result,
      `
      alloc 1 24 tid=1
      calloc 2 100 tid=1
      alloc 3 5000 tid=1
      free 1 tid=1
      alloc 4 40 tid=2
      realloc 2 300 tid=1
      alloc 5 4096 tid=2
      free 3 tid=1
      alloc 6 1 tid=2
      alloc 7 1000 align=64 tid=1
      alloc 8 1048576 align=16 tid=2
      mark "malloc(1099511627776) failed" tid=2
      alloc failed 1099511627776 tid=2
      free failed tid=2
      free 7 tid=1
      free 2 tid=2
      free null tid=1
      `,
    );
  });

  it('goes on where nobody gives the signal that all wait for', () => {
    const result = importBytes(workload([7, 5, 2, 1, 8, 1], [7, 5, 2, 2, 9, 1]));
    assert.equal(result.events, 'alloc 1 8 tid=1\nalloc 2 9 tid=2\n');
    assert.deepEqual(problemsOf(result), [
      '11: No thread gives the signal that is waited for here.',
    ]);
  });

  it('finds what is wrong, at its byte', () => {
    const result = importBytes(
      workload([2, 1, 8], [99], [2, 1, 0x80], [3, 2, 1, 6], [8, 1, 1], [5, 9, 1]),
    );
    assert.deepEqual(problemsOf(result), [
      '22: The operation 99 is not known.',
      '23: The operation is cut off, or has a number that is too long.',
      '30: This operation has no place in the code of a thread.',
      '21: The code of the thread has no end.',
      '29: The operation is cut off, or has a number that is too long.',
    ]);
  });

  it('does not run code twice, and none outside of the file', () => {
    const result = importBytes(
      Uint8Array.from([8, 1, 9, 1, 10, 3, 11, 13, 11, 13, 11, 99, 1, 2, 1, 8, 1]),
    );
    assert.equal(result.events, 'alloc 1 8 tid=1\n');
    assert.deepEqual(
      problemsOf(result).map((text) => text.replace(/\..*/, '')),
      [8, 10].map(
        (at) => `${at}: The code of this thread is not in the file, or is that of another one`,
      ),
    );
  });

  it('reads numbers above 2^53 for what they are', () => {
    const big = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    const result = importBytes(workload([2, ...big, 8, 2, 1, ...big, 5, ...big, 1]));
    assert.equal(result.events, 'alloc 1 8 tid=1\nfree 1 tid=1\n');
    assert.match(problemsOf(result).join(), /^\d+: The size is above 2\^53 - 1/);
  });
});
