import { ANY, inverted, NAMED_SETS, setOf, union, withBothCases, type CharacterSet } from './sets';
import { PatternError, type Tree } from './tree';

const NOTHING: Tree = { kind: 'nothing' };

/** `{5}`, `{5,}`, `{5,9}`. What looks otherwise is a brace. */
const COUNTS = /^\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}/;
const MOST_TIMES = 256;
const DEEPEST = 50;

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
  ['0', 0],
]);

/**
 * Reads a pattern: the part of JavaScript's regular expressions that can be matched in a time in
 * proportion to the text. `pattern` is a string of bytes.
 * @throws PatternError for what is not in it: references to groups, and looking ahead or behind
 */
export function parsePattern(pattern: string): { tree: Tree; names: readonly string[] } {
  return new Parser(pattern).parse();
}

class Parser {
  private at = 0;
  private depth = 0;
  private anyCase = false;
  private readonly names: string[] = [];

  constructor(private readonly text: string) {}

  parse(): { tree: Tree; names: readonly string[] } {
    this.anyCase = this.take('(?i)');
    const tree = this.choice();
    if (this.at < this.text.length) throw this.error('This bracket closes nothing.');
    return { tree, names: this.names };
  }

  private choice(): Tree {
    const options = [this.row()];
    while (this.take('|')) options.push(this.row());
    return options.length === 1 ? options[0] : { kind: 'choice', options };
  }

  private row(): Tree {
    const parts: Tree[] = [];
    while (this.at < this.text.length && !'|)'.includes(this.text[this.at])) {
      parts.push(this.repeated());
    }
    if (parts.length === 1) return parts[0];
    return parts.length === 0 ? NOTHING : { kind: 'row', parts };
  }

  private repeated(): Tree {
    const start = this.at;
    const of = this.single();
    const times = this.times();
    if (times === undefined) return of;
    if (of.kind === 'boundary') throw this.error('A boundary cannot be repeated.', start);
    const [min, max] = times;
    const lazy = this.take('?');
    const again = this.at;
    if (this.times() !== undefined) throw this.error('There is nothing to repeat.', again);
    return { kind: 'repeat', of, min, max, lazy };
  }

  private times(): readonly [number, number] | undefined {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    const match = COUNTS.exec(this.text.slice(this.at, this.at + 12));
    if (match === null) return undefined;
    const [whole, low, comma, high] = match;
    const min = Number(low);
    const max = high === undefined ? (comma === undefined ? min : Infinity) : Number(high);
    if (min > max) throw this.error('The first number is larger than the second one.');
    if (min > MOST_TIMES || (max !== Infinity && max > MOST_TIMES)) {
      throw this.error(`At most ${MOST_TIMES} times can be asked for.`);
    }
    this.at += whole.length;
    return [min, max];
  }

  private single(): Tree {
    const character = this.text[this.at];
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return this.one(this.brackets());
      case '.':
        this.at++;
        return this.one(ANY);
      case '^':
        this.at++;
        return { kind: 'boundary', what: 'start' };
      case '$':
        this.at++;
        return { kind: 'boundary', what: 'end' };
      case '*':
      case '+':
      case '?':
        throw this.error('There is nothing to repeat.');
      case '\\':
        return this.escape();
      default:
        return this.literal();
    }
  }

  /** One character, which in UTF-8 may be several bytes. */
  private literal(): Tree {
    const start = this.at++;
    while (isContinuation(this.text, this.at)) this.at++;
    const parts = Array.from(this.text.slice(start, this.at), (byte) =>
      this.one(just(byte.charCodeAt(0))),
    );
    return parts.length === 1 ? parts[0] : { kind: 'row', parts };
  }

  private group(): Tree {
    const start = this.at;
    if (++this.depth > DEEPEST) throw this.error('Groups are nested too deep.');
    this.at++;
    let name: string | undefined;
    if (this.take('?')) {
      const named = /^<([A-Za-z_]\w*)>/.exec(this.text.slice(this.at, this.at + 64));
      if (named !== null) {
        [, name] = named;
        if (this.names.includes(name)) throw this.error(`There are two groups "${name}".`, start);
        this.names.push(name);
        this.at += named[0].length;
      } else if (!this.take(':')) {
        throw this.error('Only (...), (?:...) and (?<name>...) can be used here.', start);
      }
    }
    const of = this.choice();
    if (!this.take(')')) throw this.error('This group has no end.', start);
    this.depth--;
    return name === undefined ? of : { kind: 'group', of, name };
  }

  private escape(): Tree {
    const start = this.at++;
    const letter = this.text[this.at] ?? '';
    if (letter === 'b' || letter === 'B') {
      this.at++;
      return { kind: 'boundary', what: letter === 'b' ? 'word' : 'not-word' };
    }
    if (/[1-9k]/.test(letter)) throw this.error('References to groups cannot be used here.', start);
    return this.one(this.escapedSet(start));
  }

  /** What stands behind a backslash, inside brackets or not. */
  private escapedSet(start: number): CharacterSet {
    const letter = this.text[this.at++] ?? '';
    const named = NAMED_SETS.get(letter);
    if (named !== undefined) return named;
    const control = CONTROLS.get(letter);
    if (control !== undefined) return just(control);
    if (letter === 'x') {
      const digits = /^[0-9A-Fa-f]{2}/.exec(this.text.slice(this.at, this.at + 2));
      if (digits === null) throw this.error('\\x needs two hexadecimal digits.', start);
      this.at += 2;
      return just(Number.parseInt(digits[0], 16));
    }
    if (letter === '') throw this.error('A backslash needs something behind it.', start);
    if (/[A-Za-z0-9]/.test(letter)) throw this.error(`"\\${letter}" cannot be used here.`, start);
    return just(letter.charCodeAt(0));
  }

  private brackets(): CharacterSet {
    const start = this.at++;
    const isInverted = this.take('^');
    let set: CharacterSet = setOf();
    for (;;) {
      if (this.at >= this.text.length) throw this.error('These brackets have no end.', start);
      if (this.take(']')) break;
      set = union(set, this.range());
    }
    const cased = this.anyCase ? withBothCases(set) : set;
    return isInverted ? inverted(cased) : cased;
  }

  private range(): CharacterSet {
    const start = this.at;
    const first = this.inBrackets();
    const isRange = this.text[this.at] === '-' && !']'.includes(this.text[this.at + 1] ?? ']');
    if (!isRange) return first;
    this.at++;
    const [low, high] = [onlyOf(first), onlyOf(this.inBrackets())];
    if (low === undefined || high === undefined || low > high) {
      throw this.error('This range has no beginning or no end.', start);
    }
    return setOf([low, high]);
  }

  private inBrackets(): CharacterSet {
    const start = this.at++;
    const character = this.text[start] ?? '';
    if (character.charCodeAt(0) > 0x7f) {
      throw this.error('Only ASCII characters can stand in brackets.', start);
    }
    return character === '\\' ? this.escapedSet(start) : just(character.charCodeAt(0));
  }

  private one(set: CharacterSet): Tree {
    return { kind: 'one', set: this.anyCase ? withBothCases(set) : set };
  }

  private take(wanted: string): boolean {
    if (!this.text.startsWith(wanted, this.at)) return false;
    this.at += wanted.length;
    return true;
  }

  private error(message: string, at = this.at): PatternError {
    // A person counts characters, not bytes.
    const before = Array.from(this.text.slice(0, at), (_, i) => !isContinuation(this.text, i));
    return new PatternError(message, before.filter(Boolean).length);
  }
}

function isContinuation(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xc0) === 0x80;
}

function just(code: number): CharacterSet {
  return setOf([code, code]);
}

/** The character of a set of one. */
function onlyOf(set: CharacterSet): number | undefined {
  const first = set.indexOf(1);
  return first >= 0 && set.lastIndexOf(1) === first ? first : undefined;
}
