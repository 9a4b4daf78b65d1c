import { ascii, spells } from '../trace/bytes';
import { Line, TokenKind } from '../trace/line';
import { EventKind } from '../trace/trace';
import { locationValue } from '../trace/values';
import { verbOf } from '../trace/verbs';
import { touches, type Columns } from './lines';
import { partAt, partsOf } from './parts';

/** A place in the recorded program's source, as a trace says it. Line and column count from 1. */
export interface SourceLocation {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

const AT = ascii('at');

/** The `at=` of an event's line; undefined if it has none, or none that can be read. */
export function sourceLocationOf(text: string): SourceLocation | undefined {
  const bytes = new TextEncoder().encode(text);
  const line = new Line();
  line.cut(bytes, 0, bytes.length);
  const verb = line.token(0);
  if (verb === undefined || !isEvent(verbOf(bytes, verb.start, verb.end))) return undefined;
  const token = line.tokens
    .slice(1, line.count)
    .find(
      ({ kind, start, keyEnd }) => kind === TokenKind.Attribute && spells(bytes, start, keyEnd, AT),
    );
  return token && locationValue(line, token);
}

/** The same with the columns of its value, for a caret that is in it or at one of its ends. */
export function sourceLocationAt(
  text: string,
  column: number,
): (Columns & { readonly location: SourceLocation }) | undefined {
  const part = partAt(partsOf(text), column);
  if (part?.key !== 'at') return undefined;
  const { valueFrom: from, valueTo: to } = part;
  const location = sourceLocationOf(text);
  if (location === undefined || !touches({ from, to }, column)) return undefined;
  return { from, to, location };
}

/** Whether a value from outside is a source location. */
export function isSourceLocation(value: unknown): value is SourceLocation {
  if (typeof value !== 'object' || value === null) return false;
  const { path, line, column } = value as Record<string, unknown>;
  return typeof path === 'string' && path.length <= 4096 && isPlace(line) && isOptional(column);
}

function isPlace(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isOptional(value: unknown): boolean {
  return value === undefined || isPlace(value);
}

function isEvent(verb: number): boolean {
  return verb >= EventKind.Alloc && verb <= EventKind.Mark;
}
