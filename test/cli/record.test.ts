import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ended } from './spawned';

const CLI = path.resolve('dist/cli.js');

describe('alloctrace record', function () {
  this.timeout(30_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'alloctrace-record-'));
  const inFolder = (name: string) => path.join(folder, name);
  after(() => rmSync(folder, { recursive: true, force: true }));

  function start(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
    const env = { ...process.env, XDG_CACHE_HOME: inFolder('cache'), ...variables };
    const child = spawn(process.execPath, [CLI, 'record', ...args], { cwd: folder, env });
    child.stdin.end('to the program\n');
    return child;
  }

  const run = (args: readonly string[], variables?: Readonly<Record<string, string>>) =>
    ended(start(args, variables));

  describe('where programs can be recorded', () => {
    before(function () {
      const hasCompiler = spawnSync('cc', ['--version']).status === 0;
      if (process.platform !== 'linux' || !hasCompiler) this.skip();
    });

    it('gives the program input and output, and ends as it does', async () => {
      writeFileSync(inFolder('sh.alloctrace'), 'from before');
      const { code, stdout, stderr } = await run(['--', 'sh', '-c', 'cat; exit 3']);
      assert.deepEqual([code, stdout], [3, 'to the program\n']);
      const text = readFileSync(inFolder('sh.alloctrace'), 'utf8');
      const events = text.match(/^[acrfm] /gm)?.length ?? 0;
      assert(events > 0);
      assert.equal(stderr, `alloctrace: ${events} events in sh.alloctrace, for a heap of 1 MiB\n`);
    });

    it('does not run the program where there is no place for the trace', async () => {
      for (const [out, why] of [
        ['none/t.alloctrace', 'There is no folder for this file.'],
        ['.', 'This is a folder. Name a file.'],
        ['/dev/null', 'This is a link, a device or a pipe. Name a plain file.'],
        // Nobody can make a file there, whoever runs the tests.
        ['/proc/t.alloctrace', 'There is no folder for this file.'],
        [path.join(folder, 'new/'), 'This is a folder. Name a file.'],
        [path.join(folder, 'n'.repeat(300)), 'The file cannot be written (ENAMETOOLONG).'],
      ]) {
        const { code, stdout, stderr } = await run(['-o', out, '--', 'cat']);
        assert.deepEqual([code, stdout], [2, '']);
        assert.equal(stderr, `${out}:1:1: error: ${why}\n`);
      }
    });

    it('does not run the program where there is no place for the recorder', async () => {
      // Of a folder there Node itself would try for ever to make those that it lies in.
      const { code, stdout, stderr } = await run(['--', 'cat'], { XDG_CACHE_HOME: '/proc/none' });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(
        stderr,
        /^alloctrace: error: There is no folder to keep the recorder in: \/proc\/none\/\S+ cannot be made \(ENOENT.*\)\. Set XDG_CACHE_HOME to one\.\n$/,
      );
    });

    it('says where the traces of children are, and ends them', async () => {
      const args = ['--children', '-o', 'family.alloctrace', '--'];
      const { stderr } = await run([...args, 'sh', '-c', 'ls >/dev/null; ls >/dev/null; exit 0']);
      assert.match(
        stderr,
        /^alloctrace: .*\nalloctrace: \d+ traces of child processes beside it, the first is family\.\d+\.alloctrace\n$/,
      );
      const { stderr: again } = await run([...args, 'cat']);
      assert.doesNotMatch(again, /child/);
      // Nobody but the recorder can end the trace of a child that is killed.
      const script = 'sleep 9 & sleep 0.3; kill -9 $!; wait; exit 0';
      await run(['--children', '-o', 'killed-child.alloctrace', '--', 'sh', '-c', script]);
      const traces = readdirSync(folder).filter((name) => name.startsWith('killed-child.'));
      assert(traces.length > 2, traces.join(' '));
      for (const name of traces) assert.match(readFileSync(inFolder(name), 'utf8'), /[^ ]\n$/);
    });

    it('passes signals on, and leaves a whole trace', async () => {
      const script = 'echo ready; while :; do sleep 0.02; done';
      const child = start(['-o', 'killed.alloctrace', '--', 'sh', '-c', script]);
      child.stdout.once('data', () => child.kill('SIGTERM'));
      const { code, stderr } = await ended(child);
      assert.equal(code, 128 + 15, stderr);
      assert.match(readFileSync(inFolder('killed.alloctrace'), 'utf8'), /\d\n$/);
    });

    it('ends as the program does where its trace cannot be read', async () => {
      // What the program itself puts in the place of its trace is as good as one that is too long.
      const script = 'rm odd.alloctrace; printf "\\177ELF\\0\\1\\2\\3" > odd.alloctrace; exit 3';
      const { code, stderr } = await run(['-o', 'odd.alloctrace', '--', 'sh', '-c', script]);
      assert.equal(code, 3);
      assert.match(
        stderr,
        /^alloctrace: warning: The recording odd\.alloctrace cannot be summed up\. This is not a trace/,
      );
    });

    it('says where nothing was recorded, or nothing could be run', async () => {
      writeFileSync(inFolder('static.c'), 'int main(void) { return 0; }\n');
      const built = spawnSync('cc', ['-static', '-o', 'static', 'static.c'], { cwd: folder });
      if (built.status === 0) {
        const { code, stderr } = await run(['--', './static']);
        assert.equal(code, 2);
        assert.match(stderr, /^alloctrace: error: Nothing was recorded\. .* linked statically/);
      }
      const { code, stderr } = await run(['-o', 'none.alloctrace', '--', './nowhere']);
      assert.deepEqual(
        [code, stderr],
        [2, 'alloctrace: error: There is no program "./nowhere".\n'],
      );
      assert(!existsSync(inFolder('none.alloctrace')));
      const inFile = await run(['--', './static.c/program']);
      assert.equal(inFile.stderr, 'alloctrace: error: There is no program "./static.c/program".\n');
      const { stderr: long } = await run(['--', 'x'.repeat(300)]);
      assert.match(long, /^alloctrace: error: "x+" cannot be run \(.*ENAMETOOLONG.*\)\.\n$/);
    });
  });

  it('says what works instead where there is no compiler, or no Linux', async () => {
    const { code, stderr } = await run(['--', 'sh'], { CC: 'no-such-compiler' });
    assert.equal(code, 2);
    const why =
      process.platform === 'linux' ? /no C compiler \(no-such-compiler\)/ : /on Linux only/;
    assert.match(stderr, why);
    assert.match(stderr, /alloctrace import/);
  });

  it('says how a compiler ended that said nothing', async function () {
    if (process.platform !== 'linux') this.skip();
    const { code, stderr } = await run(['--', 'sh'], { CC: 'false' });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /could not be built\. The compiler said: nothing\. It ended with code 1\.\n$/,
    );
  });

  it('asks for a program', async () => {
    const { code, stderr } = await run(['-o', 'x']);
    assert.equal(code, 2);
    assert.match(stderr, /^alloctrace: error: A program is missing\. Usage: alloctrace record /);
  });
});
