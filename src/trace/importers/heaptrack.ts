// https://invent.kde.org/sdk/heaptrack (src/track/libheaptrack.cpp writes the raw file,
// src/interpret/heaptrack_interpret.cpp the interpreted one)
//
// A line is a letter and fields of lower-case hexadecimal without 0x. From file version 3 on, strings
// have their length in front. An interpreted file has numbers of allocation sites instead of
// addresses, so that no event can be told from another: it cannot be replayed.

import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactHex, NULL_KEY } from './numbers';
import type { Report } from './report';
import { shownText } from './text';

const NEWEST = 3;
const VERSION = /^v [0-9a-f]+(?: ([0-9a-f]+))?$/;
const ALLOC = /^\+ ([0-9a-f]{1,20}) ([0-9a-f]{1,20}) ([0-9a-f]{1,20})$/;
const FREE = /^- ([0-9a-f]+)$/;
const TRACE = /^t ([0-9a-f]+) ([0-9a-f]+)$/;
const TIME = /^c ([0-9a-f]+)$/;
const OTHER = /^(?:[xXmIRsSA](?: |$)|#)/;
/** Each call site is looked for in all of them; programs have some hundreds. */
const MOST_SEGMENTS = 2000;
const INTERPRETED = /^(?:[+-] [0-9a-f]+|a [0-9a-f]+ [0-9a-f]+|i [0-9a-f]+ [0-9a-f]+.*)$/;

export const heaptrack: LineImporter = {
  reads: 'lines',
  id: 'heaptrack',
  label: 'heaptrack',
  extensions: ['heaptrack', 'ht', 'raw'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => {
    if (VERSION.test(line) || ALLOC.test(line)) return Sign.Strong;
    if (INTERPRETED.test(line) || TRACE.test(line) || TIME.test(line)) return Sign.Weak;
    return OTHER.test(line) ? Sign.Weak : Sign.None;
  },
  begin: (ledger, report) => new HeaptrackReader(ledger, report),
};

/** A loaded file, from its first address to behind its last one. */
interface Module {
  readonly name: string;
  readonly base: number;
  readonly start: number;
  readonly end: number;
}

class HeaptrackReader implements LineReader {
  private version = 0;
  private refused = false;
  private program = '';
  private readonly modules: Module[] = [];
  /** Instruction addresses of the call sites, from 1 on; null where there is none. */
  private readonly sites: string[] = [''];
  private t: number | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

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
        this.program = this.string(text, 2)?.string ?? '';
        return this.report.skip('notes about the program');
      case 'm':
        return this.module(text);
      case 'A':
        this.ledger.attached = true;
        return this.report.skip('notes about the program');
      case 'a':
      case 'i':
        return this.refuse(INTERPRETED_TEXT);
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
    this.refuse(
      `The file has version ${this.version}. Versions up to ${NEWEST} are known; a newer AllocTrace may read it.`,
    );
  }

  private refuse(text: string): void {
    this.refused = true;
    this.report.problem(text);
  }

  private alloc(text: string): void {
    const match = ALLOC.exec(text);
    if (match === null) {
      if (INTERPRETED.test(text)) return this.refuse(INTERPRETED_TEXT);
      return this.report.problem('An allocation has a size, a call site and an address.');
    }
    const [, size, site, pointer] = match;
    const key = addressKey(pointer);
    if (key === undefined) return this.tooLong(text, pointer);
    const detail = this.detail(site);
    if (key === NULL_KEY) this.ledger.failed(`malloc(${BigInt(`0x${size}`)})`, detail);
    else this.ledger.alloc(key, exactHex(size), detail);
  }

  private free(text: string): void {
    const match = FREE.exec(text);
    if (match === null) return this.report.problem('A free has an address.');
    const key = addressKey(match[1]);
    if (key === undefined) return this.tooLong(text, match[1]);
    const detail = this.t === undefined ? {} : { t: this.t };
    if (key === NULL_KEY) this.ledger.freeNull(detail);
    else this.ledger.free(key, detail);
  }

  private tooLong(text: string, pointer: string): void {
    this.report.problem('The address has more than 64 bits.', text.lastIndexOf(pointer));
  }

  private site(text: string): void {
    const match = TRACE.exec(text);
    // A line that cannot be read has a number all the same.
    this.sites.push(match === null ? '' : match[1]);
    if (match === null) this.report.problem('A call site has two addresses.');
    else this.report.skip('call sites');
  }

  private time(text: string): void {
    const ms = exactHex(TIME.exec(text)?.[1] ?? 'x') ?? Number.NaN;
    if (!(ms <= Number.MAX_SAFE_INTEGER / 1e6))
      return this.report.problem('The time cannot be read.');
    this.t = ms * 1e6;
    this.report.skip('times');
  }

  private module(text: string): void {
    const named = this.string(text, 2);
    if (named === undefined) return;
    this.report.skip('notes about the program');
    const { string, rest } = named;
    if (string === '-') this.modules.length = 0;
    const [base, ...segments] = rest
      .trim()
      .split(' ')
      .map((field) => exactHex(field) ?? Number.NaN);
    const name = string === 'x' ? this.program : string;
    for (let i = 0; i + 1 < segments.length; i += 2) {
      const start = base + segments[i];
      if (this.modules.length === MOST_SEGMENTS) return;
      this.modules.push({ name: fileName(name), base, start, end: start + segments[i + 1] });
    }
  }

  /** The string that begins at `at`, and what follows it. Says so if its length cannot be. */
  private string(text: string, at: number): { string: string; rest: string } | undefined {
    if (this.version < 3) {
      // Without a length a name ends at the next blank, but the program's name at the end.
      const end = text[0] === 'm' ? text.indexOf(' ', at) : -1;
      return end < 0
        ? { string: text.slice(at), rest: '' }
        : { string: text.slice(at, end), rest: text.slice(end) };
    }
    const blank = text.indexOf(' ', at);
    const length = exactHex(text.slice(at, Math.max(at, blank))) ?? Number.NaN;
    const start = blank + 1;
    if (blank < 0 || !(start + length <= text.length)) {
      this.report.problem('The string is shorter than the length in front of it says.', at);
      return undefined;
    }
    return { string: text.slice(start, start + length), rest: text.slice(start + length) };
  }

  /** Where and when: the file that the call came from, with the offset in it. */
  private detail(site: string): Detail {
    const index = exactHex(site) ?? 0;
    const address = exactHex(this.sites[index] ?? '') ?? Number.NaN;
    const module = this.modules.find(({ start, end }) => address >= start && address < end);
    const label = module && `${shownText(module.name)}+0x${(address - module.base).toString(16)}`;
    return { ...(this.t !== undefined && { t: this.t }), ...(label !== undefined && { label }) };
  }
}

const INTERPRETED_TEXT =
  'This is an interpreted file of heaptrack. It has no addresses, so it cannot be replayed. ' +
  'Record with "heaptrack --raw" and import that file.';

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
