import { nearest } from '../../trace/nearest';
import { ConditionFault } from './fault';
import type { Moment } from './moment';
import { CONDITION_NAMES, type Value } from './names';
import type { Node, ValueType } from './node';

/** An expression that can be worked out at any moment. */
export interface Compiled {
  readonly type: ValueType;
  /** Whether the heap has to be known for it. */
  readonly ofHeap: boolean;
  readonly of: (moment: Moment) => Value;
}

type Binary = Extract<Node, { kind: 'binary' }>;
type Unary = Extract<Node, { kind: 'unary' }>;

/**
 * Checks the types of an expression and makes it ready to be worked out. What is asked of null, and
 * a division by zero, gives null; no comparison but == and != holds for null.
 * @throws ConditionFault where types do not fit or a name is not known
 */
export function compile(node: Node): Compiled {
  switch (node.kind) {
    case 'literal': {
      const { type, value } = node;
      return { type, ofHeap: false, of: () => value };
    }
    case 'name':
      return named(node.name, node.from, node.to);
    case 'unary':
      return unary(node);
    case 'binary':
      return binary(node);
  }
}

function named(name: string, from: number, to: number): Compiled {
  const found = CONDITION_NAMES.get(name);
  if (found !== undefined) return found;
  const close = nearest(name, [...CONDITION_NAMES.keys()]);
  const hint = close === undefined ? '' : ` Did you mean ${close}?`;
  throw new ConditionFault(`There is no ${name}.${hint}`, from, to);
}

function unary({ operator, operand }: Unary): Compiled {
  if (operator === '!') {
    const { of, ofHeap } = expect(operand, 'boolean');
    return { type: 'boolean', ofHeap, of: (moment) => of(moment) !== true };
  }
  const { of, ofHeap } = expect(operand, 'number');
  return { type: 'number', ofHeap, of: (moment) => negated(of(moment)) };
}

function negated(value: Value): Value {
  return value === null ? null : -(value as number);
}

function binary(node: Binary): Compiled {
  switch (node.operator) {
    case '&&':
    case '||':
      return logical(node);
    case '==':
    case '!=':
      return equality(node);
    case '~': {
      const { left, right, ofHeap } = both(node, 'text');
      const holds = (text: Value, part: Value) =>
        text !== null && part !== null && lower(text).includes(lower(part));
      return { type: 'boolean', ofHeap, of: (at) => holds(left.of(at), right.of(at)) };
    }
    default:
      return withNumbers(node);
  }
}

function logical(node: Binary): Compiled {
  const { left, right, ofHeap } = both(node, 'boolean');
  const of =
    node.operator === '&&'
      ? (at: Moment) => left.of(at) === true && right.of(at) === true
      : (at: Moment) => left.of(at) === true || right.of(at) === true;
  return { type: 'boolean', ofHeap, of };
}

function equality(node: Binary): Compiled {
  const left = compile(node.left);
  const right = compile(node.right);
  if (left.type !== right.type && left.type !== 'null' && right.type !== 'null') {
    throw new ConditionFault(
      `A ${left.type} is never equal to a ${right.type}.${quotesHint(node)}`,
      node.from,
      node.to,
    );
  }
  const wanted = node.operator === '==';
  const ofHeap = left.ofHeap || right.ofHeap;
  return { type: 'boolean', ofHeap, of: (at) => (left.of(at) === right.of(at)) === wanted };
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const SUMS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

function withNumbers(node: Binary): Compiled {
  const { left, right, ofHeap } = both(node, 'number');
  const compares = COMPARISONS[node.operator];
  if (compares !== undefined) {
    const of = (moment: Moment) => {
      const a = left.of(moment) as number | null;
      const b = right.of(moment) as number | null;
      return a !== null && b !== null && compares(a, b);
    };
    return { type: 'boolean', ofHeap, of };
  }
  const sum = SUMS[node.operator];
  const of = (moment: Moment) => {
    const a = left.of(moment) as number | null;
    const b = right.of(moment) as number | null;
    if (a === null || b === null) return null;
    const value = sum(a, b);
    return Number.isFinite(value) ? value : null;
  };
  return { type: 'number', ofHeap, of };
}

function both(node: Binary, type: ValueType): { left: Compiled; right: Compiled; ofHeap: boolean } {
  const left = expect(node.left, type);
  const right = expect(node.right, type);
  return { left, right, ofHeap: left.ofHeap || right.ofHeap };
}

function expect(node: Node, type: ValueType): Compiled {
  const compiled = compile(node);
  if (compiled.type === type) return compiled;
  const hint = type === 'boolean' ? ' Compare it with something, as in size > 0.' : '';
  const message = `This is a ${compiled.type}, and a ${type} is needed here.${hint}`;
  throw new ConditionFault(message, node.from, node.to);
}

/** `id == 7` compares a text with a number. */
function quotesHint({ left, right }: Binary): string {
  const isNumber = [left, right].some((each) => each.kind === 'literal' && each.type === 'number');
  return isNumber ? ' Texts, ids among them, are written in quotes.' : '';
}

function lower(value: Value): string {
  return String(value).toLowerCase();
}
