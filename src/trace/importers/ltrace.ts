// https://man7.org/linux/man-pages/man1/ltrace.1.html and output.c of ltrace 0.7.3, which prints the lines.
//
// [PID] [TIME] [[IP]] [MODULE->]NAME(ARGS) = RESULT, with the second half on a line of its own where
// another thread came in between: `NAME(ARGS <unfinished ...>`, `<... NAME resumed> ) = RESULT`.
// What is called inside libc is printed under wrong names (its jump table has others), so those lines
// are left out. With -x, calls are seen where they arrive: `malloc@libc.so.6(8) = 0x1000`. Those names
// are right; but a call that does its work through another one, or that -e has seen too, is there twice.

import { Clock } from './clock';
import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY, powerOf2 } from './numbers';
import type { Report } from './report';

const PREFIX =
  /^(?:\[pid ([0-9]{1,10})\] |([0-9]{1,10}) )? *(?:([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?|[0-9]{1,12}\.[0-9]{1,9}) )?(?:\[(0x[0-9a-f]{1,16})\] )? */;
const CALL =
  /^(?:([^ ()]+)->)?([A-Za-z_][\w.]*|operator (?:new|delete)(?:\[\])?\([^()]{1,60}\))(@[^ ()]+)?\(/;
const RESUMED = /^<\.\.\. (.{1,200}) resumed> ?/;
const NOTE = /^(?:---|\+\+\+) .* (?:---|\+\+\+)$/;
const RESULT = /\) += (\S+)$/;
const UNFINISHED = ' <unfinished ...>';
const NO_RETURN = ' <no return ...>';
const LIBC = /^(?:libc\.so|libc-|ld-linux|ld-musl)/;

const INSIDE = 'calls inside another one, which does the same';

/** realloc makes two calls at most, and each may be there twice. */
const MOST_INSIDE = 8;

/** How a function of these is called. Others are none of ours. */
type Shape =
  | 'size'
  | 'count size'
  | 'pointer size'
  | 'align size'
  | 'pointer'
  | 'slot'
  | 'pointer count size';
const FUNCTIONS: ReadonlyMap<string, Shape> = new Map([
  ['malloc', 'size'],
  ['valloc', 'size'],
  ['pvalloc', 'size'],
  ['calloc', 'count size'],
  ['realloc', 'pointer size'],
  ['reallocarray', 'pointer count size'],
  ['memalign', 'align size'],
  ['aligned_alloc', 'align size'],
  ['posix_memalign', 'slot'],
  ['free', 'pointer'],
  ['cfree', 'pointer'],
  ...['_Znwm', '_Znam', '_Znwj', '_Znaj', 'operator new(', 'operator new[]('].map(
    (name): [string, Shape] => [name, 'size'],
  ),
  ...['_ZdlPv', '_ZdaPv', '_ZdlPvm', '_ZdaPvm', 'operator delete(', 'operator delete[]('].map(
    (name): [string, Shape] => [name, 'pointer'],
  ),
]);

/** Of demangled names only the beginning counts: new and delete have many kinds of arguments. */
function shapeOf(name: string): Shape | undefined {
  return FUNCTIONS.get(name.startsWith('operator ') ? name.replace(/\(.*/, '(') : name);
}

export const ltrace: LineImporter = {
  reads: 'lines',
  id: 'ltrace',
  label: 'ltrace',
  extensions: ['ltrace'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => {
    const rest = line.slice(PREFIX.exec(line)?.[0].length ?? 0);
    if (NOTE.test(rest) || RESUMED.test(rest)) return Sign.Weak;
    const isCall = RESULT.test(rest) || rest.endsWith(UNFINISHED) || rest.endsWith(NO_RETURN);
    if (!isCall) return Sign.None;
    return shapeOf(CALL.exec(rest)?.[2] ?? '') !== undefined ? Sign.Strong : Sign.Weak;
  },
  begin: (ledger, report) => new LtraceReader(ledger, report),
};

interface Call {
  readonly name: string;
  readonly shape: Shape;
  readonly args: string;
  readonly line: number;
  readonly detail: Detail;
}

class LtraceReader implements LineReader {
  /** Calls whose second half has not come, by thread and function. */
  private readonly unfinished = new Map<string, Call>();
  private readonly clock = new Clock();
  /** Calls that are unfinished, by thread. */
  private readonly open = new Map<string, number>();
  /** Calls inside those, by thread. */
  private readonly inside = new Map<string, number>();
  /** Halves to come of calls inside others, by thread and function. */
  private readonly inner = new Map<string, number>();

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (text === '') return;
    const prefix = PREFIX.exec(text) ?? ['', undefined, undefined, undefined, undefined];
    const rest = text.slice(prefix[0]?.length ?? 0);
    const column = text.length - rest.length;
    if (NOTE.test(rest)) return this.report.skip('signals and exits');
    const thread = prefix[1] ?? prefix[2];
    const resumed = RESUMED.exec(rest);
    if (resumed !== null) return this.resume(rest, resumed, thread ?? '');
    this.call(rest, column, {
      ...(thread !== undefined && { tid: Number(thread) }),
      ...(prefix[3] !== undefined && { t: this.clock.at(prefix[3]) }),
      ...(prefix[4] !== undefined && { label: prefix[4] }),
    });
  }

  end(): void {
    for (const call of this.unfinished.values()) this.dropUnfinished(call);
  }

  private call(rest: string, column: number, detail: Detail): void {
    const match = CALL.exec(rest);
    const [whole = '', module, name = '', arrival] = match ?? [];
    const shape = shapeOf(name);
    if (shape === undefined) {
      const isCall = rest.includes('(') && /(?: = .*|\.\.\.>)$/.test(rest);
      if (isCall) return this.report.skip('calls of other functions');
      return this.report.problem(
        'This is no line of ltrace: a call and its result are missing.',
        column,
      );
    }
    if (module !== undefined && LIBC.test(module)) {
      return this.report.skip('calls inside libc, which ltrace names wrongly');
    }
    const args = rest.slice(whole.length);
    const { line } = this.report;
    const thread = String(detail.tid ?? '');
    const key = `${thread} ${name}`;
    if (arrival !== undefined && this.isInside(thread)) {
      if (args.endsWith(UNFINISHED)) tally(this.inner, key, 1);
      return this.report.skip(INSIDE);
    }
    if (args.endsWith(UNFINISHED)) {
      const call = { name, shape, args: args.slice(0, -UNFINISHED.length), line, detail };
      const before = this.unfinished.get(key);
      this.inside.delete(thread);
      if (before === undefined) tally(this.open, thread, 1);
      else this.dropUnfinished(before);
      // A free gives its block back at once: another thread may get the address before it returns.
      if (shape === 'pointer') this.free(call);
      this.unfinished.set(key, call);
      return;
    }
    if (args.endsWith(NO_RETURN)) {
      if (shape !== 'pointer') return this.report.skip('calls that did not return');
      return this.free({ name, shape, args: args.slice(0, -NO_RETURN.length), line, detail });
    }
    const result = RESULT.exec(rest);
    if (result === null) {
      return this.report.problem('The call has no result: was other output mixed in?', column);
    }
    const inner = rest.slice(whole.length, result.index);
    this.carryOut({ name, shape, args: inner, line, detail }, result[1], column);
  }

  /** Whether a call of the thread is inside another one, and not after one whose end was lost. */
  private isInside(thread: string): boolean {
    if (!this.open.has(thread)) return false;
    tally(this.inside, thread, 1);
    if ((this.inside.get(thread) ?? 0) <= MOST_INSIDE) return true;
    this.open.delete(thread);
    return false;
  }

  private resume(rest: string, resumed: RegExpExecArray, prefix: string): void {
    const [whole, name] = resumed;
    if (shapeOf(name) === undefined) return this.report.skip('calls of other functions');
    const thread = prefix === '' ? '' : String(Number(prefix));
    const key = `${thread} ${name}`;
    if ((this.inner.get(key) ?? 0) > 0) {
      tally(this.inner, key, -1);
      return this.report.skip(INSIDE);
    }
    const call = this.unfinished.get(key);
    this.unfinished.delete(key);
    if (call === undefined) {
      return this.report.skip('second halves of calls whose first half is not there');
    }
    tally(this.open, thread, -1);
    // A free was carried out at its first half.
    if (call.shape !== 'pointer') this.report.skip('first halves of calls');
    if (rest.endsWith(NO_RETURN)) return this.report.skip('calls that did not return');
    const result = RESULT.exec(rest);
    if (result === null) return this.report.problem('The call has no result.');
    if (call.shape === 'pointer') return this.report.skip('second halves of free');
    const more = rest.slice(whole.length, result.index);
    this.carryOut({ ...call, args: call.args + more }, result[1], 0);
  }

  private dropUnfinished({ line, shape }: Call): void {
    // A free needs no second half: it has no result.
    if (shape === 'pointer') return;
    this.report.problemAt(
      line,
      'The second half of this call is missing: its result is not known.',
    );
  }

  private carryOut(call: Call, result: string, column: number): void {
    const { shape, detail, name } = call;
    if (shape === 'pointer') return this.free(call);
    if (shape === 'slot') {
      return this.report.skip('posix_memalign, of which ltrace does not print the address');
    }
    const args = call.args.split(',').map((arg) => arg.trim());
    const key = pointerKey(result);
    const needed = shape.split(' ').length;
    const numbers = args.slice(0, needed);
    if (key === undefined || numbers.length < needed || !numbers.every(isNumber)) {
      const text = 'The arguments or the result are no numbers: was other output mixed in?';
      return this.report.problem(text, column);
    }
    const size = sizeOf(shape, numbers);
    const old = shape.startsWith('pointer') ? pointerKey(numbers[0]) : NULL_KEY;
    if (old === undefined) return this.report.problem('The address has more than 64 bits.', column);
    const whole = {
      ...detail,
      ...(shape === 'align size' && { align: powerOf2(exactNumber(numbers[0])) }),
      ...(shape === 'count size' && { zeroed: true }),
    };
    if (key === NULL_KEY) {
      if (old !== NULL_KEY && size === 0) this.ledger.free(old, detail);
      else this.ledger.failed(`${name}(${numbers.join(', ')})`, size, whole);
    } else if (old !== NULL_KEY) this.ledger.realloc(old, key, size, detail);
    else this.ledger.alloc(key, size, whole);
  }

  private free({ args, detail }: Call): void {
    const key = pointerKey(args.split(/[,)]/)[0].trim());
    if (key === undefined) {
      return this.report.problem('The argument is no address: was other output mixed in?');
    }
    if (key === NULL_KEY) this.ledger.freeNull(detail);
    else this.ledger.free(key, detail);
  }
}

/** Changes a count; none is kept where it is 0. */
function tally(counts: Map<string, number>, key: string, by: number): void {
  const value = (counts.get(key) ?? 0) + by;
  if (value > 0) counts.set(key, value);
  else counts.delete(key);
}

/** A pointer as ltrace prints it: hexadecimal, or a name for null. */
function pointerKey(text: string): string | undefined {
  if (text === '0' || text === 'nil' || text === '(nil)' || text === 'NULL') return NULL_KEY;
  return /^0x[0-9a-f]+$/.test(text) ? addressKey(text) : undefined;
}

function isNumber(text: string): boolean {
  return /^(?:0x[0-9a-f]{1,20}|[0-9]{1,20}|nil|\(nil\)|NULL)$/.test(text);
}

/** The bytes that a call asks for; the last argument, times the count where there is one. */
function sizeOf(shape: Shape, numbers: readonly string[]): number | undefined {
  const last = numbers[numbers.length - 1];
  if (!/^[0-9]/.test(last)) return undefined;
  if (!shape.includes('count')) return exactNumber(last);
  const count = numbers[numbers.length - 2];
  return /^[0-9]/.test(count) ? exactNumber(String(BigInt(count) * BigInt(last))) : undefined;
}
