import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { countsOf, FIXTURES, folderOfTests, isInstalled, marksOf, MEDIA } from './recorded';
import { readRecorded, runProgram } from './recorded';

describe('the recorder for Rust', function rust() {
  if (!isInstalled('rustc')) {
    it.skip('is not compiled here: there is no rustc');
    return;
  }
  const folder = folderOfTests();
  const compile = (source: string, ...options: string[]) => {
    copyFileSync(path.join(FIXTURES, source), path.join(folder, source));
    const args = ['--edition', '2021', '-D', 'warnings', ...options, source];
    const { status, stderr } = runProgram('rustc', args, { cwd: folder });
    assert.equal(status, 0, stderr);
  };
  before(() => copyFileSync(`${MEDIA}/alloctrace.rs`, path.join(folder, 'alloctrace.rs')));

  it('records threads in the order of effects, up to an abort', () => {
    compile('threads.rs');
    const env = { ALLOCTRACE_FILE: 'threads.alloctrace' };
    const { signal, stdout } = runProgram(path.join(folder, 'threads'), [], { cwd: folder, env });
    assert.equal(signal, 'SIGABRT');
    assert(Number(stdout) > 0);
    const trace = readRecorded(readFileSync(path.join(folder, 'threads.alloctrace')));
    assert.deepEqual(marksOf(trace), ['threads  begin  ', 'the end']);
    const { threads, ...counts } = countsOf(trace);
    assert.equal(threads, 9);
    assert(counts.alloc + counts.calloc > 8 * 400);
    assert(counts.realloc > 0 && counts.free > 8 * 300);
    const aligned = trace.kind.findIndex((_, event) => trace.alignOf(event) === 256);
    assert.match(trace.lineText(aligned), /^calloc 0x[0-9a-f]+ 1000 align=256 tid=1 t=\d+ addr=0x/);
    // Four blocks of 1 MiB: twice that is the least that a heap may have.
    assert.equal(trace.heap?.size, 16 * 2 ** 20);
  });

  it('writes into no file of a program that closes all that it does not know', () => {
    compile('closing.rs');
    const { status, stdout, stderr } = runProgram(path.join(folder, 'closing'), [], {
      cwd: folder,
    });
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '4\n'.repeat(9));
    const trace = readRecorded(readFileSync(path.join(folder, 'program.alloctrace')));
    assert.deepEqual(marksOf(trace), ['before']);
  });

  it('needs no std', () => {
    compile('bareMetal.rs', '--crate-type', 'lib', '--emit', 'metadata', '-C', 'panic=abort');
  });
});
