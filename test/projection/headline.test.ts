import { checkHeadline } from './shown';

describe('the headline and where to look', () => {
  it('calloc', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'calloc a 40'],
      `
[done] Allocated and zeroed 40 bytes at 0x10000018.
`,
    ));

  it('realloc of null', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'realloc null a 8'],
      `
[done] Realloc of null allocates 8 bytes at 0x10000018.
`,
    ));

  it('free of null', () =>
    checkHeadline(
      ['free null'],
      `
[done] Freeing null does nothing.
`,
    ));

  it('free of an id whose allocation failed', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 2000', 'free a'],
      `
[done] The id a stands for null here. Freeing null does nothing.
`,
    ));

  it('realloc of an id that a realloc to size 0 freed', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 8', 'realloc a 0', 'realloc a 8'],
      `
[done] The id a stands for null here. Realloc of null allocates 8 bytes at 0x10000018.
`,
    ));

  it('a mark', () =>
    checkHeadline(
      ['mark "x"'],
      `
[mark] A mark: nothing was done.
`,
    ));

  it('double free', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 8', 'free a', 'free a'],
      `
[fault] Double free: a was freed before on line 4. Nothing was done.
see: freed on line 4 (4)
`,
    ));

  it('free of a block that a realloc moved', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 8', 'realloc a b 8', 'free a'],
      `
[fault] Double free: a was freed before on line 4. Nothing was done.
see: freed on line 4 (4)
`,
    ));

  it('unknown free', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'free a'],
      `
[fault] Free of a, which was never allocated. Nothing was done.
`,
    ));

  it('realloc of a freed block', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 8', 'free a', 'realloc a 8'],
      `
[fault] Realloc of a, which was freed before on line 4. Nothing was done.
see: freed on line 4 (4)
`,
    ));

  it('unknown realloc', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'realloc a 8'],
      `
[fault] Realloc of a, which was never allocated. It was carried out as an allocation.
`,
    ));

  it('a realloc that fails', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 8', 'realloc a 2000'],
      `
[failed] Out of memory: no free block holds 2,000 bytes. The result is null, and the old block stays as it is.
see: allocated on line 3 (3)
`,
    ));

  it('an id that is still live', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 8', 'alloc a 8'],
      `
[inconsistency] a, allocated on line 3, is still live: the trace cannot be right. From here on the id names the new block.
see: allocated on line 3 (3)
`,
    ));

  it('an id that a realloc made and that is still live', () =>
    checkHeadline(
      ['heap size=1KiB align=8', 'alloc a 8', 'realloc a b 8', 'alloc b 8'],
      `
[inconsistency] b, allocated on line 4, is still live: the trace cannot be right. From here on the id names the new block.
see: allocated on line 4 (4)
`,
    ));

  it('a free in a capture that began midway', () =>
    checkHeadline(
      ['meta capture=midway', 'free a'],
      `
[inconsistency] Free of a, which was allocated before the capture began. Nothing was done.
`,
    ));

  it('a realloc in a capture that began midway', () =>
    checkHeadline(
      ['meta capture=midway', 'realloc a 8'],
      `
[inconsistency] Realloc of a, which was allocated before the capture began. It was carried out as an allocation.
`,
    ));
});
