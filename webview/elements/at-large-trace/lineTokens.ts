/** What a piece of a line is, as far as it has a colour of its own. */
export type TokenKind = 'verb' | 'id' | 'number' | 'word' | 'key' | 'text' | 'comment';

/** A piece of a line, by UTF-16 columns. */
export interface LineToken {
  readonly from: number;
  readonly to: number;
  readonly kind: TokenKind;
}

/** A line of a thousand attributes must not become as many elements; behind these it has no colours. */
const MOST_TOKENS = 100;

/** A comment, a quoted text, or a word that may be a key with a bare value. */
const PART = /#.*|"(?:\\.|[^"\\])*"?|([^\s"#=]+)(=?)([^\s"#]*)/gu;
const NUMBER = /^(?:0x[\dA-Fa-f]+|\d+(?:[KMG](?:iB)?|[num]?s)?)$/u;
const WORDS = new Set(['null', 'rounded', 'reference']);
const POLICY = /^(?:first|next|best|worst)-fit$/u;

/** How many ids come after a verb at most; the second one only where a number is left behind it. */
const MOST_IDS: ReadonlyMap<string, number> = new Map([
  ...['a', 'alloc', 'c', 'calloc', 'f', 'free'].map((verb): [string, number] => [verb, 1]),
  ...['r', 'realloc'].map((verb): [string, number] => [verb, 2]),
  ...['m', 'mark', 'alloctrace', 'meta', 'heap'].map((verb): [string, number] => [verb, 0]),
]);

/**
 * The pieces of a line that the text editor colours, in their order. Like its grammar it goes by
 * what a line looks like, and leaves it to the reader what is wrong.
 */
export function lineTokens(line: string): LineToken[] {
  const tokens: LineToken[] = [];
  const words: LineToken[] = [];
  const add = (from: number, text: string, kind: TokenKind) => {
    const token = { from, to: from + text.length, kind };
    tokens.push(token);
    return token;
  };
  for (const { index, 0: part, 1: name, 2: equals, 3: value = '' } of line.matchAll(PART)) {
    if (tokens.length >= MOST_TOKENS) break;
    if (name === undefined) add(index, part, part.startsWith('#') ? 'comment' : 'text');
    else if (equals === '') words.push(add(index, part, kindOf(part) ?? 'text'));
    else {
      add(index, `${name}=`, 'key');
      if (value !== '') add(index + name.length + 1, value, kindOf(value) ?? 'text');
    }
  }
  const kinds = new Map(words.map((word, i) => [word, kindOfWord(line, words, i)]));
  return tokens.flatMap((token) => {
    const kind = kinds.has(token) ? kinds.get(token) : token.kind;
    return kind === undefined ? [] : { ...token, kind };
  });
}

/** What a bare value or field is by itself. */
function kindOf(text: string): TokenKind | undefined {
  if (NUMBER.test(text)) return 'number';
  return WORDS.has(text) || POLICY.test(text) ? 'word' : undefined;
}

/** What the word at a place is; undefined for what belongs to nothing known. */
function kindOfWord(line: string, words: readonly LineToken[], at: number): TokenKind | undefined {
  const textOf = ({ from, to }: LineToken) => line.slice(from, to);
  const verb = textOf(words[0]);
  const most = MOST_IDS.get(verb);
  if (most === undefined) return undefined;
  if (at === 0) return 'verb';
  const text = textOf(words[at]);
  const ids = most === 2 && words.length < 4 ? 1 : most;
  if (at <= ids) return text === 'null' ? 'word' : 'id';
  return verb === 'm' || verb === 'mark' ? 'text' : kindOf(text);
}

/** A part of a text with one colour. */
export interface ColoredPart {
  readonly text: string;
  readonly kind: TokenKind | null;
}

/** Cuts a text that begins at a column of its line where the tokens of that begin and end. */
export function coloredParts(
  text: string,
  column: number,
  tokens: readonly LineToken[],
): ColoredPart[] {
  const parts: ColoredPart[] = [];
  let done = 0;
  const cut = (to: number, kind: TokenKind | null) => {
    if (to > done) parts.push({ text: text.slice(done, to), kind });
    done = Math.max(done, to);
  };
  for (const { from, to, kind } of tokens) {
    if (to <= column || from >= column + text.length) continue;
    cut(from - column, null);
    cut(Math.min(to - column, text.length), kind);
  }
  cut(text.length, null);
  return parts;
}
