// https://sourceware.org/git/?p=glibc.git;a=shortlog;h=refs/heads/dj/malloc (malloc/mtrace.h)
//
// Records of one size each: the thread, the type of call, flags, and seven words: ptr1, ptr2, size,
// size2, size3, and two of padding. Words are those of the machine: 64 bytes a record with words of
// 64 bits, 36 with 32. The first record is a mark that tells which, and in which byte order.

import type { ByteImporter, ByteReader } from './importer';
import { Inversions } from './inversions';
import type { Detail, Ledger } from './ledger';
import { powerOf2 } from './numbers';
import type { Report } from './report';
import { joined } from './text';
import { LAYOUTS, wordAt, type Layout, type Word } from './words';

const enum Type {
  Unused = 0,
  Malloc = 1,
  Calloc = 2,
  Free = 3,
  Realloc = 4,
  Memalign = 5,
  Valloc = 6,
  Pvalloc = 7,
  PosixMemalign = 8,
  Magic = 255,
}

/** The type of a record, one byte in either byte order, and the flags behind it. */
const TYPE_AT = 4;
const FLAGS_AT = 5;
/** realloc became other calls, whose records follow. It is the 7th of 8 flags of one bit. */
const BECAME_OTHERS = { little: 1 << 6, big: 1 << 1 };
const WORDS_AT = 8;
const WORDS = 7;
const MAGIC_POINTER = 0x1234;

function recordLength({ wordSize }: Layout): number {
  return WORDS_AT + WORDS * wordSize;
}

/** How the records of a file are written that begins with a mark; undefined if it does not. */
function layoutOf(head: Uint8Array): Layout | undefined {
  if (head[TYPE_AT] !== Type.Magic) return undefined;
  return LAYOUTS.find((layout) => {
    if (head.length < recordLength(layout)) return false;
    const word = (index: number) => wordAt(head, WORDS_AT + index * layout.wordSize, layout);
    return word(0).exact === MAGIC_POINTER && word(2).exact === layout.wordSize;
  });
}

export const glibcTrace: ByteImporter = {
  reads: 'bytes',
  unit: 'record',
  id: 'glibc-trace',
  label: 'glibc malloc trace',
  extensions: ['mtrace', 'bin'],
  seesPart: true,
  names: 'addresses',
  magic: (head) => {
    const layout = layoutOf(head);
    if (layout === undefined) return undefined;
    return `the first record is the mark of glibc's malloc trace, ${8 * layout.wordSize} bits, ${layout.order} endian`;
  },
  begin: (ledger, report) => new GlibcTraceReader(ledger, report),
};

class GlibcTraceReader implements ByteReader {
  private layout: Layout | undefined;
  /** The beginning of a record that is not whole. */
  private rest: Uint8Array = new Uint8Array(0);
  private readonly ordered: Inversions;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {
    this.ordered = new Inversions(ledger, report);
  }

  push(bytes: Uint8Array): void {
    const all = this.rest.length === 0 ? bytes : joined(this.rest, bytes);
    const length = this.layout === undefined ? recordLength(LAYOUTS[0]) : recordLength(this.layout);
    if (all.length < length) {
      this.rest = all.slice();
      return;
    }
    this.readAll(all);
  }

  end(): void {
    // The mark of a machine of 32 bits is shorter than what was waited for.
    this.readAll(this.rest);
    if (this.rest.length > 0) {
      this.report.line++;
      this.report.problem('The last record is cut off.');
    }
    this.ordered.end();
  }

  private readAll(all: Uint8Array): void {
    this.layout ??= layoutOf(all) ?? LAYOUTS[0];
    const length = recordLength(this.layout);
    let at = 0;
    for (; at + length <= all.length; at += length) {
      this.report.line++;
      this.record(all.subarray(at, at + length), this.layout);
    }
    this.rest = all.slice(at);
  }

  private record(bytes: Uint8Array, layout: Layout): void {
    const { ledger, ordered, report } = this;
    const word = (index: number): Word => wordAt(bytes, WORDS_AT + index * layout.wordSize, layout);
    const [ptr1, ptr2, size, size2] = [word(0), word(1), word(2), word(3)];
    const detail: Detail = { tid: threadOf(bytes, layout) };
    const type = bytes[TYPE_AT] as Type;
    switch (type) {
      case Type.Unused:
        return report.skip('records that were not used');
      case Type.Magic:
        return report.skip('marks');
      case Type.Free:
        if (ptr1.isZero) ledger.freeNull(detail);
        else ordered.free(ptr1.key, detail);
        return;
      case Type.Realloc:
        return this.realloc(ptr1, ptr2, size, detail, hasFlag(bytes, layout));
      case Type.Malloc:
      case Type.Calloc:
      case Type.Valloc:
      case Type.Pvalloc:
      case Type.Memalign:
      case Type.PosixMemalign: {
        // posix_memalign has its error where others have a pointer; the block is not there then.
        const failed = ptr2.isZero || (type === Type.PosixMemalign && !ptr1.isZero);
        const aligned = type === Type.Memalign || type === Type.PosixMemalign;
        const whole = {
          ...detail,
          ...(type === Type.Calloc && { zeroed: true }),
          ...(aligned && { align: powerOf2(size2.exact) }),
        };
        if (failed) return ledger.failed(`${NAMES[type]}(${size.decimal})`, size.exact, whole);
        return ordered.alloc(ptr2.key, size.exact, whole);
      }
      default:
        report.problem(`The type of the record, ${String(type)}, is not known.`, TYPE_AT);
    }
  }

  private realloc(old: Word, result: Word, size: Word, detail: Detail, others: boolean): void {
    if (result.isZero && others) {
      return this.report.skip('reallocs that other records carry out');
    }
    if (!result.isZero) {
      if (old.isZero) this.ordered.alloc(result.key, size.exact, detail);
      else this.ordered.realloc(old.key, result.key, size.exact, detail);
    } else if (!old.isZero && size.isZero) this.ordered.free(old.key, detail);
    else this.ledger.failed(`realloc(0x${old.key}, ${size.decimal})`, size.exact, detail);
  }
}

const NAMES = {
  [Type.Malloc]: 'malloc',
  [Type.Calloc]: 'calloc',
  [Type.Valloc]: 'valloc',
  [Type.Pvalloc]: 'pvalloc',
  [Type.Memalign]: 'memalign',
  [Type.PosixMemalign]: 'posix_memalign',
};

function threadOf(bytes: Uint8Array, layout: Layout): number {
  return wordAt(bytes, 0, { ...layout, wordSize: 4 }).exact ?? 0;
}

function hasFlag(bytes: Uint8Array, { order }: Layout): boolean {
  return (bytes[FLAGS_AT] & BECAME_OTHERS[order]) !== 0;
}
