import { visibleText } from '../../base/visibleText';
import type { Lines } from '../lines';
import type { Part } from '../parts';
import { preferred, replace, type Fix, type Mendable } from './fix';

/** A problem of the text with what is around it. */
export interface ProblemPlace {
  readonly problem: Mendable;
  readonly lines: Lines;
  /** The line. */
  readonly text: string;
  /** What the problem is about. */
  readonly excerpt: string;
  readonly parts: readonly Part[];
  /** The part where the problem begins. */
  readonly part: Part | undefined;
  /** Line of the first event, or undefined where there is none. */
  readonly firstEventLine: number | undefined;
}

/** What the problem is about, spelled otherwise. */
export function spelling({ problem }: ProblemPlace, word: string | undefined): readonly Fix[] {
  if (word === undefined) return [];
  const { line, from, to } = problem;
  return [preferred(`Change to "${visibleText(word, 60)}"`, replace(line, from, to, word))];
}
