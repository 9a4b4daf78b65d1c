// https://invent.kde.org/sdk/heaptrack (src/track/libheaptrack.cpp writes the raw file,
// src/interpret/heaptrack_interpret.cpp the interpreted one)
//
// A line is a letter and fields of lower-case hexadecimal without 0x. From file version 3 on, strings
// have their length in front. A raw file has addresses. An interpreted one has source places, and from
// file version 1 on numbers of kinds of blocks instead of addresses: see `heaptrackLives.ts`.

import { HeaptrackFrames } from './heaptrackFrames';
import { HeaptrackLives } from './heaptrackLives';
import { HeaptrackModules } from './heaptrackModules';
import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactHex, NULL_KEY } from './numbers';
import type { Report } from './report';

const NEWEST = 3;
const VERSION = /^v [0-9a-f]+(?: ([0-9a-f]{1,8}))?$/;
const ALLOC = /^\+ ([0-9a-f]{1,20}) ([0-9a-f]{1,20}) ([0-9a-f]{1,20})$/;
const KIND_ALLOC = /^\+ ([0-9a-f]{1,13})$/;
const FREE = /^- ([0-9a-f]{1,20})$/;
const TRACE = /^t ([0-9a-f]{1,20}) ([0-9a-f]{1,20})$/;
const TIME = /^c ([0-9a-f]{1,20})$/;
const OTHER = /^(?:[XIRSA](?: |$)|#)/;
/** Lines that others have too: the malloc lab writes `a ID SIZE`. */
const WEAK = /^(?:m [0-9a-f]+ \S|m -|x |a [0-9a-f]+ [0-9a-f]+$|i [0-9a-f]+ [0-9a-f]+(?: |$))/;
const STRING = /^s [0-9a-f]{1,8} \S/;

export const heaptrack: LineImporter = {
  reads: 'lines',
  id: 'heaptrack',
  label: 'heaptrack',
  extensions: ['heaptrack', 'ht', 'raw'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => {
    if (VERSION.test(line) || ALLOC.test(line) || STRING.test(line)) return Sign.Strong;
    const isWeak = WEAK.test(line) || KIND_ALLOC.test(line) || FREE.test(line);
    if (isWeak || TRACE.test(line) || TIME.test(line)) return Sign.Weak;
    return OTHER.test(line) ? Sign.Weak : Sign.None;
  },
  begin: (ledger, report) => new HeaptrackReader(ledger, report),
};

class HeaptrackReader implements LineReader {
  private version = 0;
  private refused = false;
  private readonly modules: HeaptrackModules;
  /** Set where the file is interpreted. */
  private frames: HeaptrackFrames | undefined;
  /** Set where it has no addresses either. */
  private lives: HeaptrackLives | undefined;
  private t: number | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {
    this.modules = new HeaptrackModules(report);
  }

  line(text: string): void {
    if (text === '') return;
    if (this.refused) return this.report.skip('lines of a file that is not read');
    switch (text[0]) {
      case '+':
        return this.alloc(text);
      case '-':
        return this.free(text);
      case 't':
        return this.site(text);
      case 'c':
        return this.time(text);
      case 'v':
        return this.header(text);
      case 'x':
        return this.modules.nameProgram(text, this.version);
      case 'm':
        return this.modules.load(text, this.version);
      case 's':
        return this.interpreted().addString(text, this.version);
      case 'i':
        return this.interpreted().addFrame(text);
      case 'a':
        return this.kind(text);
      case 'A':
        this.ledger.attached = true;
        return this.report.skip('notes about the program');
    }
    if (OTHER.test(text)) return this.report.skip('notes about the program');
    this.report.problem('This is no line of heaptrack.');
  }

  end(): void {}

  private header(text: string): void {
    const match = VERSION.exec(text);
    if (match === null) return this.report.problem('The version cannot be read.');
    this.version = Number.parseInt(match[1] ?? '0', 16);
    if (this.version <= NEWEST) return this.report.skip('notes about the program');
    this.refused = true;
    this.report.problem(
      `The file has version ${this.version}. Versions up to ${NEWEST} are known; a newer AllocTrace may read it.`,
    );
  }

  private interpreted(): HeaptrackFrames {
    this.frames ??= new HeaptrackFrames(this.report);
    return this.frames;
  }

  private kind(text: string): void {
    if (this.lives === undefined && this.ledger.totals.alloc > 0) {
      return this.report.problem(
        'The line is of another kind of file: blocks had addresses before.',
      );
    }
    this.lives ??= new HeaptrackLives(this.ledger, this.report, this.interpreted());
    this.lives.addKind(text);
  }

  private alloc(text: string): void {
    if (this.lives !== undefined) {
      const match = KIND_ALLOC.exec(text);
      if (match !== null) return this.lives.alloc(match[1], this.moment());
      return this.report.problem('An allocation of an interpreted file has one number.');
    }
    const match = ALLOC.exec(text);
    if (match === null) {
      return this.report.problem('An allocation has a size, a call site and an address.');
    }
    const [, size, site, pointer] = match;
    const key = addressKey(pointer);
    if (key === undefined) return this.tooLong(text, pointer);
    const detail = { ...this.moment(), ...this.place(exactHex(site) ?? 0) };
    if (key === NULL_KEY)
      this.ledger.failed(`malloc(${BigInt(`0x${size}`)})`, exactHex(size), detail);
    else this.ledger.alloc(key, exactHex(size), detail);
  }

  private free(text: string): void {
    const match = FREE.exec(text);
    if (match === null) return this.report.problem('A free has an address.');
    const [, pointer] = match;
    if (this.lives !== undefined) return this.lives.free(pointer, this.moment());
    const key = addressKey(pointer);
    if (key === undefined) return this.tooLong(text, pointer);
    if (key === NULL_KEY) this.ledger.freeNull(this.moment());
    else this.ledger.free(key, this.moment());
  }

  private tooLong(text: string, pointer: string): void {
    this.report.problem('The address has more than 64 bits.', text.lastIndexOf(pointer));
  }

  private site(text: string): void {
    const match = TRACE.exec(text);
    // A line that cannot be read has a number all the same.
    if (this.frames === undefined) this.modules.addSite(match?.[1]);
    else this.frames.addStack(exactHex(match?.[1] ?? '0'), exactHex(match?.[2] ?? '0'));
    if (match === null) this.report.problem('A call site has two numbers.');
    else this.report.skip('call sites');
  }

  private place(site: number): Detail {
    return this.frames === undefined ? this.modules.detail(site) : this.frames.detail(site);
  }

  private time(text: string): void {
    const ms = exactHex(TIME.exec(text)?.[1] ?? 'x') ?? Number.NaN;
    if (!(ms <= Number.MAX_SAFE_INTEGER / 1e6))
      return this.report.problem('The time cannot be read.');
    this.t = ms * 1e6;
    this.report.skip('times');
  }

  private moment(): Detail {
    return this.t === undefined ? {} : { t: this.t };
  }
}
