import { Emitter, type Disposable } from '../base/emitter';
import { beginningOf } from '../base/visibleText';
import type { Trace } from '../trace/trace';

/** The most that a trace can have: more would find nothing again. */
export const MOST_BOOKMARKS = 1000;
/** Of a name, in UTF-16 units. */
export const LONGEST_NAME = 100;

/** A place in a trace that a person wants to find again, of which the trace says nothing. */
export interface Bookmark {
  /** From 0. */
  readonly line: number;
  /** What the person calls it; empty for most. */
  readonly name: string;
}

/**
 * The bookmarks of one trace. They are of events, but kept by line, as breakpoints are: an edit
 * moves lines. One in a line without an event is that of the last event before.
 */
export class Bookmarks implements Disposable {
  private all_: readonly Bookmark[] = [];
  private revision_ = 0;
  private bound: { readonly trace: Trace; readonly names: ReadonlyMap<number, string> } | undefined;
  private readonly changes = new Emitter<void>();
  /** There are others. */
  readonly onChange = this.changes.event;

  /** In the order of their lines, at most one a line. */
  get all(): readonly Bookmark[] {
    return this.all_;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.revision_;
  }

  /** Takes these in the place of all; of several in a line the first, and not without end. */
  set(bookmarks: readonly Bookmark[]): void {
    const lines = new Set<number>();
    const isFirst = ({ line }: Bookmark) => !lines.has(line) && lines.add(line);
    this.all_ = bookmarks
      .filter(isFirst)
      .slice(0, MOST_BOOKMARKS)
      .toSorted((a, b) => a.line - b.line);
    this.bound = undefined;
    this.revision_++;
    this.changes.fire();
  }

  /** The events that have one, ascending, with the names. */
  namesOf(trace: Trace): ReadonlyMap<number, string> {
    if (this.bound?.trace === trace) return this.bound.names;
    const names = new Map<number, string>();
    for (const { line, name } of this.all_) {
      const event = trace.eventAtOrBefore(line);
      // An edit may have left two at an event: one of them may have a name.
      if (event >= 0) names.set(event, names.get(event) || name);
    }
    this.bound = { trace, names };
    return names;
  }

  /** Sets one at an event, or removes those that are there. Says what came of it. */
  toggle(trace: Trace, event: number): 'set' | 'removed' | 'full' {
    if (this.namesOf(trace).has(event)) {
      this.set(this.all_.filter(({ line }) => trace.eventAtOrBefore(line) !== event));
      return 'removed';
    }
    if (this.all_.length >= MOST_BOOKMARKS) return 'full';
    this.set([...this.all_, { line: trace.lineOf(event), name: '' }]);
    return 'set';
  }

  /** Names the one in a line. */
  rename(line: number, name: string): void {
    const named = { line, name: beginningOf(name.trim(), LONGEST_NAME) };
    this.set(this.all_.map((each) => (each.line === line ? named : each)));
  }

  /** Removes the one in a line. */
  remove(line: number): void {
    this.set(this.all_.filter((each) => each.line !== line));
  }

  dispose(): void {
    this.changes.dispose();
  }
}
