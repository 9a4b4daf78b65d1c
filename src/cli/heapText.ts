import { formatBytes, formatCount, formatHex, formatRatio } from '../base/format';
import type { HeapConfig } from '../engine/config';
import type { HeapMetrics } from '../engine/metrics';
import { METRICS, type MetricUnit } from '../protocol/metrics';
import type { Replay } from '../replay/replay';

/** The heap that a trace was carried out on, for JSON. */
export function heapFields({ config }: Replay) {
  const { size, base, layout, policy, align } = config;
  return { size, base, layout, policy, align };
}

/** The same in one line. */
export function heapLine({ heap: { config } }: Replay): string {
  const { size, base, layout, policy } = config;
  return `heap: ${formatBytes(size)} at ${formatHex(base)}, ${layout}, ${policy}`;
}

/** Every metric in a line of its own. */
export function metricLines(metrics: HeapMetrics, config: HeapConfig): string[] {
  return METRICS.map(
    ({ key, label, unit }) => `  ${label.padEnd(24)}${metricText(metrics[key], unit, config)}`,
  );
}

function metricText(value: number, unit: MetricUnit, config: HeapConfig): string {
  switch (unit) {
    case 'bytes':
    case 'count':
      return formatCount(value);
    case 'ratio':
      return formatRatio(value);
    case 'score':
      return value.toFixed(1);
    case 'offset':
      return formatHex(config.base + value);
  }
}
