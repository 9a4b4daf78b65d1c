import { METRICS } from '../../../src/protocol/metrics';
import type { Metrics, TraceView } from '../../../src/protocol/state';
import { formatMetric } from '../../format';

/** A number of a heap as it is shown. */
export interface MetricRow {
  readonly label: string;
  readonly text: string;
  /** One sentence with the formula. */
  readonly meaning: string;
  readonly isBad: boolean;
  /** One of those to look at first. */
  readonly isKey?: boolean;
}

/** The ones to look at first. */
const KEY: ReadonlySet<keyof Metrics> = new Set([
  'externalFragmentation',
  'utilization',
  'overheadBytes',
  'largestFree',
]);

/** Those that are bad news as soon as they are not zero. */
const BAD_NEWS: ReadonlySet<keyof Metrics> = new Set(['lostBytes', 'failures']);

/** Every metric of the simulated heap. */
export function metricRows({ metrics, heap }: TraceView): MetricRow[] {
  return METRICS.map(({ key, label, unit, meaning }) => ({
    label,
    text: formatMetric(metrics[key], unit, heap),
    meaning,
    isBad: BAD_NEWS.has(key) && metrics[key] > 0,
    isKey: KEY.has(key),
  }));
}
