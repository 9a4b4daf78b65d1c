import { TOO_LONG } from '../../base/pattern/pattern';
import { Clock } from './clock';
import type { LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY } from './numbers';
import { LinePatterns, type PatternEvent } from './patterns';
import type { Report } from './report';
import { shownText } from './text';

/** Lines of a log are far shorter; what is longer was not printed by a hook. */
const LONGEST = 1024;
/** After so many lines that took too long, the pattern is given up. */
const MOST_SLOW_LINES = 20;

/** As much of a word is shown. */
const LONGEST_OP = 40;

const SIZE = /^(?:[0-9]{1,20}|0x[0-9A-Fa-f]{1,20})$/;
const ADDRESS = /^(?:0x)?[0-9A-Fa-f]{1,20}$/i;
const TIME = /^(?:[0-9]{1,3}:){0,2}[0-9]{1,12}(?:\.[0-9]{1,9})?$/;
const THREAD = /^[0-9]{1,10}$/;

/** Reads lines that look as a person says. An address is hexadecimal, with 0x or without. */
export class PatternReader implements LineReader {
  private readonly patterns: LinePatterns;
  private readonly clock = new Clock();
  private slowLines = 0;
  /** The first word that is no operation, for people who wonder why nothing was read. */
  private otherOp: string | undefined;

  /** @throws PatternError where the patterns cannot be used: see `patternProblem` */
  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
    patterns: readonly string[],
  ) {
    this.patterns = new LinePatterns(patterns);
  }

  line(text: string): void {
    if (text === '') return;
    if (text.length > LONGEST) return this.report.skip('very long lines');
    if (this.slowLines > MOST_SLOW_LINES) {
      return this.report.skip('lines after the pattern was given up');
    }
    const event = this.patterns.read(text);
    if (event === undefined) return this.report.skip('other output');
    if (event !== TOO_LONG) return this.event(event);
    this.slowLines++;
    this.report.problem('The pattern takes too long on this line.');
  }

  end(): void {}

  private event(event: PatternEvent): void {
    const { verb, address, size, column } = event;
    if (verb === undefined) return this.report.skip(this.somethingElse(event));
    const key = isNull(address)
      ? NULL_KEY
      : ADDRESS.test(address)
        ? addressKey(address)
        : undefined;
    if (key === undefined) {
      return this.report.problem('The address is no number of 64 bits.', column);
    }
    const detail = this.detail(event);
    if (verb === 'free') {
      if (key === NULL_KEY) this.ledger.freeNull(detail);
      else this.ledger.free(key, detail);
    } else if (size === undefined || !SIZE.test(size)) {
      this.report.problem('The size is no whole number.', column);
    } else if (key === NULL_KEY) this.ledger.failed(`alloc(${size})`, exactNumber(size), detail);
    else this.ledger.alloc(key, exactNumber(size), detail);
  }

  private somethingElse({ op }: PatternEvent): string {
    this.otherOp ??= shownText(op.slice(0, LONGEST_OP));
    return `lines whose op is neither an allocation nor a free, such as "${this.otherOp}"`;
  }

  private detail({ time, thread, label }: PatternEvent): Detail {
    return {
      ...(time !== undefined && TIME.test(time) && { t: this.clock.at(time) }),
      ...(thread !== undefined && THREAD.test(thread) && { tid: Number(thread) }),
      ...(label !== undefined && label !== '' && { label: shownText(label) }),
    };
  }
}

function isNull(address: string): boolean {
  return /^(?:\(nil\)|nil|null|\(null\))$/i.test(address);
}
