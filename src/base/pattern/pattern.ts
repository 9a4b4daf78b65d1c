// Regular expressions that come from a person, for lines that come from anywhere. JavaScript's own
// ones go back and try again, for years if pattern and line are made for it, and nothing in the same
// thread can stop them. These follow all ways at once (Thompson 1968, Pike's version with groups), so
// the time is at most the steps of the pattern times the characters of the line. Rejected: a worker
// that is ended after a time, which the extension host of a browser cannot start in all surroundings;
// a package such as re2-wasm or re2js, which are some hundred kilobytes for what 400 lines do here.

import { parsePattern } from './parse';
import { programOf, type Step } from './program';
import { WORD, type CharacterSet } from './sets';
import type { Boundary } from './tree';

/** Where a pattern was found. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** What each named group matched; a group that was not used is not there. */
  readonly groups: ReadonlyMap<string, string>;
}

/** The work was more than was allowed. */
export const TOO_LONG = 'too long';

interface Way {
  readonly step: number;
  /** Where groups begin and end, -1 where that is not known; shared, never written to. */
  readonly slots: readonly number[];
}

/** A pattern that is ready to be looked for. */
export class Pattern {
  readonly names: readonly string[];
  private readonly steps: readonly Step[];
  private readonly firsts: CharacterSet | undefined;
  /** The last position at which a step was reached, so that none is taken twice. */
  private readonly reached: Float64Array;
  private clock = 0;
  private work = 0;

  /** @throws PatternError if `text` is no pattern */
  constructor(text: string) {
    const bytes = asBytes(text);
    const { tree, names } = parsePattern(bytes);
    this.names = names;
    this.steps = programOf(tree, names);
    this.reached = new Float64Array(this.steps.length);
    this.firsts = this.firstCharacters();
  }

  /**
   * Looks for the first place where the pattern fits. `text` is a string of bytes.
   * @param limit steps that may be taken
   */
  find(text: string, limit = Infinity): Found | undefined | typeof TOO_LONG {
    this.work = 0;
    const noSlots = Array.from({ length: 2 * this.names.length + 1 }, () => -1);
    const startSlot = noSlots.length - 1;
    let ways: Way[] = [];
    let best: { slots: readonly number[]; end: number } | undefined;
    for (let at = 0; at <= text.length; at++) {
      if (ways.length === 0) {
        if (best !== undefined) break;
        at = this.nextStart(text, at);
        if (at > text.length) break;
      }
      this.clock++;
      const here: Way[] = [];
      for (const way of ways) this.follow(way.step, way.slots, text, at, here);
      if (best === undefined && this.mayStart(text, at)) {
        this.follow(0, noSlots.with(startSlot, at), text, at, here);
      }
      if (this.work > limit) return TOO_LONG;
      const found = here.findIndex(({ step }) => this.steps[step].kind === 'found');
      // Ways behind one that found something are worse than it.
      if (found >= 0) best = { slots: here[found].slots, end: at };
      ways = this.after(found < 0 ? here : here.slice(0, found), text.charCodeAt(at));
    }
    if (best === undefined) return undefined;
    const { slots, end } = best;
    return { start: slots[startSlot], end, groups: this.groupsIn(text, slots) };
  }

  /** The ways that the next character leaves open; it is NaN at the end of the text. */
  private after(ways: readonly Way[], code: number): Way[] {
    const next: Way[] = [];
    for (const { step, slots } of ways) {
      const { steps } = this;
      const one = steps[step];
      if (one.kind === 'one' && one.set[code] === 1) next.push({ step: step + 1, slots });
    }
    return next;
  }

  /** Adds the steps that wait for a character, as far as they can be reached from `step`. */
  private follow(
    step: number,
    slots: readonly number[],
    text: string,
    at: number,
    into: Way[],
  ): void {
    const open: Way[] = [{ step, slots }];
    for (let way = open.pop(); way !== undefined; way = open.pop()) {
      this.work++;
      if (this.reached[way.step] === this.clock) continue;
      this.reached[way.step] = this.clock;
      const each = this.steps[way.step];
      switch (each.kind) {
        case 'jump':
          open.push({ step: each.to, slots: way.slots });
          break;
        case 'fork':
          open.push({ step: each.second, slots: way.slots });
          open.push({ step: each.first, slots: way.slots });
          break;
        case 'note':
          open.push({ step: way.step + 1, slots: way.slots.with(each.slot, at) });
          break;
        case 'boundary':
          if (holds(each.what, text, at)) open.push({ step: way.step + 1, slots: way.slots });
          break;
        case 'one':
        case 'found':
          into.push(way);
      }
    }
  }

  /** The next position at which the pattern may begin; behind the text if there is none. */
  private nextStart(text: string, from: number): number {
    const { firsts } = this;
    if (firsts === undefined) return from;
    let at = from;
    while (at < text.length && firsts[text.charCodeAt(at)] === 0) at++;
    return at < text.length ? at : text.length + 1;
  }

  private mayStart(text: string, at: number): boolean {
    return this.firsts === undefined || this.firsts[text.charCodeAt(at)] === 1;
  }

  /** Characters that every match begins with; undefined where it may begin with none. */
  private firstCharacters(): CharacterSet | undefined {
    const set = new Uint8Array(256);
    const seen = new Set<number>();
    const open = [0];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      if (seen.has(step)) continue;
      seen.add(step);
      const each = this.steps[step];
      if (each.kind === 'found') return undefined;
      if (each.kind === 'one') each.set.forEach((has, code) => (set[code] |= has));
      else if (each.kind === 'fork') open.push(each.first, each.second);
      else open.push(each.kind === 'jump' ? each.to : step + 1);
    }
    return set;
  }

  private groupsIn(text: string, slots: readonly number[]): ReadonlyMap<string, string> {
    const groups = new Map<string, string>();
    this.names.forEach((name, i) => {
      const [start, end] = [slots[2 * i], slots[2 * i + 1]];
      if (start >= 0 && end >= start) groups.set(name, text.slice(start, end));
    });
    return groups;
  }
}

function holds(what: Boundary, text: string, at: number): boolean {
  if (what === 'start') return at === 0;
  if (what === 'end') return at === text.length;
  const isWord = (i: number) => WORD[text.charCodeAt(i)] === 1;
  return (isWord(at - 1) !== isWord(at)) === (what === 'word');
}

/** The pattern as UTF-8, as the lines are in which it is looked for. */
function asBytes(text: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /%([0-9A-F]{2})/g,
    (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
