import assert from 'node:assert/strict';
import { check } from './check';
import { importText, problemLines } from './imported';

// Forms in which the same thing is written: by other options, versions and machines.

/** What was read otherwise than it stands, with how often. */
function notes(text: string, format?: string): string[] {
  return importText(text, format).report.notes.map(({ what, count }) => `${count} ${what}`);
}

describe('variants of recordings', () => {
  it('mtrace: with a byte order mark, as programs on Windows write it in front', () => {
    const text = '\xef\xbb\xbf@ ./a:[0x10] + 0x1000 0x10\n@ ./a:[0x10] - 0x1000\n';
    for (const format of [undefined, 'mtrace']) {
      const { events, report } = importText(text, format);
      assert.deepEqual(report.problems, []);
      assert.match(events, /^alloc 1 16 .*\nfree 1 .*\n$/);
    }
    assert.deepEqual(
      problemLines(importText(`\xef\xbb\xbfx ${text}`, 'mtrace'))[0]?.slice(0, 4),
      '1:1 ',
    );
  });

  it('valgrind: new and delete of 32 bits, aligned, nothrow, and as old compilers name them', () =>
    check(
      'valgrind',
      `
      --7-- _Znwj(8) = 0x1000
      --7-- _ZnajRKSt9nothrow_t(9) = 0x1010
      --7-- _ZnwmSt11align_val_tRKSt9nothrow_t(size 64, al 32) = 0x1040
      --7-- __builtin_new(3) = 0x1100
      --7-- __builtin_vec_new(4) = 0x1200
      --7-- _ZdlPvj(0x1000)
      --7-- _ZdaPvRKSt9nothrow_t(0x1010)
      --7-- _ZdlPvmSt11align_val_t(0x1040)
      --7-- __builtin_delete(0x1100)
      --7-- __builtin_vec_delete(0x1200)
      --7-- malloc(1) = 0x1300
      --7-- cfree(0x1300)
      **7** new/new[] failed and should throw an exception, but Valgrind
      `,
      `
      alloc 1 8 addr=0x1000
      alloc 2 9 addr=0x1010
      alloc 3 64 align=32 addr=0x1040
      alloc 4 3 addr=0x1100
      alloc 5 4 addr=0x1200
      free 1 addr=0x1000
      free 2 addr=0x1010
      free 3 addr=0x1040
      free 4 addr=0x1100
      free 5 addr=0x1200
      alloc 6 1 addr=0x1300
      free 6 addr=0x1300
      `,
    ));

  it('ltrace: -ttt, -t, -n, null as older versions print it, C++ names with and without -C', () =>
    check(
      'ltrace',
      `
      1700000000.250000 a->malloc(8)                   = 0x1000
      7 1700000000.250003   a->free(nil)               = <void>
      a->realloc((nil), 12)                            = 0x1100
      libselinux.so.1->malloc(9)                       = 0x1200
      a->_Znwm(72, 1, 1, 1)                            = 0x1300
      a->operator delete[](void*, unsigned long)(0x1300, 72) = <void>
      a->malloc(5)                                     = nil
      `,
      `
      alloc 1 8 t=0 addr=0x1000
      free null tid=7 t=3000
      alloc 2 12 addr=0x1100
      alloc 3 9 addr=0x1200
      alloc 4 72 addr=0x1300
      free 4 addr=0x1300
      mark "malloc(5) failed"
      alloc failed 5 addr=null
      free failed addr=null
      `,
    ));

  it('ltrace: the clock goes on after midnight', () => {
    const result = importText('23:59:59 a->malloc(8) = 0x1000\n00:00:01 a->malloc(8) = 0x1100\n');
    assert.match(result.events, /^alloc 2 8 t=2000000000 /m);
  });

  it('ltrace: a thread that is late at midnight is a little late, not a day early', () => {
    const times = ['23:59:59.90', '00:00:00.10', '23:59:59.95', '00:00:00.20', '12:00:00.00'];
    const calls = times.map((time, i) => `${time} a->malloc(8) = 0x1${i}00\n`);
    const { events } = importText(calls.join(''));
    assert.deepEqual(
      [...events.matchAll(/ t=(\d+) /g)].map(([, t]) => Number(t) / 1e6),
      [0, 200, 50, 300, 43_200_100],
    );
  });

  it('ESP-IDF: every kind of memory, and the heading of older versions', () =>
    check(
      'esp-idf',
      `
      2 allocations trace (100 entry buffer)
      32 bytes (@ 0x3ffaf214) allocated CPU 0 ccount 0x2e9b7384 caller 0x1:0x2
      freed by 0x3:0x4
      8 bytes (@ 0x3ffaf804,    PSRAM) allocated CPU 1 ccount 0x2e9b79c0 caller 0x1:
      9 bytes (@ 0x3ffaf904,   SPIRAM) allocated CPU 1 ccount 0x2e9b79c0 caller 0x1:0x2
      40 bytes 'leaked' in trace (2 allocations)
      total allocations 3 total frees 1
      (NB: Buffer has overflowed, so trace data is incomplete.)
      `,
      `
      alloc 1 32 addr=0x3ffaf214 cpu=0
      free 1 addr=0x3ffaf214 cpu=0
      alloc 2 8 addr=0x3ffaf804 cpu=1
      alloc 3 9 addr=0x3ffaf904 cpu=1
      `,
    ));

  it('malloc lab: totals above 2^53 are told of, not rounded', () => {
    const result = importText('2\n2\na 0 84048675867312144\na 1 187332543356912600\n');
    assert.deepEqual(
      problemLines(result).map((line) => line.slice(0, 26)),
      ['3:1 The size is above 2^53', '4:1 The size is above 2^53'],
    );
    assert.equal(result.totals.liveBytes, 0);
  });

  it('a last line without an end is read, and noted where a number may be cut off', () => {
    const cut = [
      '1 a last line without an end: if the recording was cut off, so may be its last word',
    ];
    assert.deepEqual(notes('--7-- malloc(1) = 0x1300\n--7-- malloc(2) = 0x13'), cut);
    assert.deepEqual(notes('2\n2\na 0 512\na 1 12'), cut);
    assert.deepEqual(notes('2\n2\na 0 512\na 1 12', 'malloc-lab'), cut);
    assert.deepEqual(notes('2\n2\na 0 512\na 1 12\n'), []);
    assert.deepEqual(notes('[\nAlloc(16),\nFree(0)\n]'), []);
    // mtrace ends so only where the program was ended, and says it as a problem.
    assert.deepEqual(notes('= Start\n@ ./a:[0x10] + 0x1000 0x10'), []);
  });

  it('mtrace: what libc frees as the program ends is like any other free', () =>
    check(
      'mtrace',
      `
      = Start
      @ ./a:[0x10] + 0x1000 0x10
      @ /lib64/ld-linux-x86-64.so.2:(_dl_deallocate_tls+0x5a)[0x1234] - 0x1000
      @ /lib/libc.so.6:[0x99] - 0x5000
      `,
      `
      alloc 1 16 addr=0x1000 "a: 0x10"
      free 1 addr=0x1000 "ld-linux-x86-64.so.2: _dl_deallocate_tls+0x5a"
      free u1 addr=0x5000 "libc.so.6: 0x99"
      `,
    ));
});
