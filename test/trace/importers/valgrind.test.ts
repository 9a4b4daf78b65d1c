import { check } from './check';

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
