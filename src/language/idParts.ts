import type { Columns } from './lines';

/** Where an event's line names ids. */
export interface IdParts {
  /** The block that the event makes or acts on. */
  readonly id: Columns;
  /** In `realloc ID NEWID SIZE`: the new name. */
  readonly newId: Columns | undefined;
}

const ID = /^[ \t]*(alloc|calloc|realloc|free|[acrf])[ \t]+([^ \t#"=]+)(?=[ \t#]|$)/;
const NEW_ID = /[ \t]+([^ \t#"=]+)[ \t]+[^ \t#"=]+(?=[ \t#]|$)/y;

/**
 * The ids on the line of an event that could be read; undefined where it has none. Goes by what
 * stands there: of a line that could not be read it may find what is no id.
 */
export function idPartsOf(text: string): IdParts | undefined {
  const start = ID.exec(text);
  if (start === null) return undefined;
  const to = start[0].length;
  const id = { from: to - start[2].length, to };
  if (!start[1].startsWith('r')) return { id, newId: undefined };
  NEW_ID.lastIndex = to;
  const second = NEW_ID.exec(text);
  if (second === null) return { id, newId: undefined };
  const from = text.indexOf(second[1], to);
  return { id, newId: { from, to: from + second[1].length } };
}
