import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildPreload, preloadVariables, type Wish } from '../../src/recorders/preload';
import { cutTail } from '../../src/recorders/recorded';
import { readTrace } from '../../src/trace/reader';
import { replayed } from '../replay/replayed';
import { compile, folder, has, machine, needsCompiler, RECORDERS } from './compiled';

const SOURCE = path.join(RECORDERS, 'alloctrace_preload.c');

interface Recorded {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly text: string;
  /** Verb and, but for frees, size and alignment of each event: without addresses. */
  readonly events: string[];
}

function childrenOf(how: string): string[] {
  return readdirSync(folder).filter((name) => new RegExp(`^${how}\\.\\d`).test(name));
}

describe('the preload recorder', function () {
  this.timeout(30_000);
  let library = '';
  let busy = '';

  before(async function () {
    needsCompiler(this);
    library = await buildPreload(machine, SOURCE);
    busy = compile('cc', 'busy.c', '-pthread', '-fno-builtin', '-w');
  });

  /** Runs a program and reads its trace, in which there may be the given faults and no problem. */
  async function record(
    how: string,
    {
      program = busy,
      wish = {},
      before = '',
      faults = 0,
    }: {
      program?: string;
      wish?: Wish;
      before?: string;
      faults?: number;
    } = {},
  ): Promise<Recorded> {
    const file = path.join(folder, `${how}.alloctrace`);
    const variables = preloadVariables(library, file, wish, before);
    const env = { ...process.env, ...variables };
    const options = { env, encoding: 'utf8', timeout: 20_000 } as const;
    const { status, signal, stdout } = spawnSync(program, [how], options);
    const text = readFileSync(file, 'utf8');
    const trace = readTrace(new TextEncoder().encode(text));
    assert.deepEqual(trace.problems, []);
    assert.equal(replayed(trace).journal.faults.length, faults, how);
    assert.match(
      text,
      /^alloctrace 1\nmeta recorder="alloctrace preload 1" pid=\d+ .*\nheap size=/,
    );
    const events = text.match(/^[acrfm] .*$/gm) ?? [];
    assert.equal(events.length, trace.eventCount);
    for (const event of events.slice(0, 50)) assert.match(event, / tid=\d+ t=\d+/);
    const plain = events.map((event) =>
      event.replace(/ tid=.*/, '').replaceAll(/ (0x[0-9a-f]+|null)/g, ''),
    );
    return { code: status, signal, stdout, text, events: plain };
  }

  it('is built once', async () => {
    const { mtimeMs } = statSync(library);
    const built = await buildPreload({ ...machine, run: () => assert.fail('again') }, SOURCE);
    assert.equal(built, library);
    assert.equal(statSync(library).mtimeMs, mtimeMs);
  });

  it('records every function, and failures as marks', async () => {
    const { code, events, text } = await record('every');
    assert.equal(code, 0);
    const start = events.indexOf('a 100');
    assert.deepEqual(events.slice(start, start + 30), [
      'a 100',
      'c 300',
      'r 100000',
      'r 600',
      'r 7',
      'a 1000 align=64',
      'f',
      'a 256 align=128',
      'f',
      'a 10 align=4096',
      'f',
      'a 33 align=4096',
      'f',
      'm "malloc of 9223372036854775802 bytes failed"',
      'm "calloc of 18446744073709551615 bytes failed"',
      'm "reallocarray of 18446744073709551615 bytes failed"',
      'f',
      'f',
      'f',
      'f',
      'a 0',
      'f',
    ]);
    // A block's id is its address, which is said as well.
    assert.match(text, /^a (0x[0-9a-f]+) 100 .* addr=\1$/m);
  });

  it('lets what failed be an allocation that is freed at once', async () => {
    const { events, text } = await record('failing', { faults: 2 });
    const start = events.findIndex((event) => event.startsWith('m '));
    assert.deepEqual(events.slice(start, start + 6), [
      'm "malloc of 4503599627370496 bytes failed"',
      'a failed 4503599627370496',
      'f failed',
      'm "memalign of 4503599627370496 bytes failed"',
      'a failed 4503599627370496 align=64',
      'f failed',
    ]);
    assert.equal(text.match(/^[af] failed .* addr=null$/gm)?.length, 4);
  });

  it('agrees with valgrind', async function () {
    if (!has('valgrind')) this.skip();
    const { text } = await record('every');
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    const sizes = text.matchAll(/^(?:[ac] \S+|r \S+ \S+) (\d+) /gm);
    const bytes = [...sizes].reduce((sum, [, size]) => sum + Number(size), 0);
    const { stderr } = spawnSync('valgrind', [busy, 'every'], { encoding: 'utf8' });
    const told = /heap usage: ([\d,]+) allocs, ([\d,]+) frees, ([\d,]+) bytes/.exec(stderr);
    assert.deepEqual(
      [count(/^[acr] /gm), count(/^(?:f|r) 0x/gm), bytes],
      told?.slice(1).map((number) => Number(number.replaceAll(',', ''))),
      stderr,
    );
  });

  it('keeps the order of what threads do', async () => {
    const { events } = await record('threads');
    assert(events.length > 20_000, `${events.length}`);
  });

  it('waits with what a signal handler does', async () => {
    const slots = compile('cc', 'slots.c', '-shared', '-fPIC', '-fno-builtin', '-O2');
    const program = compile('cc', 'handler.c', '-O1');
    const { code, events } = await record('handler', { program, before: slots });
    assert.equal(code, 0);
    assert(events.length > 30_000);
  });

  it('leaves a whole trace, however a program ends', async () => {
    const ends = [
      ['abort', null, 'SIGABRT'],
      ['kill', null, 'SIGKILL'],
      ['_exit', 4, null],
    ] as const;
    for (const [how, code, signal] of ends) {
      const recorded = await record(how);
      assert.deepEqual([recorded.code, recorded.signal], [code, signal]);
      assert.match(recorded.text, / +$/, 'what was ready for more is blank');
      const file = path.join(folder, `${how}.alloctrace`);
      await cutTail(machine, file);
      assert.equal(readFileSync(file, 'utf8'), recorded.text.trimEnd() + '\n');
    }
    const { text } = await record('every');
    assert.match(text, /\d\n$/);
  });

  it('has the fault that ended it', async () => {
    const { signal, events } = await record('double', { faults: 1 });
    assert.equal(signal, 'SIGABRT');
    assert.deepEqual(events.slice(-3), ['a 5000', 'f', 'f']);
  });

  it('keeps what a child does out of the trace, and out of the way of an executed program', async () => {
    const { events } = await record('fork');
    assert(!events.includes('a 77'));
    assert.equal(events.filter((event) => event === 'a 99').length, 1000);
    const { stdout } = await record('exec');
    assert.doesNotMatch(stdout, /^(ALLOCTRACE_|LD_PRELOAD=)/m);
    assert.deepEqual(childrenOf('fork'), []);
    assert.deepEqual(childrenOf('exec'), []);
  });

  it('records children to files of their own', async () => {
    const { events } = await record('shell', { wish: { children: true } });
    assert(events.length > 5);
    const children = childrenOf('shell');
    assert(children.length > 0);
    for (const child of children) {
      const trace = readTrace(readFileSync(path.join(folder, child)));
      assert.equal(trace.problemCount, 0, child);
    }
  });

  it('stays with its file when the program closes all that it does not know', async () => {
    const { events } = await record('close');
    assert.equal(events.filter((event) => event === 'a 8').length, 3000);
  });

  it('keeps a thread that is cancelled from ending within it', async () => {
    const { code, events } = await record('cancel');
    assert.equal(code, 0);
    assert.equal(events.filter((event) => event === 'a 88').length, 3000);
    assert(events.includes('a 99'));
  });

  it('makes the heap large enough', async () => {
    const { text } = await record('large');
    assert.match(text, /^heap size=64MiB *$/m);
  });

  it('says so when it can go on no more', () => {
    const file = path.join(folder, 'gone.alloctrace');
    const env = { ...process.env, ...preloadVariables(library, file, {}, '') };
    const { status, stderr } = spawnSync(busy, ['gone', file], { env, encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(
      stderr,
      /gone\.alloctrace cannot be written any more\. Recording has stopped\.\n$/,
    );
  });

  it('names callers', async () => {
    const { text } = await record('every', { wish: { callers: true } });
    const name = path.basename(busy).slice(0, 30);
    assert.match(text, new RegExp(`^a 0x\\w+ 100 .* "${name}: 0x[0-9a-f]+"$`, 'm'));
  });

  it('records nothing where nobody asks', () => {
    const env = { ...process.env, LD_PRELOAD: library, ALLOCTRACE_FILE: '' };
    const { status } = spawnSync(busy, ['every'], { env, cwd: folder });
    assert.equal(status, 0);
    assert(!existsSync(path.join(folder, 'busy.alloctrace')));
  });
});
