import assert from 'node:assert/strict';
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
