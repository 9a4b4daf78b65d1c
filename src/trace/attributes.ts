import { ascii, spells } from './bytes';
import { type Line, type Token, TokenKind } from './line';
import { messages } from './messages';
import type { EventAttributes } from './trace';
import { decodeText } from './utf8';
import {
  addressValue,
  alignValue,
  isLocation,
  locationValue,
  numberValue,
  textValue,
  timeValue,
} from './values';
import { verbName, type Verb } from './verbs';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface KnownAttribute {
  readonly name: string;
  readonly key: Uint8Array;
  /** Notes on the line what is wrong with the value, if anything is. */
  check(line: Line, token: Token): unknown;
  /** Puts the value, which was checked, where it belongs. */
  take(line: Line, token: Token, into: Writable<EventAttributes>): void;
}

const KNOWN: readonly KnownAttribute[] = [
  {
    name: 'align=',
    key: ascii('align'),
    check: alignValue,
    // The alignment of an event is a column of the trace.
    take: () => {},
  },
  {
    name: 'at=',
    key: ascii('at'),
    check: isLocation,
    take: (line, token, into) => {
      const at = locationValue(line, token);
      if (at !== undefined) into.at = at;
    },
  },
  {
    name: 'tid=',
    key: ascii('tid'),
    check: numberValue,
    take: (line, token, into) => {
      const tid = numberValue(line, token);
      if (tid !== undefined) into.tid = tid;
    },
  },
  {
    name: 't=',
    key: ascii('t'),
    check: timeValue,
    take: (line, token, into) => {
      const t = timeValue(line, token);
      if (t !== undefined) into.t = t;
    },
  },
  {
    name: 'addr=',
    key: ascii('addr'),
    check: addressValue,
    take: (line, token, into) => {
      const addr = addressValue(line, token);
      if (addr !== undefined) into.addr = addr;
    },
  },
];

const ALIGN = 0;

/** Index into `KNOWN` of the attribute's key, or -1. */
function knownIndex(line: Line, token: Token): number {
  for (let i = 0; i < KNOWN.length; i++) {
    if (spells(line.bytes, token.start, token.keyEnd, KNOWN[i].key)) return i;
  }
  return -1;
}

/** Whether the token is an attribute that this version knows. */
export function isKnownAttribute(line: Line, token: Token): boolean {
  return token.kind === TokenKind.Attribute && knownIndex(line, token) >= 0;
}

/** What the attributes of an event mean for its columns and for its other tokens. */
export interface AttributeRules {
  readonly verb: Verb;
  /** Whether the event takes an alignment, and whether it was given one by position. */
  readonly align: 'none' | 'free' | 'given';
  /** Whether a quoted string may be the label. */
  readonly label: boolean;
}

/**
 * Checks the attributes from token `from` to the end of the line. Returns the alignment in bytes,
 * 0 where there is none; what is wrong is noted on the line.
 */
export function checkAttributes(line: Line, from: number, rules: AttributeRules): number {
  let seen = rules.align === 'given' ? 1 << ALIGN : 0;
  let hasLabel = false;
  let align = 0;
  for (let i = from; i < line.count; i++) {
    const token = line.tokens[i];
    if (token.kind === TokenKind.Word) {
      return Number(line.failAt(token, 'unexpected-text', messages.unexpectedText));
    }
    if (token.kind === TokenKind.Text) {
      if (!rules.label) line.failAt(token, 'unexpected-text', messages.secondText);
      else if (hasLabel) line.failAt(token, 'duplicate-attribute', messages.duplicateLabel);
      hasLabel = true;
      continue;
    }
    if (token.keyEnd === token.start) {
      line.failAt(token, 'bad-attribute', messages.namelessAttribute);
      continue;
    }
    const index = knownIndex(line, token);
    if (index < 0) continue;
    const known = KNOWN[index];
    if ((seen & (1 << index)) !== 0) {
      const what = index === ALIGN ? 'an alignment' : known.name;
      line.failAt(token, 'duplicate-attribute', messages.duplicateAttribute, what);
    }
    seen |= 1 << index;
    if (index !== ALIGN) known.check(line, token);
    else if (rules.align === 'none') {
      line.failAt(token, 'bad-attribute', messages.alignOnOther, verbName(rules.verb));
    } else align = alignValue(line, token) ?? 0;
  }
  return align;
}

/** Shared by all events without attributes, which is most of them. */
const NO_ATTRIBUTES: EventAttributes = Object.freeze({ unknown: Object.freeze([]) });

/** The attributes from token `from` on of a line that was checked before. */
export function takeAttributes(line: Line, from: number): EventAttributes {
  if (from >= line.count) return NO_ATTRIBUTES;
  const unknown: { key: string; value: string }[] = [];
  const result: Writable<EventAttributes> = { unknown };
  for (let i = from; i < line.count; i++) {
    const token = line.tokens[i];
    if (token.kind === TokenKind.Text) result.label = textValue(line, token);
    if (token.kind !== TokenKind.Attribute) continue;
    const index = knownIndex(line, token);
    if (index >= 0) KNOWN[index].take(line, token, result);
    else {
      const key = decodeText(line.bytes, token.start, token.keyEnd);
      unknown.push({ key, value: textValue(line, token) });
    }
  }
  return result;
}
