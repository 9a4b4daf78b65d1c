// https://valgrind.org/docs/manual/manual-core.html#opt.trace-malloc
// and VG_(redir) of coregrind/m_replacemalloc/vg_replace_malloc.c, which prints the lines.
//
// `--PID-- malloc(10) = 0x4A42040`. A call prints its name first and its result when it has one, so
// calls that call others, messages of the tool, and calls that fail stick together on a line, and the
// result of a call may follow on a line of its own: `--PID--  = 0x0`.

import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY, powerOf2 } from './numbers';
import type { Report } from './report';

const LINE = /^--[0-9]+-- (.*)$/s;
const MESSAGE = /^(?:==|\*\*)[0-9]+(?:==|\*\*)/;
const RESULT = / = (0x[0-9A-Fa-f]{1,20}|[0-9]{1,20})/y;
const CALL =
  /(\w+)\(((?:(?:al|size) )?(?:0x[0-9A-Fa-f]{1,20}|[0-9]{1,20})(?:, ?(?:(?:al|size) )?(?:0x[0-9A-Fa-f]{1,20}|[0-9]{1,20}))*)\)/y;

/** What fits at `at`. Cutting the text off there would take a time in proportion to it, on some lines. */
function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

type Kind = 'malloc' | 'calloc' | 'realloc' | 'memalign' | 'sized' | 'free' | 'query';

/** What a function does, by its name; new and delete are mangled, with j for size_t on 32 bits. */
function kindOf(name: string): Kind | undefined {
  switch (name) {
    case 'malloc':
    case 'calloc':
    case 'realloc':
    case 'memalign':
      return name;
    case 'free':
    case 'cfree':
    case '__builtin_delete':
    case '__builtin_vec_delete':
      return 'free';
    case '__builtin_new':
    case '__builtin_vec_new':
      return 'malloc';
    case 'malloc_usable_size':
      return 'query';
  }
  if (/^_Z(?:nw|na)[mj]St11align_val_t/.test(name)) return 'sized';
  if (/^_Z(?:nw|na)[mj]/.test(name)) return 'malloc';
  return /^_Z(?:dl|da)Pv/.test(name) ? 'free' : undefined;
}

export const valgrind: LineImporter = {
  reads: 'lines',
  id: 'valgrind',
  label: 'valgrind --trace-malloc',
  extensions: ['vg', 'log'],
  seesPart: false,
  names: 'addresses',
  sign: (line) => {
    if (MESSAGE.test(line)) return Sign.Weak;
    const rest = LINE.exec(line)?.[1];
    if (rest === undefined) return Sign.None;
    return execAt(CALL, rest, 0) !== null ? Sign.Strong : Sign.Weak;
  },
  begin: (ledger, report) => new ValgrindReader(ledger, report),
};

interface Call {
  readonly name: string;
  readonly kind: Kind;
  readonly args: readonly string[];
}

class ValgrindReader implements LineReader {
  /** A call that printed no result yet. */
  private open: Call | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (text === '') return;
    if (MESSAGE.test(text)) return this.report.skip('messages of valgrind');
    const match = LINE.exec(text);
    if (match === null) {
      return this.report.problem('This is no line of valgrind: --PID-- or ==PID== is missing.');
    }
    this.calls(match[1], text.length - match[1].length);
  }

  end(): void {
    this.giveUp();
  }

  /** The calls of a line, one after the other. */
  private calls(rest: string, column: number): void {
    const late = execAt(RESULT, rest, 0);
    if (late !== null) return this.lateResult(late[1], column);
    let known = false;
    let outer: Call | undefined;
    let at = 0;
    for (;;) {
      const call = execAt(CALL, rest, at);
      if (call === null) break;
      const [whole, name, args] = call;
      const kind = kindOf(name);
      if (kind === undefined) break;
      known = true;
      at += whole.length;
      const made: Call = {
        name,
        kind,
        args: args.split(',').map((arg) => arg.replace(/^\D* /, '')),
      };
      // A call that is followed by another one without a result calls it, or failed.
      if (outer === undefined) this.giveUp();
      else if (!delegates(outer, made)) this.failed(outer);
      outer = made;
      const result = execAt(RESULT, rest, at);
      if (result !== null) {
        this.carryOut(made, result[1]);
        outer = undefined;
        at += result[0].length;
        if (at < rest.length) return this.report.skip('text behind a call');
        return;
      }
      if (made.kind === 'free') {
        this.carryOut(made, '0');
        outer = undefined;
      }
    }
    if (outer !== undefined) this.open = outer;
    if (known) return;
    if (this.open !== undefined || !rest.includes('('))
      return this.report.skip('messages of valgrind');
    this.report.problem('This call is none that is known here.', column);
  }

  private lateResult(result: string, column: number): void {
    const call = this.open;
    this.open = undefined;
    if (call !== undefined) {
      this.report.skip('calls whose result is on a line of its own');
      return this.carryOut(call, result);
    }
    // realloc(P,0) gave the block back through free, which needs no result.
    if (/^(?:0x)?0+$/.test(result))
      return this.report.skip('results of calls that others carried out');
    this.report.problem('This result belongs to no call.', column);
  }

  /** No result comes any more: the call failed before it had one. */
  private giveUp(): void {
    if (this.open !== undefined) this.failed(this.open);
    this.open = undefined;
  }

  private failed(call: Call): void {
    const { name, kind, args } = call;
    if (kind === 'query' || kind === 'free') return;
    const { size, detail } = wanted(call);
    this.ledger.failed(`${name}(${args.join(', ')})`, size, detail);
  }

  private carryOut(call: Call, result: string): void {
    const { kind, args } = call;
    if (kind === 'query') return this.report.skip('malloc_usable_size');
    const key = addressKey(result);
    const first = addressKey(args[0]);
    if (key === undefined || ((kind === 'free' || kind === 'realloc') && first === undefined)) {
      return this.report.problem('The address has more than 64 bits.');
    }
    if (kind === 'free') {
      if (first === undefined || first === NULL_KEY) this.ledger.freeNull();
      else this.ledger.free(first);
      return;
    }
    if (key === NULL_KEY) return this.nothing(call, first);
    const { size, detail } = wanted(call);
    const isMoved = kind === 'realloc' && first !== undefined && first !== NULL_KEY;
    if (isMoved) this.ledger.realloc(first, key, size);
    else this.ledger.alloc(key, size, detail);
  }

  /** A call whose result was the null pointer. */
  private nothing(call: Call, first: string | undefined): void {
    const gaveBack = call.kind === 'realloc' && /^0+$/.test(call.args[1] ?? '');
    if (gaveBack && first !== undefined && first !== NULL_KEY) this.ledger.free(first);
    else this.failed(call);
  }
}

/** What a call asks for; a size above 2^53 - 1 is undefined. */
function wanted({ kind, args }: Call): { size: number | undefined; detail: Detail } {
  const [first, second] = args;
  switch (kind) {
    case 'calloc':
      return { size: product(first, second), detail: { zeroed: true } };
    case 'memalign':
      return {
        size: exactNumber(second ?? first),
        detail: { align: powerOf2(exactNumber(first)) },
      };
    case 'sized':
      return { size: exactNumber(first), detail: { align: powerOf2(exactNumber(second ?? '0')) } };
    case 'realloc':
      return { size: exactNumber(second ?? '0'), detail: {} };
    case 'malloc':
    case 'free':
    case 'query':
      return { size: exactNumber(first), detail: {} };
  }
}

/** realloc(0,n) becomes malloc(n), and realloc(p,0) becomes free(p): one event, not two. */
function delegates(outer: Call, inner: Call): boolean {
  if (outer.kind !== 'realloc') return false;
  if (inner.kind === 'malloc') return addressKey(outer.args[0]) === NULL_KEY;
  return inner.kind === 'free' && inner.args[0] === outer.args[0];
}

function product(count: string, size: string | undefined): number | undefined {
  return exactNumber(String(BigInt(count) * BigInt(size ?? '1')));
}
