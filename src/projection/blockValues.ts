import type { Trace } from '../trace/trace';
import type { BlockColumns, TraceMoment } from './blockColumns';
import { FREE } from './blockList';

/** What live blocks have in numbers, and free ones have not. */
export type LiveNumber =
  | 'requested'
  | 'user'
  | 'padding'
  | 'tail'
  | 'age'
  | 'line'
  | 'made'
  | 'thread';

/**
 * Such a number of a row of the list. The row must be that of a live block.
 * @returns `line` and `made` (the event) count from 1; `thread` is NaN where the trace names none
 */
export function liveNumberOf(
  { trace, at }: TraceMoment,
  list: BlockColumns,
  name: LiveNumber,
): (row: number) => number {
  const { requested, user, tag } = list;
  switch (name) {
    case 'requested':
      return (row) => requested[row];
    case 'user':
      return (row) => user[row];
    case 'padding':
      return (row) => list.paddingAt(row);
    case 'tail':
      return (row) => list.tailAt(row);
    case 'age':
      return (row) => at - 1 - tag[row];
    case 'line':
      return (row) => trace.lineOf(tag[row]) + 1;
    case 'made':
      return (row) => tag[row] + 1;
    case 'thread':
      return (row) => trace.attributesOf(tag[row]).tid ?? Number.NaN;
  }
}

/** What a block has in numbers; free ones have a size and lost bytes, too. */
export type BlockNumber = LiveNumber | 'size' | 'lost';

/** Such a number of any row of the list; NaN for what its block has not. */
export function numberOf(
  moment: TraceMoment,
  list: BlockColumns,
  name: BlockNumber,
): (row: number) => number {
  const { requested, size } = list;
  if (name === 'size') return (row) => size[row];
  if (name === 'lost') return (row) => list.lostAt(row);
  const liveNumber = liveNumberOf(moment, list, name);
  return (row) => (requested[row] === FREE ? Number.NaN : liveNumber(row));
}

/** What the trace says of a block in words; empty where it says nothing. */
export type LiveText = 'id' | 'label' | 'source';

/** Such a text of the event that allocated the block. */
export function liveTextOf(trace: Trace, name: LiveText): (event: number) => string {
  switch (name) {
    case 'id':
      return (event) => trace.idText(trace.newIdOf(event));
    case 'label':
      return (event) => trace.attributesOf(event).label ?? '';
    case 'source':
      return (event) => sourceText(trace.attributesOf(event).at);
  }
}

/** A place in the program as people write it; empty where there is none. */
export function sourceText(
  at: { readonly path: string; readonly line: number; readonly column?: number } | undefined,
): string {
  if (at === undefined) return '';
  return `${at.path}:${at.line}${at.column === undefined ? '' : `:${at.column}`}`;
}
