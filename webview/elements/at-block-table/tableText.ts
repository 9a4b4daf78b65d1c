import { plural } from '../../../src/base/format';
import type { BlockTotals } from '../../../src/protocol/blockTable';
import { formatBytes, formatCount } from '../../format';
import type { CopyFormat } from './copyText';

/** The sums of a selection. Until they are known, how many rows it has. */
export function totalsText(count: number, totals: BlockTotals | undefined): string {
  const selected = `${formatCount(count)} selected`;
  if (totals === undefined || totals.blocks !== count) return selected;
  const { live, requested, size } = totals;
  const asked = live === 0 ? '' : ` · ${formatCount(live)} live with ${plural(requested, 'byte')}`;
  return `${selected}${asked} · ${formatBytes(size)} in blocks`;
}

/** What was copied. */
export function copiedText(
  { rows, isCut }: { readonly rows: number; readonly isCut: boolean },
  format: CopyFormat,
): string {
  const as = format === 'tabs' ? '' : ` as ${format}`;
  return `Copied ${isCut ? 'the first ' : ''}${plural(rows, 'row')}${as}.`;
}
