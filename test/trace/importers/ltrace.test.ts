import assert from 'node:assert/strict';
import { check } from './check';
import { importText, problemLines } from './imported';

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
