import { nearest } from '../../trace/nearest';
import { ATTRIBUTES, meaningOfVerb } from '../meanings';
import type { Lines } from '../lines';
import { partsOf } from '../parts';
import { another, replace, type Fix } from './fix';

const EVENTS: ReadonlySet<string> = new Set(['alloc', 'calloc', 'realloc', 'free', 'mark']);

/**
 * Attributes of an event that are spelled almost like known ones. An unknown attribute is nothing
 * wrong, so this is only for those who ask.
 */
export function attributeFixes(lines: Lines, line: number): readonly Fix[] {
  const { parts } = partsOf(lines.lineAt(line));
  const verb = meaningOfVerb(parts[0]?.text ?? '');
  if (verb === undefined || !EVENTS.has(verb.name)) return [];
  return parts.flatMap(({ kind, key, from }) => {
    if (kind !== 'attribute' || ATTRIBUTES.has(key)) return [];
    const near = nearest(key, [...ATTRIBUTES.keys()]);
    if (near === undefined) return [];
    return [another(`Change to "${near}="`, replace(line, from, from + key.length, near))];
  });
}
