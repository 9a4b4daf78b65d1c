import { BYTE_CLASS, Byte, ByteClass } from './bytes';
import { escapeLength } from './escapes';
import { messages, type Message } from './messages';
import type { ProblemCode } from './problem';
import { sequenceLength } from './utf8';

export const enum TokenKind {
  /** A run of characters without blank, `#`, `"` or `=`. */
  Word,
  /** A quoted string. */
  Text,
  /** `key=value`, the value bare or quoted. */
  Attribute,
}

/** A piece of a line. Offsets count from the start of the source. */
export interface Token {
  kind: TokenKind;
  start: number;
  end: number;
  /** Where the key of an attribute ends. */
  keyEnd: number;
  /** What the token stands for, without key and quotes. */
  valueStart: number;
  valueEnd: number;
  /** The value holds escapes. */
  escaped: boolean;
}

/** What is wrong with a line: the first thing found. */
export interface Fault {
  code: ProblemCode;
  start: number;
  end: number;
  message: Message;
  detail: string;
}

// One line of a hundred thousand words must not keep its tokens alive for the whole file.
const KEPT_TOKENS = 256;

/**
 * One line cut into tokens. The same object is filled again for every line, so that reading a trace
 * makes no objects per line. Nothing here knows verbs.
 */
export class Line {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** How many of `tokens` belong to this line. */
  count = 0;
  readonly tokens: Token[] = [];
  hasComment = false;
  fault: Fault | undefined;

  /** Cuts `bytes[start..end)`, a line without its line end, into tokens. */
  cut(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.count = 0;
    this.hasComment = false;
    this.fault = undefined;
    if (this.tokens.length > KEPT_TOKENS) this.tokens.length = KEPT_TOKENS;
    for (let at = this.skipBlanks(start); at < end; at = this.skipBlanks(at)) {
      if (bytes[at] === Byte.Hash) {
        this.hasComment = true;
        return;
      }
      at = this.readToken(at);
      if (at < 0) return;
    }
  }

  /** The token at `index`, or undefined behind the last. */
  token(index: number): Token | undefined {
    return index < this.count ? this.tokens[index] : undefined;
  }

  /** Whether the token at `index` is a word: a positional field. */
  isWord(index: number): boolean {
    return index < this.count && this.tokens[index].kind === TokenKind.Word;
  }

  /**
   * Notes what is wrong, if it comes before what was noted. Returns false, for `return fail(...)`.
   * A field that is missing only because the line could not be cut further is not the cause.
   */
  fail(code: ProblemCode, start: number, end: number, message: Message, detail = ''): false {
    if (!this.fault || (start < this.fault.start && code !== 'missing-field')) {
      this.fault = { code, start, end, message, detail };
    }
    return false;
  }

  /** `fail` at a token. */
  failAt(token: Token, code: ProblemCode, message: Message, detail = ''): false {
    return this.fail(code, token.start, token.end, message, detail);
  }

  /** `fail` at the value of a token: what is right of `key=`, or all of a word. */
  failAtValue(token: Token, code: ProblemCode, message: Message, detail = ''): false {
    if (token.valueStart === token.valueEnd) return this.failAt(token, code, message, detail);
    return this.fail(code, token.valueStart, token.valueEnd, message, detail);
  }

  private skipBlanks(at: number): number {
    while (at < this.end && BYTE_CLASS[this.bytes[at]] === ByteClass.Blank) at++;
    return at;
  }

  /** Reads the token at `at`; returns where it ends, or -1 after a fault. */
  private readToken(at: number): number {
    const token = (this.tokens[this.count] ??= blankToken());
    token.start = at;
    token.escaped = false;
    let end: number;
    if (this.bytes[at] === Byte.Quote) {
      token.kind = TokenKind.Text;
      end = this.readText(token, at);
    } else end = this.readWord(token, at);
    if (end < 0) return end;
    token.end = end;
    if (end < this.end) {
      const next = BYTE_CLASS[this.bytes[end]];
      if (next !== ByteClass.Blank && next !== ByteClass.Hash) {
        this.fail('unexpected-text', end, end + 1, messages.glued);
        return -1;
      }
    }
    this.count++;
    return end;
  }

  /** Reads a word or an attribute; returns where it ends, or -1 after a fault. */
  private readWord(token: Token, at: number): number {
    const { bytes, end } = this;
    token.kind = TokenKind.Word;
    token.valueStart = at;
    for (; at < end; at++) {
      const kind = BYTE_CLASS[bytes[at]];
      if (kind === ByteClass.Blank || kind === ByteClass.Hash || kind === ByteClass.Quote) break;
      if (kind !== ByteClass.Equals || token.kind === TokenKind.Attribute) continue;
      token.kind = TokenKind.Attribute;
      token.keyEnd = at;
      if (at + 1 < end && bytes[at + 1] === Byte.Quote) return this.readText(token, at + 1);
      token.valueStart = at + 1;
    }
    token.valueEnd = at;
    return at;
  }

  /** Reads the string whose opening quote is at `at`; returns where it ends, or -1 after a fault. */
  private readText(token: Token, at: number): number {
    const { bytes, end } = this;
    const open = at++;
    token.valueStart = at;
    while (at < end) {
      const byte = bytes[at];
      if (byte === Byte.Quote) {
        token.valueEnd = at;
        return at + 1;
      }
      if (byte !== Byte.Backslash) {
        at++;
        continue;
      }
      const length = escapeLength(bytes, at, end);
      if (length === 0) {
        if (at + 1 === end) break;
        const next = sequenceLength(bytes, at + 1, end) || 1;
        this.fail('bad-escape', at, at + 1 + next, messages.badEscape);
        return -1;
      }
      token.escaped = true;
      at += length;
    }
    this.fail('unterminated-string', open, end, messages.unterminated);
    return -1;
  }
}

function blankToken(): Token {
  return {
    kind: TokenKind.Word,
    start: 0,
    end: 0,
    keyEnd: 0,
    valueStart: 0,
    valueEnd: 0,
    escaped: false,
  };
}
