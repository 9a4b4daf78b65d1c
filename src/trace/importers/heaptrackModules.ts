import { fileName, FIRST_FIELD, hexFields, SHORTER, stringAt } from './heaptrackText';
import type { Detail } from './ledger';
import { exactHex } from './numbers';
import type { Report } from './report';
import { shownText } from './text';

/** Each call site is looked for in all of them; programs have some hundreds. */
const MOST_SEGMENTS = 2000;

/** A loaded file, from its first address to behind its last one. */
interface Module {
  readonly name: string;
  readonly base: number;
  readonly start: number;
  readonly end: number;
}

/** The call sites of a raw file: addresses, and the files that are loaded there. */
export class HeaptrackModules {
  private program = '';
  private readonly modules: Module[] = [];
  /** Instruction addresses of the call sites, from 1 on. */
  private readonly sites: string[] = [''];

  constructor(private readonly report: Report) {}

  /** `x EXE` */
  nameProgram(text: string, version: number): void {
    const named = stringAt(text, FIRST_FIELD, version, false);
    if (named === undefined) return this.report.problem(SHORTER, FIRST_FIELD);
    this.program = named.string;
    this.report.skip('notes about the program');
  }

  /** `m NAME BASE (OFFSET LENGTH)*`; the name `-` empties the list, `x` is the program. */
  load(text: string, version: number): void {
    const named = stringAt(text, FIRST_FIELD, version, true);
    if (named === undefined) return this.report.problem(SHORTER, FIRST_FIELD);
    this.report.skip('notes about the program');
    const { string, rest } = named;
    if (string === '-') this.modules.length = 0;
    const [base, ...segments] = hexFields(rest, 1 + 2 * MOST_SEGMENTS);
    const name = fileName(string === 'x' ? this.program : string);
    for (let i = 0; i + 1 < segments.length; i += 2) {
      const start = base + segments[i];
      if (this.modules.length === MOST_SEGMENTS) return;
      this.modules.push({ name, base, start, end: start + segments[i + 1] });
    }
  }

  /** `t ADDRESS PARENT`; undefined for a line that cannot be read, which has a number all the same. */
  addSite(address: string | undefined): void {
    this.sites.push(address ?? '');
  }

  /** The file that a call came from, with the offset in it. */
  detail(site: number): Detail {
    const address = exactHex(this.sites[site] ?? '') ?? Number.NaN;
    const module = this.modules.find(({ start, end }) => address >= start && address < end);
    if (module === undefined) return {};
    return { label: `${shownText(module.name)}+0x${(address - module.base).toString(16)}` };
  }
}
