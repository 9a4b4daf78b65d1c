import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeMachine, type Machine } from '../../src/recorders/machine';
import { buildPreload, NoPreload, preloadVariables } from '../../src/recorders/preload';
import { cutTail, stampOf, traceNameOf } from '../../src/recorders/recorded';
import { wordsOf } from '../../src/recorders/commandLine';

/** A machine that has only what is given; what it ran is in `ran`. */
function machineWith(parts: Partial<Machine>, ran: string[][] = []): Machine {
  return {
    platform: 'linux',
    arch: 'x64',
    env: { HOME: '/home/me' },
    ownWord: '1',
    run: (program, args) => {
      ran.push([program, ...args]);
      return Promise.resolve({ code: 0, said: '' });
    },
    readText: () => Promise.resolve('source'),
    exists: () => Promise.resolve(false),
    makeFolder: () => Promise.resolve(),
    rename: () => Promise.resolve(),
    find: () => Promise.resolve(undefined),
    read: () => Promise.resolve(new Uint8Array(0)),
    truncate: () => Promise.resolve(),
    ...parts,
  };
}

async function problemOf(parts: Partial<Machine>): Promise<string> {
  try {
    return await buildPreload(machineWith(parts), '/a.c');
  } catch (error) {
    assert(error instanceof NoPreload);
    return error.message;
  }
}

describe('building the preload recorder', () => {
  it('keeps it in the cache of the user', async () => {
    const pattern =
      /^\/home\/me\/\.cache\/alloctrace\/recorders\/alloctrace_preload-[0-9a-f]{16}\.so$/;
    assert.match(await problemOf({}), pattern);
    assert.match(
      await problemOf({ env: { XDG_CACHE_HOME: '/x', HOME: '/y' } }),
      /^\/x\/alloctrace\//,
    );
  });

  it('tries compilers until one is there, or the one that is named', async () => {
    const ran: string[][] = [];
    const run: Machine['run'] = (program) => {
      ran.push([program]);
      return Promise.resolve(program === 'clang' ? { code: 0, said: '' } : undefined);
    };
    await buildPreload(machineWith({ run }), '/a.c');
    assert.deepEqual(ran, [['cc'], ['gcc'], ['clang']]);
    const named: string[][] = [];
    const env = { HOME: '/home/me', CC: 'ccache gcc-13' };
    await buildPreload(machineWith({ env }, named), '/a.c');
    assert.deepEqual(named[0].slice(0, 2), ['ccache', 'gcc-13']);
    assert.equal(named.length, 1);
  });

  it('says why it cannot be', async () => {
    assert.equal(await problemOf({ platform: 'darwin' }), 'system: darwin');
    assert.equal(await problemOf({ env: {} }), 'cache: HOME is not set.');
    assert.match(await problemOf({ env: { HOME: '/a b' } }), /^cache: .*blank/);
    const none = await problemOf({ run: () => Promise.resolve(undefined) });
    assert.equal(none, 'compiler: cc, gcc, clang');
    const failing = { run: () => Promise.resolve({ code: 1, said: 'error\n' }) };
    assert.equal(await problemOf(failing), 'build: error');
  });

  it('makes the folders that are not there, one after the other', async () => {
    const folder = await files.mkdtemp(path.join(tmpdir(), 'alloctrace-folders-'));
    const machine = nodeMachine({ process, files, execFile });
    try {
      const deep = path.posix.join(folder, 'a', 'b', 'c');
      await Promise.all([machine.makeFolder(deep), machine.makeFolder(deep)]);
      await machine.makeFolder(deep);
      const { mode } = await files.stat(deep);
      assert.equal(mode & 0o777, 0o700);
      await files.writeFile(path.join(deep, 'file'), '');
      await assert.rejects(machine.makeFolder(`${deep}/file`), /EEXIST/);
      await assert.rejects(machine.makeFolder(`${deep}/file/d`), /EEXIST|ENOTDIR/);
    } finally {
      await files.rm(folder, { recursive: true });
    }
  });

  it('leaves others in LD_PRELOAD', () => {
    const { LD_PRELOAD } = preloadVariables('/l.so', 'f', {}, '/other.so');
    assert.equal(LD_PRELOAD, '/l.so:/other.so');
  });
});

describe('a recorded program', () => {
  it('names its trace', () => {
    assert.equal(traceNameOf('/usr/bin/git'), 'git.alloctrace');
    assert.equal(traceNameOf('./a b;c'), 'a_b_c.alloctrace');
    assert.equal(traceNameOf('/'), 'program.alloctrace');
    assert.equal(traceNameOf('p'.repeat(250)), `${'p'.repeat(200)}.alloctrace`);
  });

  it('has a stamp only where there is a file', async () => {
    assert.equal(await stampOf(machineWith({}), 'f'), undefined);
    const found = { find: () => Promise.resolve({ size: 1, ctimeMs: 5 }) };
    assert.equal(await stampOf(machineWith(found), 'f'), '5');
  });
});

describe('the blanks behind a trace', () => {
  it('are cut off, and nothing that was not read', async () => {
    const cuts: number[] = [];
    const cut = (text: string, size: number) =>
      cutTail(
        machineWith({
          find: () => Promise.resolve({ size, ctimeMs: 5 }),
          read: () => Promise.resolve(new TextEncoder().encode(text)),
          truncate: (_, to) => Promise.resolve(void cuts.push(to)),
        }),
        'f',
      );
    await cut('a 1 8\n   ', 9);
    await cut('a 1 8\n', 6);
    await cut('a 1 8\n   ', 20);
    assert.deepEqual(cuts, [6]);
  });

  it('are nowhere if the file is gone', async () => {
    await cutTail(machineWith({ read: () => Promise.reject(new Error('ENOENT')) }), 'f');
  });
});

describe('the words of a command', () => {
  const cases: readonly [string, string[] | undefined][] = [
    ['', []],
    ['  git   log ', ['git', 'log']],
    [`sh -c 'a "b" \\c'`, ['sh', '-c', 'a "b" \\c']],
    ['a "b \\"c\\" \\d" e\\ f', ['a', 'b "c" \\d', 'e f']],
    [`a '' ""`, ['a', '', '']],
    [`a'b'"c"`, ['abc']],
    [`a 'b`, undefined],
    ['a "b', undefined],
    ['a\\', ['a\\']],
  ];
  for (const [line, words] of cases) {
    it(JSON.stringify(line), () => assert.deepEqual(wordsOf(line), words));
  }
});
