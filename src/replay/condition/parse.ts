import { ConditionFault } from './fault';
import type { Node } from './node';
import { tokensOf, type Token } from './tokens';

/** The longest condition, in UTF-16 units: nobody types more. */
const MOST_TEXT = 1000;
/** Parentheses and signs in one another. */
const MOST_DEPTH = 40;

/** Operators by how strongly they bind, the weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '<=', '>', '>=', '~'],
  ['+', '-'],
  ['*', '/', '%'],
];
/** `a < b < c` is not what it looks like. */
const NOT_IN_A_ROW = 2;

/**
 * Reads an expression.
 * @throws ConditionFault if it is none
 */
export function parse(source: string): Node {
  if (source.length > MOST_TEXT) {
    throw new ConditionFault(
      `A condition has at most ${MOST_TEXT} characters.`,
      MOST_TEXT,
      source.length,
    );
  }
  return new Parser(tokensOf(source)).whole();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Node {
    const node = this.level(0);
    const { kind, text, from, to } = this.next;
    if (kind === 'end') return node;
    const message =
      text === ')' ? 'This parenthesis was never opened.' : 'An operator, as && or >, is missing.';
    throw new ConditionFault(message, from, to);
  }

  private get next(): Token {
    return this.tokens[this.at];
  }

  private level(level: number): Node {
    if (level === LEVELS.length) return this.unary();
    let left = this.level(level + 1);
    for (let count = 0; this.isOperator(LEVELS[level]); count++) {
      const { text, from, to } = this.next;
      if (level === NOT_IN_A_ROW && count > 0) {
        throw new ConditionFault('Comparisons are joined with && or ||.', from, to);
      }
      this.at++;
      const right = this.level(level + 1);
      left = { kind: 'binary', operator: text, left, right, from: left.from, to: right.to };
    }
    return left;
  }

  private unary(): Node {
    const { text, from, to } = this.next;
    if (!this.isOperator(['!', '-'])) return this.primary();
    this.at++;
    this.deeper(from, to);
    const operand = this.unary();
    this.depth--;
    return { kind: 'unary', operator: text, operand, from, to: operand.to };
  }

  private primary(): Node {
    const { kind, text, value, from, to } = this.next;
    this.at++;
    switch (kind) {
      case 'number':
        return { kind: 'literal', type: 'number', value, from, to };
      case 'text':
        return { kind: 'literal', type: 'text', value: text, from, to };
      case 'name':
        return constant(text, from, to) ?? { kind: 'name', name: text, from, to };
      case 'operator':
        if (text === '(') return this.inParentheses(from, to);
        break;
      case 'end':
    }
    const what = kind === 'end' ? 'The condition ends too early' : `${text} comes too early`;
    throw new ConditionFault(`${what}: a name, a number or a text in quotes is missing.`, from, to);
  }

  private inParentheses(from: number, to: number): Node {
    this.deeper(from, to);
    const inner = this.level(0);
    this.depth--;
    const { text, kind, to: end } = this.next;
    if (kind !== 'operator' || text !== ')') {
      throw new ConditionFault('This parenthesis is never closed.', from, to);
    }
    this.at++;
    return { ...inner, from, to: end };
  }

  private deeper(from: number, to: number): void {
    if (++this.depth > MOST_DEPTH) {
      throw new ConditionFault('The condition is too deeply nested.', from, to);
    }
  }

  private isOperator(texts: readonly string[]): boolean {
    const { kind, text } = this.next;
    return kind === 'operator' && texts.includes(text);
  }
}

function constant(name: string, from: number, to: number): Node | undefined {
  if (name === 'null') return { kind: 'literal', type: 'null', value: null, from, to };
  if (name !== 'true' && name !== 'false') return undefined;
  return { kind: 'literal', type: 'boolean', value: name === 'true', from, to };
}
