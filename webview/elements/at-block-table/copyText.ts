import type { BlockColumn, BlockWindow } from '../../../src/protocol/blockTable';
import type { HeapView } from '../../../src/protocol/state';
import {
  csvField,
  csvText,
  markdownCell,
  markdownText,
  tabField,
  tabText,
} from '../../../src/base/delimited';
import { formatAddress } from '../../format';
import { COLUMN_OF } from './columns';

export type CopyFormat = 'CSV' | 'Markdown' | 'tabs';

/** So many rows are copied at most. */
export const COPY_LIMIT = 100_000;

/** The columns as they are copied: id and label are two. */
export function copiedColumns(shown: readonly BlockColumn[]): readonly BlockColumn[] {
  if (shown.includes('label')) return shown;
  return shown.flatMap((key) => (key === 'id' ? (['id', 'label'] as const) : [key]));
}

/** Rows of windows as text, under the names of their columns. Numbers are as programs read them. */
export function rowsText(
  windows: readonly BlockWindow[],
  columns: readonly BlockColumn[],
  heap: HeapView,
  format: CopyFormat,
): string {
  const safe = { CSV: csvField, Markdown: markdownCell, tabs: tabField }[format];
  const rows = [columns.map(headingOf)];
  for (const window of windows) {
    for (let place = 0; place < window.block.length; place++) {
      rows.push(columns.map((key) => safe(valueOf(window, place, key, heap))));
    }
  }
  if (format === 'CSV') return csvText(rows);
  if (format === 'tabs') return tabText(rows);
  return markdownText(
    rows,
    columns.map((key) => COLUMN_OF.get(key)?.isNumber ?? false),
  );
}

function headingOf(key: BlockColumn): string {
  const names: { readonly [key in BlockColumn]?: string } = {
    size: 'block size',
    user: 'user data',
  };
  return names[key] ?? key;
}

/** What a row has in a column; of what it has not, nothing. */
export function valueOf(
  window: BlockWindow,
  place: number,
  key: BlockColumn,
  heap: HeapView,
): string {
  const isLive = window.live[place] === 1;
  switch (key) {
    case 'address':
      return formatAddress(heap, window.block[place] ?? 0);
    case 'state':
      return isLive ? 'live' : 'free';
    case 'size':
    case 'lost':
      return String(window[key][place] ?? 0);
    case 'user':
      return isLive ? formatAddress(heap, window.user[place] ?? 0) : '';
    case 'thread': {
      const thread = window.thread[place] ?? -1;
      return thread < 0 ? '' : String(thread);
    }
    case 'end': {
      const end = window.end[place] ?? 0;
      return isLive ? String(end === 0 ? 'never' : end) : '';
    }
    case 'id':
    case 'label':
    case 'source':
    case 'requested':
    case 'padding':
    case 'tail':
    case 'age':
    case 'line':
      return isLive ? String(window[key][place] ?? '') : '';
  }
}
