import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jsonOf, runCli } from './spawned';

const CLEAN = `alloctrace 1
heap size=1KiB align=8
alloc a 100
alloc b 40
free a
realloc b c 64
mark "half"
alloc d 8
`;

const FAULTY = `alloctrace 1
heap size=256 align=8
alloc a 8
free a
  free a
bogus
alloc b 4096
alloc c 8 tid=x
alloc c 8
`;

const HEAP = { size: 1024, base: 0x10000000, layout: 'rounded', policy: 'first-fit', align: 8 };

describe('alloctrace run', () => {
  it('counts events and measures', async () => {
    const { code, value } = await jsonOf(CLEAN, 'run', '-');
    assert.equal(code, 0);
    const { metrics, ...rest } = value;
    assert.deepEqual(rest, {
      schema: 1,
      events: 6,
      allocs: 3,
      frees: 1,
      reallocs: 1,
      marks: 1,
      failures: 0,
      faults: [],
      inconsistencies: [],
      problems: [],
      problemCount: 0,
      heap: HEAP,
    });
    const { liveBlocks, liveBytes, peakLiveBytes, freeBlocks } = metrics as Record<string, number>;
    assert.deepEqual([liveBlocks, liveBytes, peakLiveBytes, freeBlocks], [2, 72, 140, 1]);
  });

  it('names faults, inconsistencies and problems', async () => {
    const { code, value } = await jsonOf(FAULTY, 'run', '-');
    assert.equal(code, 1);
    assert.deepEqual(value['faults'], [
      {
        line: 5,
        kind: 'double-free',
        text: 'Double free: a was freed before on line 4. Nothing was done.',
        firstLine: 4,
      },
      {
        line: 7,
        kind: 'out-of-memory',
        text:
          'Out of memory: no free block holds 4,096 bytes. The result is null. ' +
          'Only 240 bytes are free in all; 4,104 are needed.',
      },
    ]);
    assert.deepEqual(
      (value['problems'] as { line: number; col: number; code: string }[]).map(
        ({ line, col, code: kind }) => [line, col, kind],
      ),
      [
        [6, 1, 'unknown-verb'],
        [8, 15, 'bad-number'],
      ],
    );
    assert.equal(value['problemCount'], 2);
    assert.equal(value['failures'], 1);
  });

  it('says where each block went', async () => {
    const { code, stdout } = await runCli(['run', '-', '--results', '--heap', '256'], FAULTY);
    assert.equal(code, 1);
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(lines.slice(0, 2), ['a 24', 'b null']);
    assert.equal(
      (await runCli(['run', '-', '--results'], CLEAN)).stdout,
      'a 24\nb 152\nc 24\nd 112\n',
    );
  });

  it('lets options overrule the trace', async () => {
    const options = ['--heap', '64KiB', '--base', '0x20000000', '--layout', 'reference'];
    const { value } = await jsonOf(CLEAN, 'run', '-', ...options, '--policy', 'best-fit');
    assert.deepEqual(value['heap'], {
      size: 65536,
      base: 0x20000000,
      layout: 'reference',
      policy: 'best-fit',
      align: 8,
    });
  });

  it('prints for people', async () => {
    const { stdout } = await runCli(['run', '-'], FAULTY);
    assert.match(stdout, /^events: 5 \(alloc 3, free 2, realloc 0, mark 0\)$/m);
    assert.match(stdout, /^found: faults 2, inconsistencies 0, problems 2$/m);
    assert.match(stdout, /^ {2}external fragmentation +\d+ %$/m);
  });
});

describe('alloctrace state', () => {
  it('is the heap after N events', async () => {
    const { code, value } = await jsonOf(CLEAN, 'state', '-', '--at', '3');
    assert.equal(code, 0);
    const { metrics, imageHash, ...rest } = value;
    assert.match(String(imageHash), /^[0-9a-f]{16}$/);
    assert.equal((metrics as Record<string, number>)['freeBlocks'], 2);
    assert.deepEqual(rest, {
      schema: 1,
      at: 3,
      line: 5,
      heap: HEAP,
      freeList: [
        [0, 112],
        [192, 816],
      ],
      blocks: [['b', 128, 48, 40]],
      log:
        'Initializing allocator with 1024 bytes\nAllocating 100 bytes with alignment 8\n' +
        'Allocating 40 bytes with alignment 8\nDeallocating pointer 0x10000018\n',
    });
  });

  it('has the FNV-1a hash of the whole image', async () => {
    const empty = await jsonOf('alloctrace 1\nheap size=64\n', 'state', '-', '--at', '0');
    const image = new Uint8Array(64);
    image[0] = 48;
    let hash = 0xcbf29ce484222325n;
    for (const byte of image) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & (2n ** 64n - 1n);
    assert.equal(empty.value['imageHash'], hash.toString(16).padStart(16, '0'));
  });

  it('prints for people', async () => {
    const { stdout } = await runCli(['state', '-', '--at', '3'], CLEAN);
    assert.match(stdout, /^after event 3 of 6 \(line 5\)$/m);
    assert.match(stdout, /^ {2}0x10000080 size 48 requested 40 id b$/m);
  });
});

describe('alloctrace explain', () => {
  it('gives the search, the sums and the facts', async () => {
    const { code, value } = await jsonOf(CLEAN, 'explain', '-', '--at', '6');
    assert.equal(code, 0);
    assert.equal(value['kind'], 'done');
    assert.equal(value['source'], 'alloc d 8');
    const [operation] = value['operations'] as {
      visited: { block: number; verdict: string; chosen: boolean }[];
      facts: { placement: { linkedFrom: number } };
    }[];
    assert.ok(operation.visited.some(({ chosen }) => chosen));
    assert.equal(operation.visited.at(-1)?.verdict, 'fits 16');
    assert.equal(operation.facts.placement.linkedFrom, -1);
  });

  it('prints visits and links for people', async () => {
    const { stdout } = await runCli(['explain', '-', '--at', '4'], CLEAN);
    assert.match(stdout, /^event 4, line 6: realloc b c 64$/m);
    assert.match(stdout, /^Rewritten: head now leads to 0x10000058\.$/m);
    assert.match(stdout, /^\* {3}1 0x10000000 size 112: fits 72$/m);
    assert.match(stdout, /^Forward: merged with the free block/m);
  });
});

interface Matched {
  readonly file?: string | undefined;
  readonly line?: string | undefined;
  readonly column?: string | undefined;
  readonly severity?: string | undefined;
  readonly message?: string | undefined;
  readonly code?: string | undefined;
}

/** What the problem matcher of the extension reads in each line; undefined where it reads nothing. */
function matched(output: string): (Matched | undefined)[] {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { problemMatchers: { pattern: Record<string, string | number> }[] };
  };
  const { regexp, ...groups } = manifest.contributes.problemMatchers[0].pattern;
  const pattern = new RegExp(String(regexp));
  return output
    .trimEnd()
    .split('\n')
    .map((line) => {
      const match = pattern.exec(line);
      if (match === null) return undefined;
      return Object.fromEntries(
        Object.entries(groups).map(([name, group]) => [name, match[Number(group)]]),
      );
    });
}

describe('alloctrace check', () => {
  it('prints in line order what the problem matcher reads', async () => {
    const { code, stdout, stderr } = await runCli(['check', '-'], FAULTY);
    assert.deepEqual([code, stderr], [1, '']);
    const found = matched(stdout);
    assert.deepEqual(
      found.map(
        (match) => match && [match.file, match.line, match.column, match.severity, match.code],
      ),
      [
        ['<stdin>', '5', '3', 'error', 'double-free'],
        ['<stdin>', '6', '1', 'error', 'unknown-verb'],
        ['<stdin>', '7', '1', 'error', 'out-of-memory'],
        ['<stdin>', '8', '15', 'error', 'bad-number'],
      ],
    );
    const text = 'Double free: a was freed before on line 4. Nothing was done.';
    assert.equal(found[0]?.message, text);
  });

  it('prints what the problem matcher reads for a file by its path, warnings and refusals too', async () => {
    const { stdout } = await runCli(['check', 'media/examples/faults.alloctrace']);
    const [first] = matched(stdout);
    assert.equal(first?.file, 'media/examples/faults.alloctrace');
    assert.equal(first?.code, 'double-free');
    const warned = await runCli(['check', '-'], 'alloctrace 1\nalloc a 8\nalloc a 8\n');
    assert.equal(matched(warned.stdout)[0]?.severity, 'warning');
    const refused = await runCli(['check', 'none.alloctrace']);
    assert.deepEqual(matched(refused.stderr), [
      {
        file: 'none.alloctrace',
        line: '1',
        column: '1',
        severity: 'error',
        message: 'There is no such file.',
        code: undefined,
      },
    ]);
  });

  it('calls inconsistencies warnings, and says nothing of a clean trace', async () => {
    const twice = await runCli(['check', '-'], 'alloctrace 1\nalloc a 8\nalloc a 8\n');
    assert.match(twice.stdout, /^<stdin>:3:1: warning: .* \[live-id\]\n$/);
    assert.equal(twice.code, 1);
    assert.deepEqual(await runCli(['check', '-'], CLEAN), { code: 0, stdout: '', stderr: '' });
  });

  it('says how much was free when an allocation failed, two hundred times', async () => {
    const trace = `alloctrace 1\nheap size=256\nalloc a 40\nalloc b 40\nalloc c 8\nfree a\nalloc d 100\n${'alloc d 999\n'.repeat(200)}`;
    const { stdout } = await runCli(['check', '-'], trace);
    const lines = stdout.trimEnd().split('\n');
    assert.match(
      lines[0],
      / The result is null\. \d+ bytes are free, but the largest free block is \d+\. /,
    );
    assert.match(
      lines[199],
      /Only \d+ bytes are free in all; 1,008 are needed\. \[out-of-memory\]$/,
    );
    assert.match(lines[200], / The result is null\. \[out-of-memory\]$/);
    const { value } = await jsonOf(trace, 'check', '-');
    const faults = value['faults'] as { text: string }[];
    assert.ok(lines[0].includes(faults[0].text));
  });

  it('counts the problems that it does not list', async () => {
    const { stdout } = await runCli(['check', '-'], `alloctrace 1\n${'bogus\n'.repeat(1005)}`);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 1001);
    assert.match(lines[1000], /There are 5 more problems.*\[more-problems\]$/);
  });

  it('says that where its list of problems ends, before what is wrong further down', async () => {
    const trace = `alloctrace 1\n${'bogus\n'.repeat(1001)}free a\n`;
    const { stdout } = await runCli(['check', '-'], trace);
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(
      lines.slice(-3).map((line) => line.replace(/^<stdin>:(\d+):.*\[(.*)\]$/, '$1 $2')),
      ['1001 unknown-verb', '1001 more-problems', '1003 unknown-free'],
    );
    assert.match(lines[1000], /There is 1 more problem, which is not listed\./);
  });
});

describe('alloctrace compare', () => {
  it('has a row for each policy', async () => {
    const { code, value } = await jsonOf(CLEAN, 'compare', '-', '--policies', 'best-fit,first-fit');
    assert.equal(code, 0);
    const rows = value['policies'] as Record<string, unknown>[];
    assert.deepEqual(
      rows.map(({ policy, failures, highWater, visitedMax }) => [
        policy,
        failures,
        highWater,
        visitedMax,
      ]),
      [
        ['best-fit', 0, 192, 2],
        ['first-fit', 0, 192, 1],
      ],
    );
    assert.deepEqual(Object.keys(rows[0]), [
      'policy',
      'failures',
      'highWater',
      'externalFragmentation',
      'visitedMean',
      'visitedMax',
      'replayMs',
    ]);
  });

  it('tells the policies apart', async () => {
    const { code, stdout } = await runCli(['compare', 'media/examples/ls.alloctrace']);
    assert.equal(code, 1);
    const rows = stdout.trimEnd().split('\n');
    assert.match(rows[0], /^policy +failures +high water +fragmentation/);
    assert.match(rows[1], /^first-fit +0 +90,608 /);
    assert.match(rows[4], /^worst-fit +7 /);
  });
});
