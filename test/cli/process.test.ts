import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { bytesOf, refuseUnreadable } from '../../src/cli/input';
import { Progress } from '../../src/cli/progress';
import { ended, runCli, runProcess, start } from './spawned';

const TRACE = 'alloctrace 1\nheap size=1KiB align=8\nalloc a 8\nfree a\n';

/** The same, packed by the zstd program. */
const ZSTD_TRACE = Buffer.from(
  '28b52ffd0058a90100616c6c6f63747261636520310a686561702073697a653d314b694220616c69' +
    '676e3d380a616c6c6f63206120380a6672656520610a',
  'hex',
);

/** Allocations and frees in turn. */
function manyEvents(pairs: number): string {
  const lines = ['alloctrace 1'];
  for (let i = 0; i < pairs; i++) lines.push(`alloc block${i} 8`, `free block${i}`);
  return `${lines.join('\n')}\n`;
}

describe('the input of the command line', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-cli-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('may be gzip under any name, from a file or a pipe', async () => {
    const file = path.join(folder, 'packed.alloctrace');
    // Two members, as `cat a.gz b.gz` makes them.
    const packed = Buffer.concat([gzipSync(TRACE.slice(0, 30)), gzipSync(TRACE.slice(30))]);
    writeFileSync(file, packed);
    const expected = { code: 0, stdout: 'a 24\n', stderr: '' };
    assert.deepEqual(await runProcess(['run', file, '--results']), expected);
    assert.deepEqual(await runProcess(['run', '-', '--results'], packed), expected);
    assert.deepEqual(await runProcess(['run', '-', '--results'], TRACE), expected);
  });

  it('may be zstd under any name, for every command', async () => {
    const file = path.join(folder, 'packed.txt');
    writeFileSync(file, ZSTD_TRACE);
    for (const args of [
      ['run'],
      ['check'],
      ['compare'],
      ['state', '--at=1'],
      ['explain', '--at=2'],
    ]) {
      const { code, stderr } = await runCli([...args, file]);
      assert.deepEqual([code, stderr], [0, ''], args[0]);
    }
  });

  const unreadable: [string, string | Uint8Array, RegExp][] = [
    ['zstd that is cut off', ZSTD_TRACE.subarray(0, 30), /zstd file is damaged or cut off/],
    ['made to fill memory', gzipSync(Buffer.alloc(20 * 2 ** 20)), /more than 500 times its size/],
    ['gzip that is cut off', gzipSync(TRACE).subarray(0, 30), /damaged or cut off/],
    ['gzip that is damaged', Buffer.of(0x1f, 0x8b, 1, 2, 3, 4), /damaged or cut off/],
    ['an archive', Buffer.from('PK\u0003\u0004....'), /\[not-a-trace\]/],
    ['UTF-16', Buffer.from(`\ufeff${TRACE}`, 'utf16le'), /\[wrong-encoding\]/],
  ];
  for (const [what, input, text] of unreadable) {
    it(`is refused where it is ${what}`, async () => {
      const { code, stdout, stderr } = await runProcess(['check', '-'], input);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^<stdin>:1:1: error: [^\n]+\n$/);
      assert.match(stderr, text);
    });
  }

  it('is refused where there is no such file, or a folder', async () => {
    const missing = path.join(folder, 'none\n\u001b[31m');
    assert.deepEqual(await runProcess(['run', missing]), {
      code: 2,
      stdout: '',
      stderr: `${path.join(folder, 'none')}\\u{a}\\u{1b}[31m:1:1: error: There is no such file.\n`,
    });
    assert.match((await runProcess(['run', folder])).stderr, /:1:1: error: This is a folder/);
    const inFile = await runProcess(['run', 'package.json/trace']);
    assert.equal(inFile.stderr, 'package.json/trace:1:1: error: There is no such file.\n');
  });

  it('is refused at once where it is no text, however much of it there is', async () => {
    const child = start('check', '-');
    const end = ended(child);
    // Never ended: to read on would be to wait for ever.
    child.stdin.write(Buffer.alloc(2 ** 16, '\u0001\u00ff\u0000', 'latin1'));
    const { code, stderr } = await end;
    assert.equal(code, 2);
    assert.match(stderr, /^<stdin>:1:1: error: .* \[not-a-trace\]\n$/);
  });

  it('is refused where it is a device that gives NULs for ever', async function () {
    if (process.platform === 'win32') this.skip();
    const why = '1:1: error: This is a device that gives no text. Name a file.\n';
    const named = await runProcess(['check', '/dev/zero']);
    assert.deepEqual(named, { code: 2, stdout: '', stderr: `/dev/zero:${why}` });
    const child = spawn('sh', ['-c', 'exec "$0" dist/cli.js run - < /dev/zero', process.execPath]);
    assert.equal((await ended(child)).stderr, `<stdin>:${why}`);
    // In a file NULs are a hole: what follows them may be read.
    const hole = path.join(folder, 'hole');
    writeFileSync(hole, Buffer.concat([Buffer.alloc(2 ** 18), Buffer.from('\nalloc a 8\n')]));
    assert.match((await runProcess(['check', hole])).stdout, /:1:1: error: .*\[nul-bytes\]/);
  });

  it('is refused where a folder is standard input', async function () {
    if (process.platform === 'win32') this.skip();
    const child = spawn('sh', [
      '-c',
      'exec "$0" dist/cli.js run - < "$1"',
      process.execPath,
      folder,
    ]);
    const { code, stdout, stderr } = await ended(child);
    assert.deepEqual(
      [code, stdout, stderr],
      [2, '', '<stdin>:1:1: error: This is a folder. Name a file.\n'],
    );
  });

  it('may lose its name while it is read', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = path.join(folder, 'nameless');
    execFileSync('mkfifo', [pipe]);
    const end = ended(start('run', pipe, '--results'));
    // Opening it waits until the program has done so, too.
    const writer = await open(pipe, 'w');
    rmSync(pipe);
    await writer.writeFile(TRACE);
    await writer.close();
    assert.deepEqual(await end, { code: 0, stdout: 'a 24\n', stderr: '' });
  });

  it('is not touched before it is read where it is a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = path.join(folder, 'once');
    execFileSync('mkfifo', [pipe]);
    const { signal } = new AbortController();
    const written = writeFile(pipe, TRACE);
    await refuseUnreadable(pipe, signal);
    const pieces: Uint8Array[] = [];
    for await (const piece of bytesOf(pipe, signal)) pieces.push(piece);
    await written;
    assert.equal(Buffer.concat(pieces).toString(), TRACE);
  });

  it('may be empty', async () => {
    assert.equal((await runProcess(['run', '-'])).code, 0);
    const { code, stderr } = await runProcess(['explain', '-', '--at', '1']);
    assert.deepEqual([code, /The trace has no events/.test(stderr)], [2, true]);
  });

  it('cannot drive the terminal', async () => {
    const hostile = 'alloctrace 1\nfree a\u001b[2J\u202e\nalloc b\u001b]0;x 8\n';
    for (const args of [
      ['check', '-'],
      ['run', '-', '--results'],
      ['state', '-', '--at', '2'],
    ]) {
      const { stdout } = await runCli(args, hostile);
      assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
      assert.match(stdout, /\\u\{1b\}/);
    }
  });
});

describe('the exit code of the command line', () => {
  const commands = [['run'], ['check'], ['compare'], ['state', '--at=1'], ['explain', '--at=1']];
  const cases: [string, string, number][] = [
    ['a clean trace', TRACE, 0],
    ['a fault', `${TRACE}free a\n`, 1],
    ['an inconsistency', `${TRACE}alloc b 8\nalloc b 8\n`, 1],
    ['a problem', `${TRACE}bogus\n`, 1],
    ['no trace', '\u007fELF\u0000\u0001\u0002\u0003', 2],
  ];
  for (const [what, trace, expected] of cases) {
    it(`is ${expected} for ${what}, whatever the command and the form`, async () => {
      const lines = commands.flatMap((args) => [
        [...args, '-'],
        [...args, '-', '--json'],
      ]);
      // Beside each other: ten processes take longer to start than to do anything.
      const all = await Promise.all(
        lines.map(async (line) => ({ line, ...(await runCli(line, trace)) })),
      );
      for (const { line, code, stdout } of all) {
        assert.equal(code, expected, line.join(' '));
        if (expected === 2) assert.equal(stdout, '');
      }
    });
  }
});

describe('the process of the command line', () => {
  const live = ['alloctrace 1', 'heap size=64MiB'];
  for (let i = 0; i < 60_000; i++) live.push(`alloc block${i} 8`);
  const liveTrace = `${live.join('\n')}\n`;
  const twice = `${live.join('\n')}\n${live.slice(2).join('\n')}\n`;
  const recording = `= Start\n${'@ a:[0x1] + 0x1000 0x10\n@ a:[0x1] - 0x1000\n'.repeat(30_000)}`;
  const large: [string[], string][] = [
    [['run', '-', '--results'], manyEvents(50_000)],
    [['run', '-', '--json'], twice],
    [['state', '-', '--at=60000'], liveTrace],
    [['state', '-', '--at=60000', '--json'], liveTrace],
    [['check', '-'], twice],
    [['check', '-', '--json'], twice],
    [['import', '-'], recording],
  ];
  for (const [args, input] of large) {
    it(`ends quietly where its reader has seen enough: ${args.join(' ')}`, async () => {
      const child = start(...args);
      let stderr = '';
      child.stderr.on('data', (text) => (stderr += text));
      child.stdin.end(input);
      // Close, as `head -1` does, while there is more to come than a pipe holds.
      child.stdout.once('data', () => child.stdout.destroy());
      const [code] = (await once(child, 'close')) as [number | null];
      assert.deepEqual([code, stderr], [0, '']);
    });
  }

  it('stops on Ctrl-C while it waits for input', async () => {
    const child = start('run', '-');
    const end = ended(child);
    // More than a pipe holds: once all of it is taken, the program runs.
    child.stdin.write(manyEvents(20_000));
    await once(child.stdin, 'drain');
    child.kill('SIGINT');
    assert.deepEqual(await end, { code: 130, stdout: '', stderr: '' });
  });

  it('stops on Ctrl-C while it replays', async () => {
    const child = start('run', '-');
    const end = ended(child);
    child.stdin.end(manyEvents(500_000));
    await once(child.stdin, 'finish');
    child.kill('SIGINT');
    assert.deepEqual(await end, { code: 130, stdout: '', stderr: '' });
  });

  it('ends at a second Ctrl-C where a pipe is waited for that nobody writes to', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-cli-'));
    try {
      const pipe = path.join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const child = start('run', pipe);
      // Once it listens it prints nothing that says so.
      const asking = setInterval(() => child.kill('SIGINT'), 1000);
      const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      clearInterval(asking);
      assert.equal(signal, 'SIGINT');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('stops on Ctrl-C while it prints', async () => {
    const child = start('state', '-', '--at=60000', '--json');
    child.stdin.end(liveTrace);
    let printed = '';
    child.stdout.on('data', (text) => {
      if (printed === '') child.kill('SIGINT');
      printed += text;
      // A reader that is slow: the program cannot be through when the signal comes.
      child.stdout.pause();
      setTimeout(() => child.stdout.resume(), 50);
    });
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 130);
    assert(printed.length < 60_000 * 10, String(printed.length));
  });
});

/** A stream that keeps what is written. */
function terminal(isTTY: boolean) {
  let text = '';
  const stream = Object.assign(new PassThrough(), { isTTY });
  stream.on('data', (part) => (text += String(part)));
  return { stream, text: () => text };
}

describe('the progress of the command line', () => {
  for (const isTTY of [true, false]) {
    it(`is shown on a terminal alone: ${isTTY}`, () => {
      const { stream, text } = terminal(isTTY);
      let now = 0;
      const progress = new Progress(stream, () => now);
      now = 299;
      progress.show(() => 'too early');
      now = 350;
      progress.show(() => 'reading: 5 MiB');
      now = 449;
      progress.show(() => 'too soon');
      progress.clear();
      progress.clear();
      assert.equal(text(), isTTY ? '\r\u001b[Kreading: 5 MiB\r\u001b[K' : '');
    });
  }
});
