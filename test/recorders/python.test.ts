import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { countsOf, FIXTURES, folderOfTests, isInstalled, marksOf, MEDIA } from './recorded';
import { readRecorded, runProgram } from './recorded';

describe('the recorder for Python', () => {
  const missing = ['python3', 'cc'].filter((program) => !isInstalled(program));
  if (missing.length > 0) {
    it.skip(`is not run here: there is no ${missing.join(' and no ')}`);
    return;
  }
  const folder = folderOfTests();
  const run = (args: string[], more: Record<string, string> = {}) => {
    const env = { ALLOCTRACE_FILE: 'python.alloctrace', XDG_CACHE_HOME: folder, ...more };
    return runProgram('python3', args, { cwd: folder, env });
  };
  const trace = () => readRecorded(readFileSync(path.join(folder, 'python.alloctrace')));

  it('records a program with threads and a child process to its very end', () => {
    const program = path.resolve(FIXTURES, 'program.py');
    const { stdout, stderr } = run([path.resolve(MEDIA, 'alloctrace.py'), program, 'x', '-y']);
    assert.match(stdout, /^\['x', '-y'\] \d+\n$/, stderr);
    const recorded = trace();
    assert.deepEqual(marksOf(recorded), ['work "begins"  ']);
    const { threads, ...counts } = countsOf(recorded);
    // The main thread and four others; Python may start one of its own.
    assert(threads >= 5, `${threads} threads`);
    assert(counts.alloc > 1000 && counts.free > 1000 && counts.realloc > 10);
    const large = recorded.kind.findIndex((_, event) => recorded.sizeOf(event) > 3 << 20);
    assert.match(recorded.lineText(large), /addr=0x[0-9a-f]+ py\.domain=obj$/);
    assert.equal(recorded.heap?.size, 8 * 2 ** 20);
  });

  it('records a part, and again, and with every line written at once', () => {
    const program = `
import sys; sys.path.insert(0, ${JSON.stringify(path.resolve(MEDIA))})
import alloctrace
for size in 100, 20000, 30000:
    with alloctrace.recording():
        alloctrace.mark(f"a block of {size}")
        block = bytearray(size)
`;
    const { status, stderr } = run(['-c', program], { ALLOCTRACE_BUFFER: '0' });
    assert.equal(status, 0, stderr);
    const recorded = trace();
    assert.deepEqual(marksOf(recorded), ['a block of 30000']);
    assert(recorded.kind.some((_, event) => recorded.sizeOf(event) === 30_001));
  });

  it('writes into no file of a program that closes all that it does not know', () => {
    const program = `
import os, sys; sys.path.insert(0, ${JSON.stringify(path.resolve(MEDIA))})
import alloctrace
alloctrace.start()
os.closerange(3, 256)
others = [open("other.txt", "w+") for _ in range(9)]
blocks = [bytearray(1000) for _ in range(20000)]
alloctrace.stop()
for other in others:
    other.write("kept")
    other.flush()
    print(os.fstat(other.fileno()).st_size)
`;
    const { status, stdout, stderr } = run(['-c', program]);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '4\n'.repeat(9));
    trace();
  });

  it('leaves the trace of before where there is no such program', () => {
    writeFileSync(path.join(folder, 'python.alloctrace'), 'from before');
    const script = path.resolve(MEDIA, 'alloctrace.py');
    for (const args of [['nowhere.py'], ['-m', 'nowhere'], ['-m']]) {
      const { status, stderr } = run([script, ...args]);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /^(?:alloctrace\.py: there is no program "nowhere(?:\.py)?"|usage: .*)\n$/,
      );
    }
    assert.equal(readFileSync(path.join(folder, 'python.alloctrace'), 'utf8'), 'from before');
  });

  it('says what to do where there is no compiler', () => {
    const script = path.resolve(MEDIA, 'alloctrace.py');
    writeFileSync(path.join(folder, 'nothing.py'), 'pass\n');
    const { status, stderr } = run([script, 'nothing.py'], { CC: 'no-such-compiler -O2' });
    assert.equal(status, 1);
    assert.match(stderr, /no C compiler 'no-such-compiler'.*preload recorder/);
  });
});
