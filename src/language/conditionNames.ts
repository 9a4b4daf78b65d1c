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
