import assert from 'node:assert/strict';
import { check } from './check';
import { importText, problemLines } from './imported';

function record(size: number, address: string): string {
  return `${size} bytes (@ 0x3ffaf${address}) allocated CPU 0 ccount 0x2e9b7384 caller 0x1:0x2`;
}

describe('importing ESP-IDF logs', () => {
  it('reads a dump: places, frees below and behind, terminal colours', () => {
    const input = [
      '\u001b[0;32mI (308) probe: start\u001b[0m',
      '====== Heap Trace: 3 records (8 capacity) ======',
      '    12 bytes (@ 0x3ffb5800, Internal) allocated CPU 0 ccount 0xe877f00c caller 0x1:0x2',
      '0x1: heap_caps_malloc at /idf/heap_caps.c:84',
      '0x2: app_main at /my project/main.c:41 (discriminator 3)',
      '',
      'freed by 0x3:0x4',
      '0x3: free at /idf/heap.c:40',
      '0x4: app_main at /my project/main.c:50',
      '     6 bytes (@ 0x3ffb5900) allocated CPU 1 ccount 0x00000001 freed',
      '     7 bytes (@ 0x3ffb5a00) allocated CPU 0Guru Meditation Error: Core 0 panicked',
      '     8 bytes (@ 0x3ffb5b00, Internal) allocated CPU 0 ccount 0xe877f00c caller 0x1:',
      '====== Heap Trace Summary ======',
      'CORRUPT HEAP: Bad head at 0x3ffb5800. Expected 0xabba1234 got 0x0',
    ];
    const result = importText(`${input.join('\r\n')}\r\n`);
    assert.equal(result.importer?.id, 'esp-idf');
    assert.equal(
      result.events,
      'alloc 1 12 at="/my project/main.c:41" addr=0x3ffb5800 cpu=0\n' +
        'free 1 at="/my project/main.c:50" addr=0x3ffb5800 cpu=0\n' +
        'alloc 2 6 addr=0x3ffb5900 cpu=1\nfree 2 addr=0x3ffb5900 cpu=1\n' +
        'alloc 3 8 addr=0x3ffb5b00 cpu=0\n',
    );
    assert.deepEqual(
      problemLines(result).map((line) => line.slice(0, 32)),
      ['11:1 The record is cut off: othe', '14:1 The program found its heap '],
    );
  });

  it('tells of a size in the line that has it, though it is read with what follows', () => {
    const most = 2 ** 53 - 1;
    const lines = [record(most, '214'), record(1, '300'), `\u001b[0;32m${record(2, '400')}`, ''];
    const problems = problemLines(importText(lines.join('\n'), 'esp-idf'));
    assert.deepEqual(
      problems.map((line) => line.slice(0, 30)),
      ['2:1 All live blocks together a', '3:1 All live blocks together a'],
    );
  });

  it('leaves out the free of a block that is too large', () => {
    const text = `${record(2 ** 53, '214')}\nfreed by 0x3:0x4\n`;
    const result = importText(text, 'esp-idf');
    assert.equal(result.events, '');
    assert.match(
      problemLines(result).join(),
      /^1:1 The size is above 2\^53 - 1[^,]*, which[^,]*, and so is its free\.$/,
    );
  });

  it('reads the stream of the host, and not the report that repeats it', () =>
    check(
      'esp-idf',
      `
      EVENT[0]: 0.000000000 - core[0].svTraceStart(10), plen 0: []
      [0.002272225] HEAP: Allocated 8 bytes @ 0x3ffaff6c from task "main "x"" on core 0 by:
      /idf/components/heap/heap_caps.c:84
      /home/me/main.c:85

      [0.002307300] HEAP: Freed bytes @ 0x3ffaff6c from interrupt on core 1 by: 0x1:0x2
      [0.002307400] HEAP: Freed bytes @ 0x3ffb0000 from task "main" on core 1 by:
      =============== HEAP TRACE REPORT ===============
      [0.002272225] HEAP: Allocated 8 bytes @ 0x3ffaff6c from task "main" on core 0 by:
      `,
      `
      alloc 1 8 at=/home/me/main.c:85 t=2272225 addr=0x3ffaff6c task="main \\"x\\"" core=0
      free 1 t=2307300 addr=0x3ffaff6c task=interrupt core=1
      free u1 t=2307400 addr=0x3ffb0000 task=main core=1
      `,
    ));
});
