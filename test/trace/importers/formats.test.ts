import assert from 'node:assert/strict';
import { readTrace } from '../../../src/trace/reader';
import { check } from './check';
import { importText, problemLines } from './imported';

describe('importing mtrace', () => {
  it('keeps address, place and size; names each block by its birth', () =>
    check(
      'mtrace',
      `
      = Start
      @ ./a.out:[0x10] + 0x1000 0x10
      @ /usr/lib/libc.so.6:(strdup+1a)[0x9e9aa] + 0x2000 0
      @ ./a.out:[0x11] - 0x1000
      + 0x1000 0x20
      @ ./a.out:[0x12] < 0x2000
      @ ./a.out:[0x12] > 0x3000 0x30
      @ ./a.out:[0x12] ! 0x3000 0xffffffffffffff9b
      @ [0x13] + (nil) 0x8000000000000004
      = End
      `,
      `
      alloc 1 16 addr=0x1000 "a.out: 0x10"
      alloc 2 0 addr=0x2000 "libc.so.6: strdup+1a"
      free 1 addr=0x1000 "a.out: 0x11"
      alloc 3 32 addr=0x1000
      realloc 2 48 addr=0x3000 "a.out: 0x12"
      mark "realloc(0x3000, 18446744073709551515) failed in a.out: 0x12"
      mark "malloc(9223372036854775812) failed in 0x13"
      `,
    ));

  it('reads from the right, whatever the path holds', () =>
    check(
      'mtrace',
      `
      = Start
      @ a b (x+1)[0x2] - 0xdead:(f+1)[0x3] + 0x1000 0x10
      @ ./a
      b + 0x41414141 0x10:[0x1308] + 0x2000 0x8
      @ ./a:[0x3] - 0x1000 0x10
      @ ./a:[0x3] + 0x1000
      @ ./a:[0x1] + 0x1ffffffffffffffff 0x10
      `,
      `
      alloc 1 16 addr=0x1000 "a b (x+1)[0x2] - 0xdead: f+1"
      ! 3:1 This is no line of mtrace
      ! 4:1 This is no line of mtrace
      ! 5:13 A size has no place here
      ! 6:13 The size is missing
      ! 7:15 The address has more than 64 bits
      `,
    ));

  it('does not call a recorder late what the program did right', () =>
    check(
      'mtrace',
      `
      = Start
      @ ./a:[0x10] + 0x1000 0x10
      @ ./a:[0x10] + 0x1000 0x20
      @ ./a:[0x1] < 0x1000
      @ ./a:[0x1] > 0x9000 0x40
      @ ./a:[0x11] - 0x1000
      @ ./a:[0x11] - 0x7000
      @ ./a:[0x11] - 0x9000
      @ ./a:[0x11] - 0x9000
      `,
      `
      alloc 1 16 addr=0x1000 "a: 0x10"
      free 1 addr=0x1000 "not recorded: the address was given out again"
      alloc 2 32 addr=0x1000 "a: 0x10"
      realloc 2 64 addr=0x9000 "a: 0x1"
      free u1 addr=0x1000 "a: 0x11"
      free u2 addr=0x7000 "a: 0x11"
      free 2 addr=0x9000 "a: 0x11"
      free 2 addr=0x9000 "a: 0x11"
      `,
    ));

  it('keeps addresses above 2^53 apart and leaves sizes above it out, with their frees', () =>
    check(
      'mtrace',
      `
      = Start
      @ ./a:[0x1] + 0x20000000000001 0x20000000000001
      @ ./a:[0x1] + 0x20000000000002 0x10
      @ ./a:[0x2] - 0x20000000000001
      @ ./a:[0x2] - 0x20000000000002
      `,
      `
      alloc 1 16 address=0x20000000000002 "a: 0x1"
      free 1 address=0x20000000000002 "a: 0x2"
      ! 2:1 The size is above 2^53 - 1
      `,
    ));

  it('reports halves of a realloc, holes and a last line without an end', () => {
    const input =
      '= Start\n@ a:[0x1] < 0x1000\n@ a:[0x1] + 0x2000 0x8\n@ a:[0x1] > 0x3000 0x8\n' +
      '\0\0\0@ a:[0x1] - 0x2000\n@ a:[0x1] - 0x2000\n@ a:[0x1] - 0x2';
    const result = importText(input);
    assert.deepEqual(
      problemLines(result).map((line) => line.slice(0, 40)),
      [
        '2:1 The second half of this realloc, the',
        '4:1 The first half of this realloc, the l',
        '5:1 The line has NUL bytes: another proce',
        '7:1 The last line has no end. If the recor',
      ].map((line) => line.slice(0, 40)),
    );
    assert.equal(result.totals.free, 1);
    assert.match(result.header, /^meta .*capture=midway$/m);
  });
});

describe('importing malloc-lab traces', () => {
  it('keeps ids, whatever the header', () => {
    const operations = 'a 0 16\nr 0 40\nf 0\na 0 8\nf -1\n';
    const events = 'alloc 0 16\nrealloc 0 40\nfree 0\nalloc 0 8\nfree null\n';
    for (const header of ['2\n5', '1\n2\n5\n1', '20000\n1\n5\n39837156', '0 \n 1\n5\n\n1']) {
      const result = importText(`${header}\n${operations}`.replaceAll('\n', '  \r\n'));
      assert.equal(result.importer?.id, 'malloc-lab');
      assert.equal(result.events, events);
      assert.deepEqual(problemLines(result), []);
    }
  });

  it('takes the thread in front, and finds what is wrong', () =>
    check(
      'malloc-lab',
      `
      2
      7
      0 a 0 16
      1 a 1 16
      0 a 0 32
      1 f 7
      0 a 2 -5
      a 3 84048675867312144
      f 3
      x 3
      a x 1
      a 5
      f 1 5
      `,
      `
      alloc 0 16 tid=0
      alloc 1 16 tid=1
      alloc 0 32 tid=0
      free 7 tid=1
      ! 7:7 The size is not a whole number
      ! 8:1 The size is above 2^53 - 1
      ! 10:1 This is no operation
      ! 11:3 The id is not a whole number
      ! 12:4 The size is missing
      ! 13:5 A size has no place here
      ! 2:1 The header says 7 operations; there are 11
      `,
    ));

  it('never lets a sum round', () => {
    const result = importText('2\n3\na 0 9007199254740990\na 1 1\na 2 1\n');
    assert.deepEqual(
      problemLines(result).map((line) => line.slice(0, 30)),
      ['5:1 All live blocks together a'],
    );
    assert.equal(result.totals.liveBytes, Number.MAX_SAFE_INTEGER);
  });
});

describe('importing valgrind --trace-malloc', () => {
  it('reads calls, results that come late, and calls that others carry out', () =>
    check(
      'valgrind',
      `
      ==7== Memcheck, a memory error detector
      --7-- malloc(10) = 0x4A42040
      --7-- calloc(3,5) = 0x4A42080
      --7-- realloc(0x0,10)malloc(10) = 0x4A420D0
      --7-- realloc(0x4A420D0,20) = 0x4A42120
      --7-- realloc(0x4A42120,0)free(0x4A42120)
      --7--  = 0
      --7-- free(0x0)
      --7-- malloc(9223372036854775812)Argument 'size' of function malloc has a fishy value: -4
      ==7==    at 0x48417B4: malloc
      --7--  = 0x0
      --7-- calloc(9223372036854775807,4)realloc(0x4A42080,30) = 0x4A43000
      --7-- memalign(al 64, size 100) = 0x4A44000
      --7-- _ZnwmSt11align_val_t(size 64, al 64) = 0x4A45000
      --7-- _Znwm(7) = 0x4A46000
      --7-- _ZdlPvm(0x4A46000)
      --7-- malloc_usable_size(0x4A44000) = 104
      --7-- free(0x4A42040)
      --7-- free(0x4A42040)
      `,
      `
      alloc 1 10 addr=0x4a42040
      calloc 2 15 addr=0x4a42080
      alloc 3 10 addr=0x4a420d0
      realloc 3 20 addr=0x4a42120
      free 3 addr=0x4a42120
      free null
      mark "malloc(9223372036854775812) failed"
      mark "calloc(9223372036854775807, 4) failed"
      realloc 2 30 addr=0x4a43000
      alloc 4 100 align=64 addr=0x4a44000
      alloc 5 64 align=64 addr=0x4a45000
      alloc 6 7 addr=0x4a46000
      free 6 addr=0x4a46000
      free 1 addr=0x4a42040
      free 1 addr=0x4a42040
      `,
    ));

  it('finds what is wrong', () =>
    check(
      'valgrind',
      `
      --7-- malloc(10) = 0x1000
      something else
      --7-- malloc(10) = 0x11111111111111111
      --7--  = 0x2000
      --7-- strange(0x1) = 0x5
      `,
      `
      alloc 1 10 addr=0x1000
      ! 2:1 This is no line of valgrind
      ! 3:1 The address has more than 64 bits
      ! 4:7 This result belongs to no call
      ! 5:7 This call is none that is known here
      `,
    ));
});

describe('importing ltrace', () => {
  it('reads prefixes, halves and results; leaves out what is inside libc', () =>
    check(
      'ltrace',
      `
      a->malloc(8)                                     = 0x1000
      5 21:12:34.500000 [0x56244a8f1308] a->calloc(3, 5) = 0x2000
      [pid 6] 21:12:35.000001 malloc(16 <unfinished ...>
      5 21:12:35.000002 realloc(0x2000, 20)            = 0x2100
      6 <... malloc resumed> )                         = 0x3000
      libc.so.6->realloc(0x7fb3b31b21b4, 5)            = 0x5
      printf("%p", 0)                                  = 6
      a->realloc(0, 10)                                = 0x4000
      a->realloc(0x4000, 0)                            = 0
      a->malloc(9223372036854775812)                   = 0
      a->memalign(64, 100, 0, 0)                       = 0x5000
      a->posix_memalign(0x7ffc98aac388, 4096, 10, 15)  = 0
      operator new(unsigned long)(72, 1, 1, 1)         = 0x6000
      operator delete(void*)(0x6000, 1, 1, 1)          = <void>
      a->free(0)                                       = <void>
      a->free(0x1000 <unfinished ...>
      a->malloc(9)                                     = 0x1000
      <... free resumed> )                             = <void>
      a->free(0x5000 <no return ...>
      --- SIGABRT (Aborted) ---
      +++ killed by SIGABRT +++
      `,
      `
      alloc 1 8 addr=0x1000
      calloc 2 15 tid=5 t=0 addr=0x2000 "0x56244a8f1308"
      realloc 2 20 tid=5 t=500002000 addr=0x2100
      alloc 3 16 tid=6 t=500001000 addr=0x3000
      alloc 4 10 addr=0x4000
      free 4 addr=0x4000
      mark "malloc(9223372036854775812) failed"
      alloc 5 100 align=64 addr=0x5000
      alloc 6 72 addr=0x6000
      free 6 addr=0x6000
      free null
      free 1 addr=0x1000
      alloc 7 9 addr=0x1000
      free 5 addr=0x5000
      `,
    ));

  it('finds what is wrong', () =>
    check(
      'ltrace',
      `
      a->malloc(8)                                     = 0x1000
      a->free(0x1000free(): double free detected in tcache 2
       <no return ...>
      1 malloc(5 <unfinished ...>
      2 <... calloc resumed> )                         = 0x2000
      a->malloc(x)                                     = 0x1000
      `,
      `
      alloc 1 8 addr=0x1000
      ! 2:1 The call has no result
      ! 3:2 This is no line of ltrace
      ! 6:1 The arguments or the result are no numbers
      ! 4:1 The second half of this call is missing
      `,
    ));
});

describe('importing ltrace -x', () => {
  it('reads calls where they arrive, and those inside others once', () => {
    const result = importText(
      `malloc@libc.so.6(10)                             = 0x1000
realloc@libc.so.6(0x1000, 0 <unfinished ...>
free@libc.so.6(0x1000)                           = <void>
<... realloc resumed> )                          = 0
realloc@libc.so.6(0, 27 <unfinished ...>
malloc@libc.so.6(27)                             = 0x2000
<... realloc resumed> )                          = 0x2000
n->realloc(0x2000, 40 <unfinished ...>
realloc@libc.so.6(0x2000, 40 <unfinished ...>
free@libc.so.6(0x2000)                           = <void>
<... realloc resumed> )                          = 0x3000
<... realloc resumed> )                          = 0x3000
@villoc(after) = <void>
free@libc.so.6(0x3000)                           = <void>
`,
    );
    assert.equal(result.importer?.id, 'ltrace');
    assert.equal(
      result.events,
      'alloc 1 10 addr=0x1000\nfree 1 addr=0x1000\nalloc 2 27 addr=0x2000\n' +
        'realloc 2 40 addr=0x3000\nfree 2 addr=0x3000\n',
    );
    assert.deepEqual(problemLines(result), []);
    assert.deepEqual(result.report.skipped, [
      { why: 'calls inside another one, which does the same', count: 5 },
      { why: 'first halves of calls', count: 3 },
      { why: 'calls of other functions', count: 1 },
    ]);
  });
});

describe('importing ltrace -x, where the end of a call is lost', () => {
  it('goes on after some calls', () => {
    const result = importText(
      `5 realloc@libc.so.6(0, 27 <unfinished ...>\n${'5 malloc@libc.so.6(8) = 0x1000\n5 free@libc.so.6(0x1000) = <void>\n'.repeat(10)}`,
    );
    assert.deepEqual([result.totals.alloc, result.totals.free], [6, 6]);
    assert.match(problemLines(result).join(), /^1:1 The second half of this call is missing/);
  });
});

describe('importing heaptrack', () => {
  const MODULES = 'm 1 -\nm 1 x 1000 0 100\nm c /lib/libc.so 2000 0 100 400 50\n';

  it('says when, and which file the call came from', () => {
    const input =
      `v 10400 3\nx 6 /bin/a\nX /bin/a b\nI 1000 5\n${MODULES}t 1010 0\nt 2410 1\n` +
      'c a\n+ 10 1 5000\n+ ff 2 6000\nc b\n- 5000\nR 5\n# comment\n+ 8 9 7000\n';
    const result = importText(input);
    assert.equal(result.importer?.id, 'heaptrack');
    assert.deepEqual(problemLines(result), []);
    assert.equal(
      result.events,
      'alloc 1 16 t=10000000 addr=0x5000 "a+0x10"\n' +
        'alloc 2 255 t=10000000 addr=0x6000 "libc.so+0x410"\n' +
        'free 1 t=11000000 addr=0x5000\n' +
        'alloc 3 8 t=11000000 addr=0x7000\n',
    );
  });

  it('knows names without lengths, and that it was attached', () => {
    const result = importText(
      'v 10100 2\nx /bin/a\nA\nm x 1000 0 100\nt 1010 0\n+ 10 1 50\n- 60\n',
    );
    assert.equal(result.events, 'alloc 1 16 addr=0x50 "a+0x10"\nfree u1 addr=0x60\n');
    assert.match(result.header, /^meta recorder=heaptrack source=test capture=midway$/m);
    assert.deepEqual(problemLines(result), []);
  });

  it('finds what is wrong', () =>
    check(
      'heaptrack',
      `
      v 10400 3
      x ffffffff /bin/x
      + 10 1 1000
      + 10 1
      - zz
      + 20000000000000 1 2000
      t 1
      + 10 1 11111111111111111
      `,
      `
      alloc 1 16 addr=0x1000
      ! 2:3 The string is shorter
      ! 4:1 An allocation has a size
      ! 5:1 A free has an address
      ! 6:1 The size is above 2^53 - 1
      ! 7:1 A call site has two numbers
      ! 8:8 The address has more than 64 bits
      `,
    ));

  it('refuses newer files by name', () => {
    const newer = importText('v 20000 63\n+ 10 1 1000\n');
    assert.match(problemLines(newer).join(), /^1:1 The file has version 99\. Versions up to 3/);
    assert.equal(newer.events, '');
  });
});

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

describe('importing other formats', () => {
  it('reads the pattern that FreeRTOS users print most', () =>
    check(
      'freertos',
      `
      boot
      traceMALLOC: 0x20001234 [64]
      I (9308) heap: traceMALLOC: 0x20001300 [16]
      traceFREE: 0x20001234 [64]
      traceMALLOC: 0x00000000 [0]
      traceMALLOC: 0x00000000 [99]
      traceMALLOC: x [99]
      traceMALLOC: 0x5
      traceFREE: 0x20009999
      `,
      `
      alloc 1 64 addr=0x20001234
      alloc 2 16 addr=0x20001300
      free 1 addr=0x20001234
      mark "pvPortMalloc failed"
      mark "pvPortMalloc(99) failed"
      free u1 addr=0x20009999
      ! 7:1 The address is no number of 64 bits
      ! 8:1 The size in brackets is missing
      `,
    ));

  it('reads wee_alloc, which counts allocations', () =>
    check(
      'wee-alloc',
      `
      [
        Alloc(16),
        Alloc(32),
        Alloc(x),
        Alloc(64),
        Free(3),
        Free(9),
      ]
      `,
      `
      alloc 0 16
      alloc 1 32
      alloc 3 64
      free 3
      free 9
      ! 4:1 This is no event
      `,
    ));

  it('reads JSON lines, exact beyond what JSON numbers hold', () =>
    check(
      'json-lines',
      `
      [{"type":"alloc","address":4096,"size":16,"tag":"x"},
      {"type": "alloc", "address": "0x20000000000001", "size": 8},
      {"type":"alloc","address":9007199254740994,"size":9}
      {"type":"free","tag":"realloc","address":4096},
      {"type":"mark"}
      {"type":"alloc","address":1,"size":9007199254740993}
      {"type":"alloc","address":-1,"size":1}
      {"type":"alloc","address":2,"size":1.5}
      {"type":"alloc","address":0,"size":7}
      {"type":"free","address":9007199254740994}
      {]
      `,
      `
      alloc 1 16 addr=0x1000 "x"
      alloc 2 8 address=0x20000000000001
      alloc 3 9 address=0x20000000000002
      free 1 addr=0x1000 "realloc"
      mark "malloc(7) failed"
      free 3 address=0x20000000000002
      ! 6:1 The size is above 2^53 - 1
      ! 7:1 The address is no whole number of 64 bits
      ! 8:1 The size is no whole number
      ! 11:1 This is no JSON object
      `,
    ));
});

describe('importing lines that are made to take long', () => {
  const long: [string, string, string][] = [
    ['mtrace', '= Start\n', '@ a:(b+1)[0x1] + 0x'],
    ['esp-idf', '', '[0.1] HEAP: Freed bytes @ 0x1 from '],
    ['esp-idf', '0x1: ', 'a at b:1'],
    ['valgrind', '--1-- calloc(1', '0'],
    ['valgrind', '--1-- ', 'malloc(5)'],
    ['ltrace', 'calloc(1', '0'],
    ['ltrace', '', 'a->free(0x1) = '],
    ['malloc-lab', '1', '0'],
    ['malloc-lab', 'a 1', ' \t'],
    ['heaptrack', '+ 1', '0'],
    ['heaptrack', 'm 1 x 0', ' 1'],
    ['freertos', 'traceMALLOC: 0x0 [1', '0'],
    ['wee-alloc', 'Free(1', '0'],
    ['json-lines', '{"address":0,"size":1', '0'],
    ['json-lines', '{', '} '],
  ];
  for (const [format, head, piece] of long) {
    it(`ends soon, and the trace can be read: ${format}, ${head}${piece}...`, () => {
      const line = head + piece.repeat(2 ** 19 / piece.length);
      const result = importText(`${line}\n${line}) = 0\n`, format);
      assert.equal(readTrace(Buffer.from(result.header + result.events)).problemCount, 0);
    });
  }
});
