const PAGE_BITS = 14;
const PAGE = 1 << PAGE_BITS;
const FIRST_PAGE = 64;

/**
 * Numbers from 0 to 2^32 - 1 that are only ever added. They lie in pages, so that growing never
 * copies what is there: a copy of many millions would hold the host up and need the memory twice.
 */
export class Rows {
  length = 0;
  private readonly pages: Uint32Array[] = [];

  /** Bytes set aside. */
  get memoryBytes(): number {
    return this.pages.reduce((sum, page) => sum + page.byteLength, 0);
  }

  /** The number in `row`, which must be one that was added. */
  at(row: number): number {
    return this.pages[row >>> PAGE_BITS][row & (PAGE - 1)];
  }

  /** Whether the numbers in `row`, which is even, and in the next are these, as int32. */
  isPair(row: number, first: number, second: number): boolean {
    const page = this.pages[row >>> PAGE_BITS];
    const place = row & (PAGE - 1);
    return (page[place] | 0) === first && (page[place + 1] | 0) === second;
  }

  /** Adds a number. @throws RangeError if memory runs out; then nothing was added */
  push(value: number): void {
    const row = this.length;
    const index = row >>> PAGE_BITS;
    const page = index < this.pages.length ? this.pages[index] : undefined;
    const place = row & (PAGE - 1);
    if (page === undefined || place === page.length) this.addRoom(index, page);
    this.pages[index][place] = value;
    this.length = row + 1;
  }

  /** Changes the number in `row`, which must be one that was added. */
  set(row: number, value: number): void {
    this.pages[row >>> PAGE_BITS][row & (PAGE - 1)] = value;
  }

  /** The first so many of the numbers, to be gone on with. Full pages, which never change, are shared. */
  upTo(length: number): Rows {
    const rows = new Rows();
    const full = length >>> PAGE_BITS;
    rows.pages.push(...this.pages.slice(0, full));
    if (length % PAGE > 0) rows.pages.push(this.pages[full].slice());
    rows.length = length;
    return rows;
  }

  /** The first row whose number is not below `value`, or `length`; the numbers must ascend. */
  firstAtLeast(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Only the first page is made larger: most traces are small, and have many of these. */
  private addRoom(index: number, full: Uint32Array | undefined): void {
    const length = index > 0 ? PAGE : Math.max(FIRST_PAGE, 2 * (full?.length ?? 0));
    const page = new Uint32Array(length);
    if (full) page.set(full);
    this.pages[index] = page;
  }
}
