import type { Paragraph } from './hoverText';
import {
  ATTRIBUTES,
  HEAP_CHOICES,
  HEAP_KEYS,
  META_KEYS,
  meaningOfVerb,
  type Meaning,
} from './meanings';
import { partAt, type LineParts } from './parts';

/** The meaning of the verb, attribute or key at a column; undefined where there is none. */
export function wordParagraphs(cut: LineParts, column: number): Paragraph[] | undefined {
  const part = partAt(cut, column);
  const verb = meaningOfVerb(cut.parts[0]?.text ?? '');
  if (part === undefined || verb === undefined) return undefined;
  if (part === cut.parts[0]) return meaning(verb);
  if (part.kind !== 'attribute') return undefined;
  if (verb.name === 'alloctrace') return undefined;
  if (verb.name === 'meta') {
    const known = META_KEYS.get(part.key);
    return known && meaning(known);
  }
  if (verb.name !== 'heap') {
    const known = ATTRIBUTES.get(part.key);
    return known ? meaning(known) : [['An attribute that this version does not know. It is kept.']];
  }
  const value = part.text.slice(part.valueFrom - part.from, part.valueTo - part.from);
  const choice = HEAP_CHOICES.get(part.key)?.get(value);
  const known = HEAP_KEYS.get(part.key);
  if (known === undefined) return undefined;
  return choice === undefined
    ? meaning(known)
    : [...meaning(known), [{ code: value }, `: ${choice}`]];
}

function meaning({ form, text }: Meaning): Paragraph[] {
  return [[{ code: form }], [text]];
}
