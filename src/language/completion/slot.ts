import { EVENT_FORMS, formsOf } from '../eventForms';
import type { Columns } from '../lines';
import { partsOf } from '../parts';

/** What can be written at a caret, and the stretch it would take the place of. */
export type Slot = Columns &
  (
    | { readonly kind: 'verb' }
    /** A name for a new block. */
    | { readonly kind: 'newId'; readonly verb: string }
    /** A block that is live. */
    | { readonly kind: 'liveId'; readonly verb: string }
    | { readonly kind: 'size'; readonly verb: string }
    /** After the positional fields. `keys` are those that the line has already. */
    | {
        readonly kind: 'rest';
        readonly verb: string;
        readonly keys: readonly string[];
        readonly hasLabel: boolean;
        /** Whether an alignment may stand here as a plain number. */
        readonly isAlign: boolean;
      }
    | { readonly kind: 'value'; readonly verb: string; readonly key: string }
  );

const DIRECTIVES = ['heap', 'meta'];

/** What can be written at a column of a line; undefined in comments, in strings and elsewhere. */
export function slotAt(text: string, column: number): Slot | undefined {
  const { parts, end, isBroken } = partsOf(text);
  const last = parts.at(-1);
  if (column > end || (isBroken && column > (last?.to ?? 0))) return undefined;
  const behind = parts.filter(({ to }) => to < column);
  const current = parts.at(behind.length);
  const isIn = current !== undefined && current.from < column;
  const from = isIn ? current.from : column;
  const to = isIn ? current.to : column;
  const [first] = behind;
  if (first === undefined) return { kind: 'verb', from, to };
  const verb = formsOf(first.text).at(0)?.verb ?? first.text;
  if (!DIRECTIVES.includes(verb) && !EVENT_FORMS.some((form) => form.verb === verb)) {
    return undefined;
  }
  if (isIn && current.kind === 'text') return undefined;
  if (isIn && current.kind === 'attribute') {
    const { key, valueFrom } = current;
    const isQuoted = text[valueFrom - 1] === '"';
    if (isQuoted || column < valueFrom) return undefined;
    return { kind: 'value', verb, key, from: valueFrom, to };
  }
  const words = behind.slice(1).findIndex(({ kind }) => kind !== 'word');
  const isPositional = words < 0;
  const field = isPositional ? fieldOf(verb, behind.length) : undefined;
  if (field !== undefined) return { kind: field, verb, from, to };
  if (verb === 'mark' && isPositional) return undefined;
  return {
    kind: 'rest',
    verb,
    keys: parts.filter((part) => part !== current).map(({ key }) => key),
    hasLabel: parts.some(({ kind }) => kind === 'text'),
    isAlign: verb === 'alloc' && isPositional && behind.length === 3,
    from,
    to,
  };
}

/** The positional field at an index of the line's parts, or undefined behind the last. */
function fieldOf(verb: string, index: number): 'newId' | 'liveId' | 'size' | undefined {
  switch (verb) {
    case 'alloc':
    case 'calloc':
      return index === 1 ? 'newId' : index === 2 ? 'size' : undefined;
    case 'realloc':
      return index === 1 ? 'liveId' : index === 2 ? 'size' : undefined;
    case 'free':
      return index === 1 ? 'liveId' : undefined;
    default:
      return undefined;
  }
}
