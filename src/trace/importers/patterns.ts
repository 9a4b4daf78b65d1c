import { Pattern, TOO_LONG } from '../../base/pattern/pattern';
import { PatternError } from '../../base/pattern/tree';

// Named groups of a pattern: `address` always; `size` where something is allocated; `op` says what
// the line is about, and where no group says it, a pattern with `size` is for allocations and one
// without for frees. `time`, `thread` and `label` may be there.

/** What a line says, as it is written there. */
export interface PatternEvent {
  /** Undefined where the line is about something else. */
  readonly verb: 'alloc' | 'free' | undefined;
  /** What the group says; empty without one. */
  readonly op: string;
  readonly address: string;
  readonly size: string | undefined;
  readonly time: string | undefined;
  readonly thread: string | undefined;
  readonly label: string | undefined;
  /** Where the match begins. */
  readonly column: number;
}

/** Why patterns cannot be used: which of them, from 0, where in it, and a sentence. */
export interface PatternProblem {
  readonly pattern: number;
  readonly column: number;
  readonly text: string;
}

const GROUPS = ['address', 'size', 'op', 'time', 'thread', 'label'];
const MOST_PATTERNS = 8;
/** Characters of a pattern. */
const LONGEST_PATTERN = 1000;
/** Steps that a line may take in all: some milliseconds. Usual patterns and lines take a thousand. */
const MOST_WORK = 100_000;

/** What is wrong with patterns for `ImportSettings.patterns`; undefined if they can be used. */
export function patternProblem(patterns: readonly string[]): PatternProblem | undefined {
  if (patterns.length === 0 || patterns.length > MOST_PATTERNS) {
    return { pattern: 0, column: 0, text: `There must be 1 to ${MOST_PATTERNS} patterns.` };
  }
  for (const [pattern, text] of patterns.entries()) {
    try {
      const wrong = wrongGroups(compiled(text), patterns.length);
      if (wrong !== undefined) return { pattern, column: 0, text: wrong };
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return { pattern, column: error.column, text: error.message };
    }
  }
  return undefined;
}

function compiled(text: string): Pattern {
  if (text.length > LONGEST_PATTERN) {
    throw new PatternError(`The pattern is longer than ${LONGEST_PATTERN} characters.`, 0);
  }
  return new Pattern(text);
}

function wrongGroups({ names }: Pattern, patterns: number): string | undefined {
  const strange = names.find((name) => !GROUPS.includes(name));
  if (strange !== undefined) {
    return `There is no meaning for a group "${strange}". The groups are ${GROUPS.join(', ')}.`;
  }
  if (!names.includes('address')) return 'The pattern needs a group (?<address>...).';
  if (names.includes('op') && !names.includes('size') && patterns === 1) {
    return 'The pattern needs a group (?<size>...): an allocation has a size.';
  }
  if (patterns === 1 && !names.includes('op')) {
    return 'One pattern alone needs a group (?<op>...), to tell allocations from frees.';
  }
  return undefined;
}

const ALLOCATES = /alloc|new|^\+$|^[am]$/i;
const FREES = /free|delete|^-$|^[fd]$/i;

/** Reads lines by patterns of a person, each in a limited time. */
export class LinePatterns {
  private readonly patterns: readonly Pattern[];

  /** @throws PatternError where `patternProblem` has something to say */
  constructor(patterns: readonly string[]) {
    const problem = patternProblem(patterns);
    if (problem !== undefined) throw new PatternError(problem.text, problem.column);
    this.patterns = patterns.map(compiled);
  }

  /** What `line`, a string of bytes, says by the first pattern that fits. */
  read(line: string): PatternEvent | undefined | typeof TOO_LONG {
    const limit = Math.ceil(MOST_WORK / this.patterns.length);
    for (const pattern of this.patterns) {
      const found = pattern.find(line, limit);
      if (found === TOO_LONG) return TOO_LONG;
      if (found === undefined) continue;
      const { groups, start } = found;
      const op = groups.get('op') ?? '';
      const hasSize = groups.has('size');
      return {
        op,
        verb: pattern.names.includes('op') ? verbOf(op) : hasSize ? 'alloc' : 'free',
        address: groups.get('address') ?? '',
        size: groups.get('size'),
        time: groups.get('time'),
        thread: groups.get('thread'),
        label: groups.get('label'),
        column: start,
      };
    }
    return undefined;
  }
}

function verbOf(op: string): 'alloc' | 'free' | undefined {
  if (FREES.test(op)) return 'free';
  return ALLOCATES.test(op) ? 'alloc' : undefined;
}
