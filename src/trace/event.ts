import { checkAttributes, isKnownAttribute } from './attributes';
import { spellsNull } from './bytes';
import { type Line, type Token, TokenKind } from './line';
import { messages } from './messages';
import { EventKind } from './trace';
import { isWellFormed } from './utf8';
import { alignValue, sizeValue } from './values';
import { verbForm, verbName } from './verbs';

/** What an event line says, as offsets into the source and numbers. Filled again for every line. */
export class EventFields {
  kind: EventKind = EventKind.Alloc;
  /** The id; an empty range where the event names none. */
  idStart = 0;
  idEnd = 0;
  /** The new id of `realloc ID NEWID SIZE`; an empty range otherwise. */
  newStart = 0;
  newEnd = 0;
  size = 0;
  /** In bytes; 0 where the event names none. */
  align = 0;
  /** The first token that is no positional field. */
  rest = 0;
}

/**
 * Reads a line that starts with an event's verb. What is wrong is noted on the line; then the
 * fields mean nothing.
 */
export function readEvent(line: Line, kind: EventKind, fields: EventFields): void {
  fields.kind = kind;
  fields.idStart = fields.idEnd = fields.newStart = fields.newEnd = 0;
  fields.size = fields.align = 0;
  switch (kind) {
    case EventKind.Alloc:
    case EventKind.Calloc:
      return readAlloc(line, kind, fields);
    case EventKind.Realloc:
      return readRealloc(line, fields);
    case EventKind.Free:
      return readFree(line, fields);
    case EventKind.Mark:
      return readMark(line, fields);
  }
}

function readAlloc(line: Line, kind: EventKind, fields: EventFields): void {
  if (!readId(line, 1, kind, fields) || !readSizeField(line, 2, kind, fields)) return;
  if (isNull(line, fields)) {
    const name = verbName(kind as number);
    line.failAt(line.tokens[1], 'bad-id', messages.nullId, name);
    return;
  }
  const extra = kind === EventKind.Alloc ? 4 : 3;
  const aligned = kind === EventKind.Alloc && line.isWord(3);
  if (aligned) fields.align = alignValue(line, line.tokens[3]) ?? 0;
  fields.rest = aligned ? 4 : 3;
  if (line.isWord(extra)) {
    const message = kind === EventKind.Alloc ? messages.unexpectedText : messages.oneSize;
    line.failAt(line.tokens[extra], 'unexpected-text', message);
    return;
  }
  readRest(line, fields, aligned);
}

function readRealloc(line: Line, fields: EventFields): void {
  const renamed = line.isWord(3);
  if (!readId(line, 1, EventKind.Realloc, fields)) return;
  if (renamed) {
    const token = line.tokens[2];
    if (!checkId(line, token)) return;
    fields.newStart = token.start;
    fields.newEnd = token.end;
    if (spellsNull(line.bytes, token.start, token.end)) {
      line.failAt(token, 'bad-id', messages.nullId, 'the new id');
      return;
    }
  } else if (isNull(line, fields) && line.isWord(2)) {
    const form = 'realloc null NEWID SIZE';
    line.fail('missing-field', line.start, line.tokens[2].end, messages.missingField, form);
    return;
  }
  const at = renamed ? 3 : 2;
  if (!readSizeField(line, at, EventKind.Realloc, fields)) return;
  fields.rest = at + 1;
  readRest(line, fields, false);
}

function readFree(line: Line, fields: EventFields): void {
  if (!readId(line, 1, EventKind.Free, fields)) return;
  fields.rest = 2;
  if (line.isWord(2)) {
    line.failAt(line.tokens[2], 'unexpected-text', messages.extraSize);
    return;
  }
  readRest(line, fields, false);
}

/** The text of a mark is one quoted string, or all words up to the first attribute. */
function readMark(line: Line, fields: EventFields): void {
  let rest = 1;
  if (line.token(1)?.kind === TokenKind.Text) rest = 2;
  else while (line.isWord(rest)) rest++;
  if (rest === 1) {
    missing(line, EventKind.Mark);
    return;
  }
  fields.rest = rest;
  readRest(line, fields, false);
}

function readRest(line: Line, fields: EventFields, alignGiven: boolean): void {
  const { kind, rest } = fields;
  const takesAlign = kind !== EventKind.Free && kind !== EventKind.Mark;
  const align = takesAlign ? (alignGiven ? 'given' : 'free') : 'none';
  const label = kind !== EventKind.Mark;
  const found = checkAttributes(line, rest, { verb: kind as number, align, label });
  if (found > 0) fields.align = found;
}

function missing(line: Line, kind: EventKind): false {
  const last = line.tokens[line.count - 1];
  const form = verbForm(kind as number);
  return line.fail('missing-field', line.tokens[0].start, last.end, messages.missingField, form);
}

function readId(line: Line, index: number, kind: EventKind, fields: EventFields): boolean {
  const token = line.token(index);
  if (!token || isKnownAttribute(line, token)) return missing(line, kind);
  if (!checkId(line, token)) return false;
  fields.idStart = token.start;
  fields.idEnd = token.end;
  return true;
}

function checkId(line: Line, token: Token): boolean {
  if (token.kind !== TokenKind.Word) return line.failAt(token, 'bad-id', messages.badId);
  if (isWellFormed(line.bytes, token.start, token.end)) return true;
  return line.failAt(token, 'bad-id', messages.idNotUtf8);
}

function readSizeField(line: Line, index: number, kind: EventKind, fields: EventFields): boolean {
  if (!line.isWord(index)) return missing(line, kind);
  const size = sizeValue(line, line.tokens[index]);
  if (size === undefined) return false;
  fields.size = size;
  return true;
}

function isNull(line: Line, fields: EventFields): boolean {
  return spellsNull(line.bytes, fields.idStart, fields.idEnd);
}
