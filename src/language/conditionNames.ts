import { METRICS } from '../protocol/metrics';
import { CONDITION_NAMES, type ConditionName } from '../replay/condition/names';

/** A name that a condition may hold, with what it means. */
export interface DescribedName {
  readonly name: string;
  readonly type: ConditionName['type'];
  readonly ofHeap: boolean;
  readonly meaning: string;
}

/** Another name of a metric, for those who expect it. */
const ALIASES: ReadonlyMap<string, string> = new Map([['fragmentation', 'externalFragmentation']]);

/** Every name, those of the event first. */
export const DESCRIBED_NAMES: readonly DescribedName[] = [...CONDITION_NAMES.values()].map(
  ({ name, type, ofHeap, meaning }) => ({
    name,
    type,
    ofHeap,
    meaning: meaning === '' ? meaningOfMetric(name) : meaning,
  }),
);

function meaningOfMetric(name: string): string {
  const key = ALIASES.get(name) ?? name;
  return METRICS.find((metric) => metric.key === key)?.meaning ?? '';
}

/** Names that may stand at the end of a condition that is being typed, and where they begin. */
export interface NameCompletion {
  /** UTF-16 column of the word that a name takes the place of; the end where none is begun. */
  readonly from: number;
  readonly names: readonly DescribedName[];
}

/**
 * What a condition may go on with. Nothing inside a text in quotes and after a digit.
 * @param text the condition up to the caret
 */
export function completeCondition(text: string): NameCompletion {
  const word = /\w*$/.exec(text)?.[0] ?? '';
  const from = text.length - word.length;
  if (/^\d/.test(word) || isInQuotes(text.slice(0, from))) return { from, names: [] };
  const lower = word.toLowerCase();
  const begins = DESCRIBED_NAMES.filter(({ name }) => name.toLowerCase().startsWith(lower));
  const holds = DESCRIBED_NAMES.filter(
    (each) => !begins.includes(each) && each.name.toLowerCase().includes(lower),
  );
  return { from, names: [...begins, ...holds] };
}

function isInQuotes(text: string): boolean {
  return /["']/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, ''));
}
