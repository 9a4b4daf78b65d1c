import { MAX_HEAP_SIZE, MIN_HEAP_SIZE } from '../base/limits';
import { ascii, Byte, spells } from './bytes';
import { type Line, type Token, TokenKind } from './line';
import { messages } from './messages';
import { readNumber, TOO_LARGE } from './numbers';
import type { HeapDirective, Layout, MetaEntry, PolicyName } from './trace';
import { decodeText } from './utf8';
import { alignValue, numberValue, sizeValue, textValue } from './values';
import { verbForm, Verb } from './verbs';

/** The version this reader knows. */
export const VERSION = 1;

/**
 * Reads `alloctrace N`. Returns N where it is a version, known or newer; else undefined, and what
 * is wrong is noted on the line.
 */
export function readVersion(line: Line): number | undefined {
  const token = line.token(1);
  const verb = line.tokens[0];
  const hexadecimal = token && line.bytes[token.start + 1] === Byte.LetterX;
  const value =
    token?.kind === TokenKind.Word && !hexadecimal
      ? readNumber(line.bytes, token.start, token.end)
      : 0;
  // A number too large to hold is still a newer version.
  const version = value === TOO_LARGE ? Number.MAX_SAFE_INTEGER : value;
  if (!token || version < VERSION) {
    line.failAt(token ?? verb, 'bad-version', messages.badVersion);
    return undefined;
  }
  if (version > VERSION) {
    line.failAt(token, 'newer-version', messages.newerVersion);
    return version;
  }
  const extra = line.token(2);
  if (extra) line.failAt(extra, 'unexpected-text', messages.unexpectedText);
  return line.fault ? undefined : version;
}

/** Checks a `meta` line; what is wrong is noted on the line. */
export function checkMeta(line: Line): void {
  if (line.count === 1) {
    const verb = line.tokens[0];
    line.failAt(verb, 'missing-field', messages.missingField, verbForm(Verb.Meta));
  }
  for (let i = 1; i < line.count; i++) {
    const token = line.tokens[i];
    if (token.kind !== TokenKind.Attribute) {
      line.failAt(token, 'unexpected-text', messages.unexpectedText);
    } else if (token.keyEnd === token.start) {
      line.failAt(token, 'bad-attribute', messages.namelessAttribute);
    }
  }
}

/** The entries of a `meta` line that was checked before. */
export function takeMeta(line: Line): MetaEntry[] {
  return line.tokens.slice(1, line.count).map((token) => ({
    key: decodeText(line.bytes, token.start, token.keyEnd),
    value: textValue(line, token),
  }));
}

type HeapFields = { -readonly [K in Exclude<keyof HeapDirective, 'line'>]?: HeapDirective[K] };

function choice<T extends string>(line: Line, token: Token, all: readonly T[]): T | undefined {
  const text = textValue(line, token);
  const found = all.find((each) => each === text);
  if (found === undefined) {
    line.failAtValue(token, 'bad-heap', messages.unknownHeapChoice, all.join(' '));
  }
  return found;
}

const LAYOUTS: readonly Layout[] = ['rounded', 'reference'];
const POLICIES: readonly PolicyName[] = ['first-fit', 'next-fit', 'best-fit', 'worst-fit'];

interface HeapKey {
  readonly name: keyof HeapFields;
  readonly key: Uint8Array;
  read(line: Line, token: Token, into: HeapFields): void;
}

const HEAP_KEYS: readonly HeapKey[] = [
  {
    name: 'size',
    key: ascii('size'),
    read: (line, token, into) => {
      const size = sizeValue(line, token);
      if (size === undefined) return;
      into.size = size;
      if (size < MIN_HEAP_SIZE || size > MAX_HEAP_SIZE) {
        line.failAtValue(token, 'bad-heap', messages.heapSize);
      }
    },
  },
  {
    name: 'base',
    key: ascii('base'),
    read: (line, token, into) => {
      const base = numberValue(line, token);
      if (base === undefined) return;
      into.base = base;
      if (base === 0 || base % 8 !== 0) line.failAtValue(token, 'bad-heap', messages.heapBase);
    },
  },
  {
    name: 'layout',
    key: ascii('layout'),
    read: (line, token, into) => {
      const layout = choice(line, token, LAYOUTS);
      if (layout !== undefined) into.layout = layout;
    },
  },
  {
    name: 'policy',
    key: ascii('policy'),
    read: (line, token, into) => {
      const policy = choice(line, token, POLICIES);
      if (policy !== undefined) into.policy = policy;
    },
  },
  {
    name: 'align',
    key: ascii('align'),
    read: (line, token, into) => {
      const align = alignValue(line, token);
      if (align !== undefined) into.align = align;
    },
  },
];

const HEAP_KEY_NAMES = HEAP_KEYS.map(({ name }) => name).join(' ');

/** Reads a `heap` line; what is wrong is noted on the line, and then the result means nothing. */
export function readHeap(line: Line, lineNumber: number): HeapDirective {
  const fields: HeapFields = {};
  let base: Token | undefined;
  for (let i = 1; i < line.count; i++) {
    const token = line.tokens[i];
    if (token.kind !== TokenKind.Attribute) {
      const name = i === 1 && token.kind === TokenKind.Word;
      if (name) line.failAt(token, 'reserved-verb', messages.heapName);
      else line.failAt(token, 'unexpected-text', messages.unexpectedText);
      continue;
    }
    const known = HEAP_KEYS.find(({ key }) => spells(line.bytes, token.start, token.keyEnd, key));
    if (!known) {
      line.fail(
        'bad-heap',
        token.start,
        Math.max(token.keyEnd, token.start + 1),
        messages.unknownHeapKey,
        HEAP_KEY_NAMES,
      );
      continue;
    }
    if (Object.hasOwn(fields, known.name)) {
      line.failAt(token, 'duplicate-attribute', messages.duplicateAttribute, `${known.name}=`);
      continue;
    }
    if (known.name === 'base') base = token;
    known.read(line, token, fields);
  }
  // Where the size is left out, a setting or the default fills it in: any size must fit.
  const top = (fields.base ?? 0) + (fields.size ?? MAX_HEAP_SIZE);
  if (base && top > Number.MAX_SAFE_INTEGER) {
    line.failAtValue(base, 'bad-heap', messages.heapBase);
  }
  return { ...fields, line: lineNumber };
}
