import { checkReport } from './shown';

describe('what is said of a free', () => {
  it('between two live blocks', () =>
    checkReport(
      [
        'heap size=1KiB align=8',
        'alloc a 104',
        'alloc b 104',
        'alloc c 104',
        'alloc d 104',
        'free b',
      ],
      `
[done] Freed 0x10000098.
The block 0x10000080 of 112 bytes goes to the front of the free list, linked from head.
Forward: not merged, the block 0x10000100 after it is live.
Backward: not merged, the block 0x10000000 before it is live.
touched: freed 128+128
see: allocated on line 4 (4)
`,
    ));

  it('behind another free block in the list', () =>
    checkReport(
      [
        'heap size=1KiB align=8',
        'alloc a 104',
        'alloc b 104',
        'alloc c 104',
        'alloc d 104',
        'free a',
        'free c',
      ],
      `
[done] Freed 0x10000118.
The block 0x10000100 of 112 bytes goes into the free list by its address, linked from 0x10000000.
Forward: not merged, the block 0x10000180 after it is live.
Backward: not merged, the block 0x10000080 before it is live.
touched: freed 256+128
see: allocated on line 5 (5)
`,
    ));

  it('forward', () =>
    checkReport(
      [
        'heap size=1KiB align=8',
        'alloc a 104',
        'alloc b 104',
        'alloc c 104',
        'alloc d 104',
        'free d',
      ],
      `
[done] Freed 0x10000198.
The block 0x10000180 of 112 bytes goes to the front of the free list, linked from head.
Forward: merged with the free block 0x10000200 of 496 bytes after it; its header of 16 becomes free space too.
Backward: not merged, the block 0x10000100 before it is live.
The free block is now 0x10000180 with 624 bytes.
  free block = freed 112 + header 16 + after 496 = 624
touched: merged 384+640, freed 384+128
see: allocated on line 6 (6)
`,
    ));

  it('backward', () =>
    checkReport(
      [
        'heap size=1KiB align=8',
        'alloc a 104',
        'alloc b 104',
        'alloc c 104',
        'alloc d 104',
        'free a',
        'free b',
      ],
      `
[done] Freed 0x10000098.
The block 0x10000080 of 112 bytes goes into the free list by its address, linked from 0x10000000.
Forward: not merged, the block 0x10000100 after it is live.
Backward: merged with the free block 0x10000000 of 112 bytes before it; its header of 16 becomes free space too.
The free block is now 0x10000000 with 240 bytes.
  free block = before 112 + header 16 + freed 112 = 240
touched: merged 0+256, freed 128+128
see: allocated on line 4 (4)
`,
    ));

  it('both ways', () =>
    checkReport(
      [
        'heap size=1KiB align=8',
        'alloc a 104',
        'alloc b 104',
        'alloc c 104',
        'alloc d 104',
        'free a',
        'free c',
        'free b',
      ],
      `
[done] Freed 0x10000098.
The block 0x10000080 of 112 bytes goes into the free list by its address, linked from 0x10000000.
Forward: merged with the free block 0x10000100 of 112 bytes after it; its header of 16 becomes free space too.
Backward: merged with the free block 0x10000000 of 112 bytes before it; its header of 16 becomes free space too.
The free block is now 0x10000000 with 368 bytes.
  free block = before 112 + header 16 + freed 112 + header 16 + after 112 = 368
touched: merged 0+384, freed 128+128
see: allocated on line 4 (4)
`,
    ));

  it('all of the heap', () =>
    checkReport(
      ['heap size=64 align=8', 'alloc a 8', 'free a'],
      `
[done] Freed 0x10000018.
The block 0x10000000 of 16 bytes goes to the front of the free list, linked from head.
Forward: merged with the free block 0x10000020 of 16 bytes after it; its header of 16 becomes free space too.
Backward: nothing to merge with, this is the heap's edge.
The free block is now 0x10000000 with 48 bytes.
  free block = freed 16 + header 16 + after 16 = 48
touched: merged 0+64, freed 0+32
see: allocated on line 3 (3)
`,
    ));

  it('lost bytes on either side', () =>
    checkReport(
      [
        'heap size=1KiB layout=reference align=8',
        'alloc a 97',
        'alloc b 103',
        'alloc c 8',
        'free a',
        'free c',
        'free b',
      ],
      `
[done] Freed 0x10000098.
The block 0x10000080 of 111 bytes goes into the free list by its address, linked from 0x10000000.
Forward: not merged, though 0x10000100 after it is free: 1 byte (0x100000ff) lost between them keeps the two apart for ever.
Backward: not merged, though 0x10000000 before it is free: 7 bytes (0x10000079 to 0x1000007f) lost between them keep the two apart for ever.
  end of 0x10000080 = 0x10000080 + header 16 + size 111 = 0x100000ff, and 0x10000100 begins 1 byte later: they do not touch
  end of 0x10000000 = 0x10000000 + header 16 + size 105 = 0x10000079, and 0x10000080 begins 7 bytes later: they do not touch
touched: freed 128+127
see: allocated on line 4 (4)
`,
    ));

  it('a realloc that moves: an allocation, then a free', () =>
    checkReport(
      ['heap size=1KiB align=8', 'alloc a 8', 'alloc b 8', 'realloc a 40'],
      `
[done] Moved from 0x10000018 to 0x10000058.
1 free block looked at; the first that fits was taken and split.
The block 0x10000040 keeps 48 of its 944 bytes; 0x10000080 is a new free block of 880 bytes in its place in the list.
  1. 944: fits 48 *
  raw user address = block 0x10000040 + header 16 + back pointer 8 = 0x10000058
  user address = 0x10000058, a multiple of 8 as it is: padding 0
  needed = back pointer 8 + padding 0 + size 40 = 48
  left over = free block 944 − needed 48 = 896
  at least 32 (header 16, its alignment 8, one pointer 8): it becomes a block of its own
  new free block = left over 896 − header 16 = 880
The block 0x10000000 of 16 bytes goes to the front of the free list, linked from head.
Forward: not merged, the block 0x10000020 after it is live.
Backward: nothing to merge with, this is the heap's edge.
  copied = the smaller of old size 8 and new size 40 = 8
touched: allocated 64+64, remainder 128+896, freed 0+32
see: allocated on line 3 (3)
`,
    ));

  it('a realloc to nothing', () =>
    checkReport(
      ['heap size=1KiB align=8', 'alloc a 8', 'realloc a 0'],
      `
[done] Freed: realloc to size 0 gives null.
The block 0x10000000 of 16 bytes goes to the front of the free list, linked from head.
Forward: merged with the free block 0x10000020 of 976 bytes after it; its header of 16 becomes free space too.
Backward: nothing to merge with, this is the heap's edge.
The free block is now 0x10000000 with 1,008 bytes.
  free block = freed 16 + header 16 + after 976 = 1,008
touched: merged 0+1024, freed 0+32
see: allocated on line 3 (3)
`,
    ));
});
