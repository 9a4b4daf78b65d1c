import { formsOf, textOfForm, type EventForm } from './eventForms';
import type { Columns } from './lines';
import { partsOf, type Part } from './parts';

/** A form of the event that is being written. */
export interface Signature {
  readonly label: string;
  readonly meaning: string;
  readonly parameters: readonly (Columns & { readonly meaning: string })[];
}

/** The forms of the event that is being written, and the field that comes next. */
export interface SignatureAt {
  readonly signatures: readonly Signature[];
  readonly active: number;
  readonly parameter: number;
}

/** What the event at a caret may say; undefined where no event is being written. */
export function signatureAt(text: string, column: number): SignatureAt | undefined {
  const { parts, end } = partsOf(text);
  const [verb] = parts;
  if (verb === undefined || column <= verb.to || column > end) return undefined;
  const forms = formsOf(verb.text);
  if (forms.length === 0) return undefined;
  const fields = parts.slice(1);
  // A caret at the end of a field is still in it.
  const behind = fields.filter(({ to }) => to < column);
  const current = fields[behind.length];
  const isInRest = current?.from !== undefined && current.from <= column && current.kind !== 'word';
  const words = wordCount(fields);
  const active = forms.length > 1 && isRenaming(fields) ? 1 : 0;
  const { length } = forms[active].fields;
  const isMark = forms[active].verb === 'mark';
  const isInText = isMark && !behind.some(({ kind }) => kind !== 'word') && !isAttribute(current);
  const parameter = isInText ? 0 : isInRest || behind.length > words ? length - 1 : behind.length;
  return {
    signatures: forms.map(signatureOf),
    active,
    parameter: Math.min(parameter, length - 1),
  };
}

/** How many words there are before the first attribute or label. */
function wordCount(fields: readonly Part[]): number {
  const rest = fields.findIndex(({ kind }) => kind !== 'word');
  return rest < 0 ? fields.length : rest;
}

/** Whether the words so far can only be those of `realloc ID NEWID SIZE`. */
function isRenaming(fields: readonly Part[]): boolean {
  if (wordCount(fields) < 2) return false;
  return wordCount(fields) > 2 || !/^\d/.test(fields[1].text);
}

function isAttribute(part: Part | undefined): boolean {
  return part?.kind === 'attribute';
}

function signatureOf(form: EventForm): Signature {
  const label = textOfForm(form);
  let at = form.verb.length;
  const parameters = form.fields.map(({ name, meaning }) => {
    const from = at + 1;
    at = from + name.length;
    return { from, to: at, meaning };
  });
  return { label, meaning: form.meaning, parameters };
}
