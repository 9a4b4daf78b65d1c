import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatHex,
  formatRatio,
} from '../src/base/format';
import type { MetricUnit } from '../src/protocol/metrics';
import type { HeapView, PolicyName } from '../src/protocol/state';

export { LAYOUT_NAMES as LAYOUTS, POLICY_NAMES as POLICIES } from '../src/protocol/state';
export { formatBytes, formatCount, formatDecimal, formatHex, formatRatio };

/** The address of an offset in the heap, as `0x10000030`. */
export function formatAddress(heap: HeapView, offset: number): string {
  return formatHex(heap.base + offset);
}

/** An offset with as many hex digits as every offset of the heap has, at least four: `0030`. */
export function formatOffset(heap: HeapView, offset: number): string {
  const digits = Math.max(4, (heap.size - 1).toString(16).length);
  return offset.toString(16).padStart(digits, '0');
}

/** A power of two in at most four characters: `512`, `4K`, `1M`. */
export function formatPower(value: number): string {
  if (value >= 2 ** 30) return `${value / 2 ** 30}G`;
  if (value >= 2 ** 20) return `${value / 2 ** 20}M`;
  if (value >= 2 ** 10) return `${value / 2 ** 10}K`;
  return String(value);
}

/** How many bytes one pixel stands for, or how many pixels one byte. */
export function formatScale(bytesPerPixel: number): string {
  if (bytesPerPixel >= 1) {
    const bytes = bytesPerPixel < 10 ? Math.round(bytesPerPixel * 10) / 10 : bytesPerPixel;
    if (bytes >= 1024) return `1 px ≈ ${formatBytes(bytes)}`;
    const rounded = bytes < 10 ? bytes : Math.round(bytes);
    return `1 px ≈ ${rounded} ${rounded === 1 ? 'byte' : 'bytes'}`;
  }
  const pixels = Math.round(10 / bytesPerPixel) / 10;
  return `1 byte ≈ ${pixels < 10 ? pixels : Math.round(pixels)} px`;
}

/** A metric as its unit asks. */
export function formatMetric(value: number, unit: MetricUnit, heap: HeapView): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value);
    case 'count':
      return formatCount(value);
    case 'ratio':
      return formatRatio(value);
    case 'score':
      return formatDecimal(value);
    case 'offset':
      return formatAddress(heap, value);
  }
}

const POLICY_TEXTS: { readonly [name in PolicyName]: string } = {
  'first-fit': 'first fit',
  'next-fit': 'next fit',
  'best-fit': 'best fit',
  'worst-fit': 'worst fit',
};

export function policyText(name: PolicyName): string {
  return POLICY_TEXTS[name];
}
