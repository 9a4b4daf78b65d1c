import assert from 'node:assert/strict';
import { Import } from '../../../src/trace/importers/import';
import { freeRtos } from '../../../src/trace/importers/freeRtos';
import { patternProblem } from '../../../src/trace/importers/patterns';
import { check, checkResult, trimmed } from './check';
import { importText, type Result } from './imported';

describe('importing logs of Zephyr', () => {
  it('reads the documented lines, whatever the log puts around them', () =>
    check(
      'zephyr',
      `
      *** Booting Zephyr OS build v3.7.0 ***
      heap_listener: alloc 0x20001300 64 heap=0x20000a40
      [00:00:01.500,250] <inf> app: heap_listener: alloc 0x20001400 32
      \u001b[0m[00:00:02.000,000] <inf> app: heap_listener: free 0x20001300 64 heap=0x20000A40\u001b[0m
      heap_listener: resize 0x20003000 0x20004000 heap=0x0
      heap_listener: free (nil) 0
      heap_listener: alloc 0x0 16
      heap_listener: free 0x9 4
      heap_listener: alloc 0x20001500
      heap_listener: alloc 0x10000000000000000 4
      heap_listener: alloc 0x20001500 9007199254740992
      `,
      `
      alloc 1 64 addr=0x20001300 heap=0x20000a40
      alloc 2 32 t=0 addr=0x20001400
      free 1 t=499750000 addr=0x20001300 heap=0x20000a40
      free null
      mark "alloc(16) failed"
      alloc failed 16 addr=null
      free failed addr=null
      free u1 addr=0x9
      ! 9:1 A heap_listener line has
      ! 10:22 The address has more than 64 bits
      ! 11:1 The size is above 2^53 - 1
      `,
    ));

  it('takes an allocation and a free of one address in use as a resize in place', () => {
    const result = importText(
      'heap_listener: alloc 0x1000 64\nheap_listener: alloc 0x1000 32\n' +
        'heap_listener: free 0x1000 64\nheap_listener: alloc 0x1000 16\n' +
        'heap_listener: alloc 0x2000 16\nheap_listener: free 0x1000 16\n',
    );
    checkResult(
      result,
      `
      alloc 1 64 addr=0x1000
      realloc 1 32 addr=0x1000
      free 1 addr=0x1000 "not recorded: the address was given out again"
      alloc 2 16 addr=0x1000
      alloc 3 16 addr=0x2000
      free 2 addr=0x1000
      `,
    );
    assert.deepEqual(result.report.notes, [
      { what: 'pairs of an allocation and a free that are a resize in place', count: 1 },
    ]);
  });
});

/** Imports a log by patterns. */
function byPatterns(input: string, ...patterns: string[]): Result {
  let events = '';
  const reader = new Import((lines) => (events += lines), { importer: freeRtos, patterns });
  reader.push(Buffer.from(`${trimmed(input)}\n`, 'latin1'));
  return { ...reader.finish(), events };
}

describe('importing a log by patterns of a person', () => {
  it('takes one pattern with the operation in it', () =>
    checkResult(
      byPatterns(
        `
        boot
        [12.5] (3) malloc 20001000 64 "net"
        [12.6] (3) malloc 20002000 0x20
        [12.7] (4) free 20001000
        [12.8] (4) reset 20001000
        [12.9] (4) malloc 0 99
        [13.0] (4) free null
        [13.1] (4) malloc zz 5
        `,
        '\\[(?<time>[0-9.]+)\\] \\((?<thread>\\d+)\\) (?<op>\\w+) (?<address>\\w+)(?: (?<size>\\w+))?(?: "(?<label>[^"]*)")?',
      ),
      `
      alloc 1 64 tid=3 t=0 addr=0x20001000 "net"
      alloc 2 32 tid=3 t=100000000 addr=0x20002000
      free 1 tid=4 t=200000000 addr=0x20001000
      mark "alloc(99) failed" tid=4 t=400000000
      alloc failed 99 tid=4 t=400000000 addr=null
      free failed tid=4 t=400000000 addr=null
      free null tid=4 t=500000000
      ! 8:1 The address is no number of 64 bits
      `,
    ));

  it('names neither FreeRTOS nor what it does not know', () => {
    const pattern = '(?<op>\\w+) (?<address>0x\\w+)(?: (?<size>\\w+))?';
    const result = byPatterns('take 0x10 8\ngive 0x10\n', pattern);
    assert.match(result.header, /^meta recorder="log read by a pattern"/m);
    assert.equal(result.events, '');
    const why = 'lines whose op is neither an allocation nor a free, such as "take"';
    assert.deepEqual(result.report.skipped, [{ why, count: 2 }]);
  });

  it('takes a pattern for allocations and one for frees', () => {
    const result = byPatterns(
      'take 0x10 8\ngive 0x10 8\ngive 0x10 8\ntake 0x20\n',
      'take (?<address>\\S+) (?<size>\\d+)',
      'give (?<address>\\S+)',
    );
    checkResult(result, 'alloc 1 8 addr=0x10\nfree 1 addr=0x10\nfree 1 addr=0x10');
    assert.deepEqual(result.report.skipped, [{ why: 'other output', count: 1 }]);
  });

  it('gives a pattern up that takes too long on many lines', () => {
    const line = `${'a'.repeat(1000)}\n`;
    const result = byPatterns(
      line.repeat(50),
      '(?<address>(?:a?){200}b)(?<size>x)',
      '(?<address>(?:a?){200}c)',
    );
    assert.equal(result.report.problemCount, 21);
    assert.match(result.report.problems[0].text, /^The pattern takes too long on this line/);
    assert.deepEqual(result.report.skipped, [
      { why: 'lines after the pattern was given up', count: 29 },
    ]);
  });

  for (const [patterns, column, text] of [
    [[], 0, 'There must be 1 to 8'],
    [['(?<size>x)(?<op>x)'], 0, 'needs a group (?<address>...)'],
    [['(?<address>x)(?<size>x)'], 0, 'needs a group (?<op>...)'],
    [['(?<address>x)(?<op>x)'], 0, 'needs a group (?<size>...)'],
    [['(?<address>x)(?<sise>x)'], 0, 'no meaning for a group "sise"'],
    [['(?<address>x)', 'a(b'], 1, 'has no end'],
    [['x'.repeat(1001)], 0, 'longer than 1000'],
  ] as const) {
    it(`says what is wrong with ${JSON.stringify(patterns).slice(0, 40)}`, () => {
      const problem = patternProblem(patterns);
      assert.equal(problem?.column, column);
      assert(problem.text.includes(text), problem.text);
      assert.equal(problem.pattern, Math.max(0, patterns.length - 1));
    });
  }
});
