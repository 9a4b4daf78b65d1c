import { formatBytes, formatCount, formatRatio, plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import { SHOWN_KINDS, type MapWindow } from '../../../src/protocol/heapMap';
import type { RecordedMetrics, RecordedRegion } from '../../../src/protocol/recorded';
import { indexOfLast } from '../../painting/mapGeometry';
import type { MetricRow } from '../at-metrics/metricRows';

function row(label: string, text: string, meaning: string, isBad = false): MetricRow {
  return { label, text, meaning, isBad };
}

/** What is known of a recorded heap, in the order in which it is shown. */
export function metricsOf(metrics: RecordedMetrics, unplaced: number): MetricRow[] {
  const { liveBlocks, liveBytes, madeBlocks, regions, span, covered, overlapping } = metrics;
  return [
    row(
      'live blocks',
      formatCount(liveBlocks),
      'Blocks that the program got and did not give back.',
    ),
    row(
      'live bytes',
      formatBytes(liveBytes),
      'Sum of the sizes it asked for, over all live blocks.',
    ),
    row('blocks so far', formatCount(madeBlocks), 'Blocks that it ever got, up to this event.'),
    row(
      'regions in use',
      formatCount(regions),
      'Stretches of addresses with live blocks in them; large gaps are between them.',
    ),
    row(
      'span',
      formatBytes(span),
      'From the first live byte to the last in each region, summed: the large gaps are left out.',
    ),
    row(
      'live share of span',
      span === 0 ? '—' : formatRatio(covered / span),
      'Bytes in a live block ÷ span. What the rest is, a recording does not say.',
    ),
    row(
      'overlapping blocks',
      formatCount(overlapping),
      'Live blocks that share bytes with another, which cannot be: the recording contradicts itself.',
      overlapping > 0,
    ),
    row(
      'blocks without address',
      formatCount(unplaced),
      'Blocks of the whole trace for which the recording has no address. They are not shown.',
      unplaced > 0,
    ),
  ];
}

/** What a recording cannot tell, and why: instead of showing the simulated heap's unasked. */
export const NOT_KNOWN: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: 'Free list',
    why: 'A recording has what the program got and gave back, not what was free.',
  },
  { what: 'Search', why: 'Which free blocks the program’s allocator looked at, it did not tell.' },
  { what: 'Bytes', why: 'The contents of memory are not recorded.' },
  { what: 'Fragmentation', why: 'It is a property of the free blocks, which are not known.' },
  { what: 'Debug log', why: 'It is written by the simulated allocator.' },
  {
    what: 'Changes, leaks, policies',
    why: 'They are worked out on the simulated heap, and are shown beside it.',
  },
  {
    what: 'Timeline',
    why: 'Live bytes are those of the program; free bytes, the largest free block and failures are simulated.',
  },
];

/** A region in a line: where it is, and how large. */
export function regionText({ address, length }: RecordedRegion): string {
  return `${address} · ${formatBytes(length)}`;
}

/** A gap between two regions by name. */
export function gapText(gap: number): string {
  return `unknown, ${formatBytes(gap)}`;
}

/** The region that a place lies in or, in a gap, the one before it. */
export function regionAt(
  regions: readonly RecordedRegion[],
  place: number,
): RecordedRegion | undefined {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((regions[middle]?.place ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return regions[low - 1];
}

/** The address at a place; of one in a gap, where the gap begins. */
export function addressAt(regions: readonly RecordedRegion[], place: number): string {
  const region = regionAt(regions, place);
  if (region === undefined) return '';
  const offset = Math.min(Math.floor(place - region.place), region.length);
  return `0x${(BigInt(region.address) + BigInt(offset)).toString(16)}`;
}

/** The block at a place, by the event that made it, as far as the window tells. */
export function recordedBlockAt(window: MapWindow, place: number): number | undefined {
  const block = window.block[indexAt(window, place)];
  return block === 0 ? undefined : block;
}

/** What is at a place, in short lines. */
export function describePlace(
  window: MapWindow,
  regions: readonly RecordedRegion[],
  place: number,
): string {
  const index = indexAt(window, place);
  const block = window.block[index];
  const region = regionAt(regions, place);
  if (block === undefined || region === undefined) return '';
  const address = addressAt(regions, place);
  if (place >= region.place + region.length && region.gap > 0) {
    return `${gapText(region.gap)}\nfrom ${address} to the next region`;
  }
  if (window.mode === 'density') {
    const shares = (window.channels ?? []).map((kind, channel) => ({
      name: KIND_TEXTS[kind] ?? kind,
      share: (window.cells[index * 4 + channel] ?? 0) / 255,
    }));
    const text = shares
      .filter(({ share }) => share > 0)
      .map(({ name, share }) => `${formatRatio(share)} ${name}`)
      .join(', ');
    return `near ${address}\n${text}`;
  }
  const start = window.start[index] ?? 0;
  const end = window.start[index + 1] ?? window.to;
  const kind = SHOWN_KINDS[window.kind[index] ?? 0] ?? 'unknown';
  const id = kind === 'user' ? recordedIdAt(window, index) : undefined;
  // Where blocks are many, the window has no ids.
  const made = block === 0 ? '' : `\nmade by event ${formatCount(block)}`;
  const name = id === undefined ? made : `\nblock ${visibleText(id, 60)}`;
  return `${address}\n${KIND_TEXTS[kind] ?? kind}, ${plural(end - start, 'byte')}${name}`;
}

const KIND_TEXTS: { readonly [kind: string]: string } = {
  user: 'live',
  overlap: 'in more than one live block',
  unknown: 'unknown: in no live block',
  gap: 'gap',
};

function recordedIdAt(window: MapWindow & { mode: 'segments' }, index: number): string | undefined {
  if (window.ids.length === 0) return undefined;
  let before = 0;
  for (let i = 0; i < index; i++) if (SHOWN_KINDS[window.kind[i] ?? 0] === 'user') before++;
  return window.ids[before];
}

function indexAt(window: MapWindow, place: number): number {
  if (place < window.from || place >= window.to) return -1;
  if (window.mode === 'segments') return indexOfLast(window.start, place);
  const cells = window.cells.length / 4;
  return Math.floor(((place - window.from) / (window.to - window.from)) * cells);
}
