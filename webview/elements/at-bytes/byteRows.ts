import type { HeapView } from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';
import { targetOf, type Field } from './fields';

/** What stands beside a row: the fields that begin in it, or that the window begins in. */
export function fieldsInRow(
  fields: readonly Field[],
  start: number,
  end: number,
): readonly Field[] {
  return fields.filter((field) => field.start >= start && field.start < end);
}

/** A field in a few words: `size 112`, `next 0x10000128`, `user data`. */
export function fieldText(field: Field, heap: HeapView): string {
  const { name, value, isFree } = field;
  const size = field.end - field.start;
  switch (name) {
    case 'size':
      return value === undefined ? 'size' : `size ${formatCount(value)}`;
    case 'next': {
      const target = targetOf(field, heap.base);
      if (target !== undefined) return `next ${formatAddress(heap, target)}`;
      return isFree ? 'next 0' : value === 0 ? 'next, unused' : 'next, stale';
    }
    case 'backPointer': {
      const target = targetOf(field, heap.base);
      return target === undefined ? 'back pointer' : `back pointer ${formatAddress(heap, target)}`;
    }
    case 'user':
      return `user data`;
    case 'free':
      return 'free';
    case 'padding':
    case 'tail':
    case 'lost':
      return `${name} ${formatCount(size)}`;
  }
}

/** A field in a sentence, for the line below the bytes. */
export function fieldSentence(field: Field, heap: HeapView): string {
  const { block, start, isFree } = field;
  const owner = `${isFree ? 'free' : 'live'} block ${formatAddress(heap, block)}`;
  if (field.name === 'lost') return `lost behind block ${formatAddress(heap, block)}`;
  const place =
    field.name === 'user' || field.name === 'free' ? '' : `, at ${formatAddress(heap, start)}`;
  return `${fieldText(field, heap)} of the ${owner}${place}`;
}
