import { fileName, FIRST_FIELD, hexFields, SHORTER, stringAt } from './heaptrackText';
import type { Detail } from './ledger';
import type { Report } from './report';
import { shownText } from './text';

/** Frames that are looked at to find one with a source file. Loops of parents end here too. */
const DEEPEST = 64;

interface Frame {
  readonly module: number;
  readonly function: number;
  readonly file: number;
  readonly line: number;
}

/** The call sites of an interpreted file: strings, instructions and stacks, each named by its number. */
export class HeaptrackFrames {
  private readonly strings: string[] = [''];
  private readonly frames: (Frame | undefined)[] = [undefined];
  private readonly stacks: { readonly frame: number; readonly parent: number }[] = [
    { frame: 0, parent: 0 },
  ];
  private readonly details = new Map<number, Detail>();

  constructor(private readonly report: Report) {}

  /** `s STRING` */
  addString(text: string, version: number): void {
    const field = stringAt(text, FIRST_FIELD, version, false);
    // What cannot be read has a number all the same.
    this.strings.push(shownText(field?.string ?? ''));
    if (field === undefined) this.report.problem(SHORTER, FIRST_FIELD);
    else this.report.skip('names');
  }

  /** `i ADDRESS MODULE [FUNCTION FILE LINE ...]`; what is inlined follows and is not looked at. */
  addFrame(text: string): void {
    const [address, module, ...rest] = hexFields(text.slice(FIRST_FIELD), 5);
    const isWhole = !Number.isNaN(address) && Number.isInteger(module);
    const [name, file, line] = rest.length >= 3 ? rest : [0, 0, 0];
    this.frames.push(isWhole ? { module, function: name, file, line } : undefined);
    if (isWhole) this.report.skip('places in the program');
    else this.report.problem('A place has an address and the number of its file.');
  }

  /** `t FRAME PARENT` */
  addStack(frame: number | undefined, parent: number | undefined): void {
    this.stacks.push({ frame: frame ?? 0, parent: parent ?? 0 });
  }

  /** Where the program asked: the innermost frame in a source file of its own, or else in any. */
  detail(stack: number): Detail {
    const known = this.details.get(stack);
    if (known !== undefined) return known;
    const detail = this.find(stack);
    this.details.set(stack, detail);
    return detail;
  }

  private find(stack: number): Detail {
    let first: Frame | undefined;
    let at = stack;
    for (let depth = 0; at > 0 && depth < DEEPEST; depth++) {
      const link = this.stacks[at] as { frame: number; parent: number } | undefined;
      if (link === undefined) break;
      const frame = this.frames[link.frame];
      // Libraries are built in a folder of their own and have relative names.
      if (frame !== undefined && /^(?:\/|[A-Za-z]:\\)/.test(this.strings[frame.file] ?? '')) {
        return this.describe(frame);
      }
      first ??= frame;
      at = link.parent;
    }
    return first === undefined ? {} : this.describe(first);
  }

  private describe({ module, function: name, file, line }: Frame): Detail {
    const [inFile, inFunction] = [this.strings[file] ?? '', this.strings[name] ?? ''];
    const label = inFunction === '' ? fileName(this.strings[module] ?? '') : inFunction;
    const hasPlace = inFile !== '' && Number.isInteger(line) && line > 0;
    return {
      ...(hasPlace && { at: { path: inFile, line } }),
      ...(label !== '' && { label }),
    };
  }
}
