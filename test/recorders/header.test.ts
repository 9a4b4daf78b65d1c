import assert from 'node:assert/strict';
import { readTrace } from '../../src/trace/reader';
import { replayed } from '../replay/replayed';
import { compile, needsCompiler, outputOf } from './compiled';
import { unexpectedFaults } from './recorded';

/** A trace with small numbers for addresses, in the order in which they come. */
function named(text: string): string {
  const names = new Map<string, string>();
  return text
    .replaceAll(/0x[0-9a-f]+/g, (address) => {
      const name = names.get(address) ?? `b${names.size + 1}`;
      names.set(address, name);
      return name;
    })
    .replace(/^.*\n.*\n/, '');
}

/** Reads what a program prints: no problem, and no fault but those of the program. */
function check(text: string, expected: string): void {
  const trace = readTrace(new TextEncoder().encode(text));
  assert.equal(trace.problemCount, 0, text);
  assert.deepEqual(unexpectedFaults(replayed(trace, { size: 2 ** 20 })), [], text);
  assert.equal(named(text), expected);
}

describe('alloctrace.h', function () {
  before(function () {
    needsCompiler(this, 'cc', false);
  });

  it('prints what it is told, as C99', () => {
    check(
      outputOf(compile('cc', 'plain.c', '-std=c99', '-pedantic')),
      `heap size=64KiB

a b1 64 t=7
c b2 100 t=7
a b3 10 align=32 t=7
r b1 b4 200 t=7
r null b5 5 t=7
f b5 t=7
m "an allocation of 1000000 bytes failed" t=7
a failed 1000000 t=7
f failed t=7
m "an allocation of 2000000 bytes failed" t=7
a failed 2000000 t=7
f failed t=7
m "a \\"mark\\" \\\\ with all" t=7
f b2 t=7
f null t=7
f b3 t=7
f b4 t=7
`,
    );
  });

  it('hooks FreeRTOS, ESP-IDF, Zephyr and newlib', () => {
    check(
      outputOf(compile('cc', 'presets.c', '-std=c99', '-pedantic')),
      `
m "FreeRTOS" tid=3
a b1 24 tid=3
f b1 tid=3
m "an allocation of 100 bytes failed" tid=3
a failed 100 tid=3
f failed tid=3
m "ESP-IDF" tid=3
a b2 10 tid=3
f b2 tid=3
m "Zephyr" tid=3
a b3 20 tid=3
f b3 tid=3
m "newlib" tid=3
a b4 8 tid=3
a b5 7 tid=3
f b5 tid=3
r b4 b6 9 tid=3
f b6 tid=3
c b7 10 tid=3
f b7 tid=3
a b8 11 align=32 tid=3
f b8 tid=3
`,
    );
  });

  it('wraps malloc and its family', function () {
    // The linker's option is that of GNU, LLVM and others, but not of Apple.
    needsCompiler(this);
    const names = ['malloc', 'calloc', 'realloc', 'free', 'memalign', 'aligned_alloc'];
    const wrap = `-Wl,${names.map((name) => `--wrap=${name}`).join(',')}`;
    const text = outputOf(compile('cc', 'wrapped.c', '-fno-builtin', wrap));
    const trace = readTrace(new TextEncoder().encode(text));
    assert.equal(trace.problemCount, 0, text);
    assert.deepEqual(
      text
        .trim()
        .split('\n')
        .slice(3)
        .map((line) => line.replaceAll(/ 0x\w+/g, '')),
      ['a 10', 'c 21', 'r 5000', 'a 100 align=64', 'f', 'f', 'a 256 align=128', 'f', 'f null', 'f'],
    );
  });

  const standards = [
    { standard: 'c++11', wide: [] },
    { standard: 'c++20', wide: ['a 64 align=64', 'a 192 align=64', 'f', 'f'] },
  ];
  for (const { standard, wide } of standards) {
    it(`replaces operator new and delete, as ${standard}`, function () {
      needsCompiler(this, 'c++', false);
      const program = compile('c++', 'operators.cc', `-std=${standard}`, '-pedantic');
      const text = outputOf(program).replace('9223372036854765807', 'TOO MANY');
      assert.deepEqual(
        text
          .trim()
          .split('\n')
          .slice(3)
          .map((line) => line.replaceAll(/ 0x\w+/g, '')),
        [
          'a 4',
          'a 40',
          'a 8',
          'f',
          'f',
          'f',
          ...wide,
          'm "an allocation of TOO MANY bytes failed"',
          'm "caught"',
        ],
      );
    });
  }
});
