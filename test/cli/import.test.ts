import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { ended, jsonOf, runCli, runProcess, start } from './spawned';

const FIXTURES = 'test/fixtures/importers';

const RECORDING = `= Start
@ ./a.out:[0x10] + 0x1000 0x10
@ ./a.out:[0x11] - 0x1000
@ ./a.out:[0x11] - 0x2000
nonsense\u001b[2J
@ ./a.out:[0x10] + 0x3000 0x20
= End
`;

const TRACE = `alloctrace 1
meta recorder="glibc mtrace" source="standard input" capture=midway
heap size=1MiB

alloc 1 16 addr=0x1000 "a.out: 0x10"
free 1 addr=0x1000 "a.out: 0x11"
free u1 addr=0x2000 "a.out: 0x11"
alloc 2 32 addr=0x3000 "a.out: 0x10"
`;

const WARNING =
  '<stdin>:5:1: warning: This is no line of mtrace: an operation such as "+ 0x1000 0x10" is missing. [not-imported]\n';

describe('alloctrace import', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-import-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const inFolder = (name: string) => path.join(folder, name);

  it('prints the trace, and problems and a summary apart from it', async () => {
    const { code, stdout, stderr } = await runCli(['import', '-'], RECORDING);
    assert.equal(code, 1);
    assert.equal(stdout, TRACE);
    assert(stderr.startsWith(WARNING), stderr);
    assert.match(stderr, /^format: glibc mtrace \(6 of the first 7 lines /m);
    assert.match(stderr, /^events: alloc 2, free 1, realloc 0, failed 0, free of null 0$/m);
    assert.match(stderr, /^left out: = Start and = End \(2\)$/m);
  });

  it('says what to do about allocations that failed', async () => {
    const failing = `${RECORDING.replace('= End\n', '')}@ ./a.out:[0x10] + (nil) 0x40\n= End\n`;
    const { stdout, stderr } = await runCli(['import', '-'], failing);
    assert.match(
      stdout,
      /^mark "malloc\(64\) failed in a\.out: 0x10"\nalloc failed 64 addr=null "a\.out: 0x10"\nfree failed addr=null\n/m,
    );
    assert.match(stderr, /^to see why allocations failed: give the heap the size/m);
  });

  it('has every field in JSON, and no trace beside it', async () => {
    const { code, value } = await jsonOf(RECORDING, 'import', '-');
    assert.equal(code, 1);
    assert.deepEqual(value, {
      schema: 1,
      format: 'mtrace',
      why: '6 of the first 7 lines are of this format (86 %)',
      alloc: 2,
      free: 1,
      realloc: 0,
      failed: 0,
      freeNull: 0,
      freeUnknown: 1,
      allocOverLive: 0,
      liveBlocks: 1,
      liveBytes: 32,
      peakBytes: 32,
      problems: [
        {
          line: 5,
          col: 1,
          text: 'This is no line of mtrace: an operation such as "+ 0x1000 0x10" is missing.',
        },
      ],
      problemCount: 1,
      linesRead: 7,
      skipped: [{ why: '= Start and = End', count: 2 }],
      notes: [],
    });
  });

  it('writes a file, with JSON or with a summary on standard output', async () => {
    const out = inFolder('out.alloctrace');
    writeFileSync(out, 'x'.repeat(5000));
    const { code, value } = await jsonOf(RECORDING, 'import', '-', '-o', out);
    assert.deepEqual([code, value['alloc'], readFileSync(out, 'utf8')], [1, 2, TRACE]);
    rmSync(out);
    const { stdout, stderr } = await runCli(['import', '-', `--output=${out}`], RECORDING);
    assert.match(stdout, /^format: glibc mtrace/);
    assert.equal(stderr, WARNING);
    assert.equal(readFileSync(out, 'utf8'), TRACE);
  });

  it('ends with 0 where every line was read', async () => {
    const { code } = await runCli(['import', `${FIXTURES}/odd.mtrace`]);
    assert.equal(code, 0);
  });

  it('never writes to the file it reads, under any name', async () => {
    const file = inFolder('recording.mtrace');
    const link = inFolder('link.mtrace');
    writeFileSync(file, RECORDING);
    symlinkSync(file, link);
    for (const out of [file, link, `${folder}/./recording.mtrace`]) {
      const { code, stderr } = await runCli(['import', file, '-o', out]);
      assert.equal(code, 2);
      assert.match(stderr, /^alloctrace: error: -o names the file that is read/);
      assert.equal(readFileSync(file, 'utf8'), RECORDING);
    }
  });

  it('never writes to the file that is its standard input', async function () {
    if (process.platform === 'win32') this.skip();
    const file = inFolder('redirected.mtrace');
    writeFileSync(file, RECORDING);
    const script = 'exec "$0" dist/cli.js import - -o "$1" < "$1"';
    const child = spawn('sh', ['-c', script, process.execPath, file]);
    const { code, stderr } = await ended(child);
    assert.match(stderr, /^alloctrace: error: -o names the file that is read/);
    assert.deepEqual([code, readFileSync(file, 'utf8')], [2, RECORDING]);
  });

  it('writes nothing where it cannot read, and says so where it cannot write', async () => {
    const out = inFolder('none.alloctrace');
    const refused: [string[], string, RegExp][] = [
      [['-o', out], 'who knows\n', /^<stdin>:1:1: error: The format is not recognised\. No format/],
      [['-o', out], '', /^<stdin>:1:1: error: The file is empty\.\n/],
      [['-o', out], 'PK\u0003\u0004....', /compressed: decompress it first \(zip\)/],
      [
        ['-o', out],
        'who knows\n',
        /Name it with --format, or say with --pattern how its lines look\. T/,
      ],
      [
        ['-o', out],
        '\u007fELF....',
        /The file is a program \(ELF\) and no recording\. Choose another\.\n$/,
      ],
      [['-o', out], 'alloctrace 1\n', /The file is an \.alloctrace already/],
      [
        ['-o', out],
        '= Start\n--1-- malloc(8) = 0x1000\na 0 16\n+ 10 1 1000\n',
        /too much alike\. Name it with --format\. Tried: heaptrack: 1 of the first 4 lines .*; mtrace: 1 of/,
      ],
      [
        ['-o', path.join(folder, 'no', 'such')],
        RECORDING,
        /such:1:1: error: There is no folder for this file\.\n/,
      ],
      [['-o', folder], RECORDING, /:1:1: error: This is a folder\. Name a file\.\n/],
      [['-o', ''], RECORDING, /-o must name a file/],
      [['-o', '-', '--json'], RECORDING, /--json and -o - exclude each other/],
      [['--format', 'toString'], RECORDING, /--format must be one of mtrace, malloc-lab, valgrind/],
    ];
    for (const [args, input, text] of refused) {
      const { code, stdout, stderr } = await runProcess(['import', '-', ...args], input);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, text);
      assert.match(stderr, /^[^\n]+\n$/);
      assert(!existsSync(out));
    }
  });

  it('takes the format that is named, whatever the content', async () => {
    const { code, value } = await jsonOf('', 'import', '-', '--format', 'mtrace');
    assert.deepEqual([code, value['linesRead'], value['why']], [0, 0, 'as --format says']);
    const other = await jsonOf(RECORDING, 'import', '-', '--format=valgrind');
    assert.deepEqual([other.code, other.value['problemCount']], [1, 7]);
  });

  it('reads a log by a pattern, or two', async () => {
    const log = 'boot\nkernel: take 20001000 64\nkernel: give 20001000\n';
    const patterns = [
      ['--pattern', '(?<op>take|give) (?<address>\\w+)(?: (?<size>\\d+))?'],
      ['--pattern=take (?<address>\\w+) (?<size>\\d+)', '--pattern=give (?<address>\\w+)'],
    ];
    const { stdout } = await runCli(['import', '-', ...patterns[1]], log);
    assert.match(stdout, /^alloc 1 64 addr=0x20001000\nfree 1 addr=0x20001000$/m);
    const given = await jsonOf(log, 'import', '-', ...patterns[1]);
    assert.equal(given.value['why'], 'as --pattern says');
    const { value } = await jsonOf(log, 'import', '-', '--format=freertos', ...patterns[0]);
    // The words of this log are none that a group "op" may have.
    assert.deepEqual(value['skipped'], [
      { why: 'other output', count: 1 },
      { why: 'lines whose op is neither an allocation nor a free, such as "take"', count: 2 },
    ]);
  });

  it('says what is wrong with a pattern', async () => {
    for (const [args, text] of [
      [
        ['--pattern', '(?<address>x'],
        /--pattern "\(\?<address>x", character 1: This group has no end/,
      ],
      [['--pattern', '(?=x)'], /Only \(\.\.\.\)/],
      [
        ['--pattern', '(?<address>x)(?<op>x)(?<size>x)', '--format', 'mtrace'],
        /--pattern goes with --format freertos: mtrace has lines of its own/,
      ],
    ] as const) {
      const { code, stdout, stderr } = await runProcess(['import', '-', ...args], 'x\n');
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, text);
    }
  });

  it('refuses a profile by name, without asking for a format', async () => {
    const { code, stderr } = await runProcess(['import', '-'], '{"dhatFileVersion":2}\n');
    assert.equal(code, 2);
    assert.match(stderr, /^<stdin>:1:1: error: The file is a DHAT profile\. It holds totals/);
  });

  it('counts records, and tells of what was read otherwise', async () => {
    const { stderr } = await runProcess(['import', `${FIXTURES}/glibc-trace.bin`], '');
    assert.match(stderr, /^records: 21, problems 3$/m);
    assert.match(stderr, /^noted: allocations recorded before the free.* \(1\)$/m);
  });

  it('counts the problems that it does not list', async () => {
    const { stderr } = await runCli(
      ['import', '-'],
      `= Start\n${'bogus\n'.repeat(150)}+ 0x1 0x1\n`.repeat(7),
    );
    assert.match(
      stderr,
      /warning: There are 50 more problems, which are not listed\. \[more-problems\]$/m,
    );
  });

  for (const file of ['odd.mtrace', 'odd.valgrind-trace-malloc.log', 'sqlite3.heaptrack.raw.zst']) {
    it(`gives of ${file} a trace that run and check read`, async () => {
      const imported = await runCli(['import', `${FIXTURES}/${file}`]);
      const summary = await jsonOf('', 'import', `${FIXTURES}/${file}`);
      const { value } = await jsonOf(imported.stdout, 'run', '-');
      const { liveBytes, liveBlocks, peakLiveBytes } = value['metrics'] as Record<string, number>;
      assert.deepEqual(
        [value['problemCount'], value['failures'], value['faults'], liveBytes, liveBlocks],
        [0, 0, [], summary.value['liveBytes'], summary.value['liveBlocks']],
      );
      // A realloc that moves has both blocks for a moment; a recording says only what came of it.
      assert(peakLiveBytes >= Number(summary.value['peakBytes']));
      const checked = await runCli(['check', '-'], gzipSync(imported.stdout));
      assert.deepEqual(checked, { code: 0, stdout: '', stderr: '' });
    });
  }

  it('stops on Ctrl-C while it reads, and leaves no half of a file', async () => {
    const out = inFolder('half.alloctrace');
    const child = start('import', '-', '-o', out);
    const end = ended(child);
    child.stdin.write(`= Start\n${'@ a:[0x1] + 0x1000 0x10\n@ a:[0x1] - 0x1000\n'.repeat(20_000)}`);
    await once(child.stdin, 'drain');
    child.kill('SIGINT');
    assert.deepEqual(await end, { code: 130, stdout: '', stderr: '' });
    assert(!existsSync(out));
  });

  it('says that a disk is full, and leaves no half of a file', async function () {
    if (process.platform === 'win32') this.skip();
    const recording = inFolder('long.mtrace');
    writeFileSync(recording, `= Start\n${'@ a:[0x1] + 0x1000 0x10\n'.repeat(600)}`);
    const out = inFolder('cut.alloctrace');
    writeFileSync(out, 'from before');
    // Files of at most 4 KiB: like a full disk, the system takes part of a write without an error.
    const script = 'trap "" XFSZ; ulimit -f 4; exec "$0" dist/cli.js import "$1" -o "$2"';
    const child = spawn('bash', ['-c', script, process.execPath, recording, out]);
    const { code, stdout, stderr } = await ended(child);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /cut\.alloctrace:1:1: error: The file cannot be written \(EFBIG\)\.\n$/);
    assert.equal(readFileSync(out, 'utf8'), 'from before');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.')),
      [],
    );
  });

  it('names the recording in the trace as it is called', async function () {
    if (process.platform === 'win32') this.skip();
    const file = inFolder('a\n\\b.mtrace');
    writeFileSync(file, RECORDING);
    const { stdout } = await runCli(['import', file]);
    assert.match(stdout, / source="a\\n\\\\b\.mtrace" /);
  });

  it('replaces a file with its rights, and writes through a link', async function () {
    if (process.platform === 'win32') this.skip();
    const [out, link] = [inFolder('there.alloctrace'), inFolder('link.alloctrace')];
    writeFileSync(out, 'from before');
    chmodSync(out, 0o640);
    symlinkSync(out, link);
    for (const each of [out, link]) {
      assert.equal((await runCli(['import', '-', '-o', each], RECORDING)).code, 1);
      assert.equal(readFileSync(out, 'utf8'), TRACE);
      assert.equal(statSync(out).mode & 0o777, 0o640);
    }
    assert(lstatSync(link).isSymbolicLink());
  });

  it('makes the file that a link leads to where there is none yet', async function () {
    if (process.platform === 'win32') this.skip();
    const [first, second] = [inFolder('first.alloctrace'), inFolder('second.alloctrace')];
    symlinkSync('second.alloctrace', first);
    symlinkSync('made.alloctrace', second);
    assert.equal((await runCli(['import', '-', '-o', first], RECORDING)).code, 1);
    assert.equal(readFileSync(inFolder('made.alloctrace'), 'utf8'), TRACE);
    assert(lstatSync(first).isSymbolicLink() && lstatSync(second).isSymbolicLink());
  });

  it('leaves links alone that lead in a circle', async function () {
    if (process.platform === 'win32') this.skip();
    const circle = inFolder('circle.alloctrace');
    symlinkSync('circle.alloctrace', circle);
    const { code, stderr } = await runCli(['import', '-', '-o', circle], RECORDING);
    assert.match(
      stderr,
      /circle\.alloctrace:1:1: error: The file cannot be written \(ELOOP\)\.\n$/,
    );
    assert.deepEqual([code, lstatSync(circle).isSymbolicLink()], [2, true]);
  });
});
