import { checkReport } from './shown';

describe('what is said of an allocation', () => {
  it('with padding and rounding, of a block that is split', () =>
    checkReport(
      ['heap size=1KiB', 'alloc a 100'],
      `
[done] Allocated 100 bytes at 0x10000020.
1 free block looked at; the first that fits was taken and split.
The block 0x10000000 keeps 120 of its 1,008 bytes; 0x10000088 is a new free block of 872 bytes in its place in the list.
  1. 1008: fits 120 with 8 padding *
  raw user address = block 0x10000000 + header 16 + back pointer 8 = 0x10000018
  user address = 0x10000018 rounded up to a multiple of 16 = 0x10000020, so padding 8
  needed = back pointer 8 + padding 8 + size 100 = 116
  rounded up to a multiple of 8 = 120, so tail 4
  left over = free block 1,008 − needed 120 = 888
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  new free block = left over 888 − header 16 = 872
touched: allocated 0+136, remainder 136+888
`,
    ));

  it('too little for a block of its own stays as tail', () =>
    checkReport(
      ['heap size=1KiB align=8', 'alloc a 104', 'alloc g 8', 'free a', 'alloc b 73'],
      `
[done] Allocated 73 bytes at 0x10000018.
1 free block looked at; the first that fits was taken whole.
31 bytes beyond the 81 needed stay in the block as its tail: fewer than 32 cannot become a block of their own.
  1. 112: fits 88 *
  raw user address = block 0x10000000 + header 16 + back pointer 8 = 0x10000018
  user address = 0x10000018, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 73 = 81
  rounded up to a multiple of 8 = 88, so tail 7
  left over = free block 112 − needed 88 = 24
  fewer than 32 (header 16, its alignment 8, one pointer 8): it stays in the block
  tail = rounding 7 + left over 24 = 31
touched: allocated 0+128
`,
    ));

  it('padding counts as needed', () =>
    checkReport(
      ['heap size=1KiB align=8', 'alloc a 104', 'alloc g 8', 'free a', 'alloc b 73 align=16'],
      `
[done] Allocated 73 bytes at 0x10000020.
1 free block looked at; the first that fits was taken whole.
23 bytes beyond the 89 needed (padding included) stay in the block as its tail: fewer than 32 cannot become a block of their own.
  1. 112: fits 96 with 8 padding *
  raw user address = block 0x10000000 + header 16 + back pointer 8 = 0x10000018
  user address = 0x10000018 rounded up to a multiple of 16 = 0x10000020, so padding 8
  needed = back pointer 8 + padding 8 + size 73 = 89
  rounded up to a multiple of 8 = 96, so tail 7
  left over = free block 112 − needed 96 = 16
  fewer than 32 (header 16, its alignment 8, one pointer 8): it stays in the block
  tail = rounding 7 + left over 16 = 23
touched: allocated 0+128
`,
    ));

  it('an exact fit', () =>
    checkReport(
      ['heap size=160 align=8', 'alloc a 136'],
      `
[done] Allocated 136 bytes at 0x10000018.
1 free block looked at; the first that fits was taken whole.
Nothing is left over: it fits exactly.
  1. 144: fits 144 *
  raw user address = block 0x10000000 + header 16 + back pointer 8 = 0x10000018
  user address = 0x10000018, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 136 = 144
  left over = free block 144 − needed 144 = 0
touched: allocated 0+160
`,
    ));

  it('the reference layout loses bytes', () =>
    checkReport(
      ['heap size=1KiB layout=reference align=8', 'alloc a 99'],
      `
[done] Allocated 99 bytes at 0x10000018.
1 free block looked at; the first that fits was taken and split.
The block 0x10000000 keeps 107 of its 1,008 bytes; 0x10000080 is a new free block of 880 bytes in its place in the list.
5 bytes (0x1000007b to 0x1000007f) between the two belong to neither block and are lost for ever. That prevents a merge: even when both are free, 0x10000000 ends before the gap and 0x10000080 begins after it, and only blocks that touch coalesce.
  1. 1008: fits 107 *
  raw user address = block 0x10000000 + header 16 + back pointer 8 = 0x10000018
  user address = 0x10000018, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 99 = 107
  taken as it is: the reference layout does not round
  left over = free block 1,008 − needed 107 = 901
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  its header = 0x1000007b rounded up to a multiple of 8 = 0x10000080, so lost 5
  new free block = left over 901 − lost 5 − header 16 = 880
touched: allocated 0+123, remainder 128+896
`,
    ));

  it('one lost byte', () =>
    checkReport(
      ['heap size=1KiB layout=reference align=8', 'alloc a 103'],
      `
[done] Allocated 103 bytes at 0x10000018.
1 free block looked at; the first that fits was taken and split.
The block 0x10000000 keeps 111 of its 1,008 bytes; 0x10000080 is a new free block of 880 bytes in its place in the list.
1 byte (0x1000007f) between the two belongs to neither block and is lost for ever. That prevents a merge: even when both are free, 0x10000000 ends before the gap and 0x10000080 begins after it, and only blocks that touch coalesce.
  1. 1008: fits 111 *
  raw user address = block 0x10000000 + header 16 + back pointer 8 = 0x10000018
  user address = 0x10000018, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 103 = 111
  taken as it is: the reference layout does not round
  left over = free block 1,008 − needed 111 = 897
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  its header = 0x1000007f rounded up to a multiple of 8 = 0x10000080, so lost 1
  new free block = left over 897 − lost 1 − header 16 = 880
touched: allocated 0+127, remainder 128+896
`,
    ));

  it('a block that only the padding makes too small', () =>
    checkReport(
      ['heap size=1KiB align=8', 'alloc a 56', 'alloc g 8', 'free a', 'alloc b 24 align=64'],
      `
[done] Allocated 24 bytes at 0x100000c0.
2 free blocks looked at; the first that fits was taken and split.
The block 0x10000070 keeps 88 of its 896 bytes; 0x100000d8 is a new free block of 792 bytes in its place in the list.
  1. 64: too small by 8: 40 padding
  2. 896: fits 88 with 56 padding *
  raw user address = block 0x10000070 + header 16 + back pointer 8 = 0x10000088
  user address = 0x10000088 rounded up to a multiple of 64 = 0x100000c0, so padding 56
  needed = back pointer 8 + padding 56 + size 24 = 88
  left over = free block 896 − needed 88 = 808
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  new free block = left over 808 − header 16 = 792
touched: visited 0+80, allocated 112+104, remainder 216+808
`,
    ));

  it('best fit', () =>
    checkReport(
      [
        'heap size=1KiB align=8 policy=best-fit',
        'alloc a 104',
        'alloc g 8',
        'free a',
        'alloc b 40',
      ],
      `
[done] Allocated 40 bytes at 0x10000018.
2 free blocks looked at; the smallest that fits was taken and split.
The block 0x10000000 keeps 48 of its 112 bytes; 0x10000040 is a new free block of 48 bytes in its place in the list.
  1. 112: fits 48 *
  2. 848: fits 48, not chosen
  raw user address = block 0x10000000 + header 16 + back pointer 8 = 0x10000018
  user address = 0x10000018, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 40 = 48
  left over = free block 112 − needed 48 = 64
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  new free block = left over 64 − header 16 = 48
touched: visited 160+864, allocated 0+64, remainder 64+64
`,
    ));

  it('worst fit', () =>
    checkReport(
      [
        'heap size=1KiB align=8 policy=worst-fit',
        'alloc a 104',
        'alloc g 8',
        'free a',
        'alloc b 40',
      ],
      `
[done] Allocated 40 bytes at 0x100000b8.
2 free blocks looked at; the largest that fits was taken and split.
The block 0x100000a0 keeps 48 of its 848 bytes; 0x100000e0 is a new free block of 784 bytes in its place in the list.
  1. 112: fits 48, not chosen
  2. 848: fits 48 *
  raw user address = block 0x100000a0 + header 16 + back pointer 8 = 0x100000b8
  user address = 0x100000b8, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 40 = 48
  left over = free block 848 − needed 48 = 800
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  new free block = left over 800 − header 16 = 784
touched: visited 0+128, allocated 160+64, remainder 224+800
`,
    ));

  it('next fit', () =>
    checkReport(
      [
        'heap size=1KiB align=8 policy=next-fit',
        'alloc a 104',
        'alloc g 8',
        'free a',
        'alloc b 40',
      ],
      `
[done] Allocated 40 bytes at 0x100000b8.
1 free block looked at; the first that fits from the roving pointer on was taken and split.
The block 0x100000a0 keeps 48 of its 848 bytes; 0x100000e0 is a new free block of 784 bytes in its place in the list.
  1. 848: fits 48 *
  raw user address = block 0x100000a0 + header 16 + back pointer 8 = 0x100000b8
  user address = 0x100000b8, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 40 = 48
  left over = free block 848 − needed 48 = 800
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  new free block = left over 800 − header 16 = 784
touched: allocated 160+64, remainder 224+800
`,
    ));

  it('fails: fragmentation', () =>
    checkReport(
      [
        'heap size=512 align=8',
        'alloc a 104',
        'alloc b 104',
        'alloc c 104',
        'alloc d 104',
        'free a',
        'free c',
        'alloc e 200',
      ],
      `
[failed] Out of memory: no free block holds 200 bytes. The result is null.
224 bytes are free, in 2 blocks; the largest has 112, and 208 are needed in one piece.
This is external fragmentation: live blocks lie between the free ones, so they cannot merge.
The closest is 0x10000000, which lacks 96 bytes.
  1. 112: too small by 96
  2. 112: too small by 96
touched: visited 0+128, visited 256+128
`,
    ));

  it('fails: lost bytes lie between', () =>
    checkReport(
      ['heap size=256 align=8 layout=reference', 'alloc a 97', 'free a', 'alloc b 150'],
      `
[failed] Out of memory: no free block holds 150 bytes. The result is null.
217 bytes are free, in 2 blocks; the largest has 112, and 158 are needed in one piece.
This is external fragmentation: lost bytes lie between the free ones, so they cannot merge.
The closest is 0x10000080, which lacks 46 bytes.
  1. 105: too small by 53
  2. 112: too small by 46
touched: visited 0+121, visited 128+128
`,
    ));

  it('fails: too little is free in all', () =>
    checkReport(
      ['heap size=256 align=8', 'alloc a 300'],
      `
[failed] Out of memory: no free block holds 300 bytes. The result is null.
Only 240 bytes are free in all; 312 are needed (300, a back pointer of 8 and 4 up to a multiple of 8).
The closest is 0x10000000, which lacks 72 bytes.
  1. 240: too small by 72
touched: visited 0+256
`,
    ));

  it('fails: too little is free in all, and nothing is rounded', () =>
    checkReport(
      ['heap size=256 align=8 layout=reference', 'alloc a 300'],
      `
[failed] Out of memory: no free block holds 300 bytes. The result is null.
Only 240 bytes are free in all; 308 are needed (300 and a back pointer of 8).
The closest is 0x10000000, which lacks 68 bytes.
  1. 240: too small by 68
touched: visited 0+256
`,
    ));

  it('fails: nothing is free', () =>
    checkReport(
      ['heap size=256 align=8', 'alloc a 232', 'alloc b 1'],
      `
[failed] Out of memory: no free block holds 1 byte. The result is null.
The free list is empty: not one byte is free.
`,
    ));

  it('fails: padding comes on top', () =>
    checkReport(
      ['heap size=256', 'alloc a 300'],
      `
[failed] Out of memory: no free block holds 300 bytes. The result is null.
Only 240 bytes are free in all; 312 are needed (300, a back pointer of 8 and 4 up to a multiple of 8).
The closest is 0x10000000, which lacks 80 bytes: 320 are needed there, with 8 of padding.
  1. 240: too small by 80
touched: visited 0+256
`,
    ));

  it('fails: only for the padding', () =>
    checkReport(
      ['heap size=256 align=8', 'alloc a 8 align=512'],
      `
[failed] Out of memory: no free block holds 8 bytes. The result is null.
240 bytes are free, in 1 block; the largest has 240, and 16 are needed in one piece, more where padding is needed to align to 512.
The size would fit, but not together with the padding that the alignment takes.
The closest is 0x10000000, which lacks 264 bytes: 504 are needed there, with 488 of padding.
  1. 240: too small by 264: 488 padding
touched: visited 0+256
`,
    ));
});
