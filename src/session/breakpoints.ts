import { Emitter, type Disposable } from '../base/emitter';
import { formatCount } from '../base/format';
import { problemText, readCondition, type Condition } from '../replay/condition/condition';
import type { Moment } from '../replay/condition/moment';
import type { Trace } from '../trace/trace';
import { readHitCount, type HitCount } from './hitCount';
import { readLogMessage, type LogMessage } from './logMessage';

/** A breakpoint as an editor has it. */
export interface BreakpointSpec {
  readonly id: string;
  /** From 0. */
  readonly line: number;
  readonly condition: string;
  readonly hitCount: string;
  /** What it says instead of stopping; empty where it stops. */
  readonly logMessage: string;
}

interface Breakpoint {
  /** As the editor has it now: an edit moves its line. */
  spec: BreakpointSpec;
  readonly condition: Condition | undefined;
  readonly isDue: HitCount;
  readonly message: LogMessage | undefined;
  /** What is wrong with it: then it always stops, because nobody knows when it should not. */
  readonly why: string | undefined;
  hits: number;
}

/** What passing an event comes to. */
export interface Passed {
  readonly stops: boolean;
  /** What is said. */
  readonly messages: readonly string[];
  /** Counts the hits: for those who looked ahead, once it is certain that the event is passed. */
  readonly count: () => void;
}

const NOTHING: Passed = { stops: false, messages: [], count: () => {} };

/**
 * The breakpoints of one trace. One in a line without an event counts for the next line that has
 * one; behind the last event it counts for nothing. It stops after its event, so that the heap
 * shows what the event did.
 */
export class Breakpoints implements Disposable {
  private all: Breakpoint[] = [];
  private bound:
    | { readonly trace: Trace; readonly at: ReadonlyMap<number, Breakpoint[]> }
    | undefined;
  private ordered: readonly number[] = [];
  private readonly changes = new Emitter<void>();
  /** There are others. */
  readonly onChange = this.changes.event;
  private readonly says = new Emitter<string>();
  /** A breakpoint with a log message was passed. */
  readonly onMessage = this.says.event;

  /** Takes what an editor has now, enabled ones only. Hits are kept where nothing has changed. */
  set(specs: readonly BreakpointSpec[]): void {
    const before = new Map(this.all.map((each) => [each.spec.id, each]));
    this.all = specs.map((spec) => {
      const old = before.get(spec.id);
      if (old === undefined || !isAlike(old.spec, spec)) return read(spec);
      // The same one, because a run that is under way will count its hits.
      old.spec = spec;
      return old;
    });
    this.bound = undefined;
    this.changes.fire();
  }

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** What is wrong with breakpoints, each in one sentence. */
  get problems(): readonly string[] {
    return this.all.flatMap(({ spec, why }) => {
      const where = `The breakpoint in line ${formatCount(spec.line + 1)}`;
      return why === undefined ? [] : [`${where} stops every time: ${why}`];
    });
  }

  /** All begin to count anew. */
  forgetHits(): void {
    for (const each of this.all) each.hits = 0;
  }

  /** The events that have breakpoints, ascending. */
  eventsOf(trace: Trace): readonly number[] {
    this.bind(trace);
    return this.ordered;
  }

  /** What comes of passing the moment's event; the heap must be as it is after it. */
  pass(moment: Moment): Passed {
    const due = this.bind(moment.trace).get(moment.event) ?? [];
    const hit = due.filter(({ condition }) => condition === undefined || condition.holds(moment));
    if (hit.length === 0) return NOTHING;
    const effective = hit.filter(({ isDue, hits }) => isDue(hits + 1));
    return {
      stops: effective.some(({ message }) => message === undefined),
      messages: effective.flatMap(({ message }) => (message === undefined ? [] : message(moment))),
      count: () => {
        for (const each of hit) each.hits++;
      },
    };
  }

  say(messages: readonly string[]): void {
    for (const message of messages) this.says.fire(message);
  }

  dispose(): void {
    this.changes.dispose();
    this.says.dispose();
  }

  /** Events are others after every edit; the lines of breakpoints are kept by the editor. */
  private bind(trace: Trace): ReadonlyMap<number, Breakpoint[]> {
    if (this.bound?.trace === trace) return this.bound.at;
    const at = new Map<number, Breakpoint[]>();
    for (const each of this.all) {
      const event = trace.eventAtOrAfter(each.spec.line);
      if (event >= trace.eventCount) continue;
      const there = at.get(event);
      if (there === undefined) at.set(event, [each]);
      else there.push(each);
    }
    this.bound = { trace, at };
    this.ordered = [...at.keys()].toSorted((a, b) => a - b);
    return at;
  }
}

function isAlike(a: BreakpointSpec, b: BreakpointSpec): boolean {
  return a.condition === b.condition && a.hitCount === b.hitCount && a.logMessage === b.logMessage;
}

function read(spec: BreakpointSpec): Breakpoint {
  const { condition: text, hitCount, logMessage } = spec;
  const { condition, problem } = text.trim() === '' ? {} : readCondition(text);
  const isDue = readHitCount(hitCount);
  const isCounted = typeof isDue !== 'string';
  const why =
    problem !== undefined
      ? `its condition cannot be read, ${problemText(problem)}`
      : isCounted
        ? undefined
        : `its hit count ${isDue}`;
  const message = logMessage === '' ? undefined : readLogMessage(logMessage);
  return {
    spec,
    condition,
    isDue: isCounted ? isDue : () => true,
    // What is broken must be seen, so it does not go on after saying something.
    message: why === undefined ? message : undefined,
    why,
    hits: 0,
  };
}
