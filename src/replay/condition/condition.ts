import { compile, type Compiled } from './compile';
import { ConditionFault, type ConditionProblem } from './fault';
import type { Moment } from './moment';
import type { Value } from './names';
import type { Node } from './node';
import { parse } from './parse';

/** Something that holds or does not hold after an event. */
export interface Condition {
  readonly text: string;
  /** Whether the heap has to be known for it. */
  readonly ofHeap: boolean;
  /** Whether it holds. Where it is about the heap, that must be as it is after the moment's event. */
  holds(moment: Moment): boolean;
  /** Whether it can hold, as far as the event alone says: false is certain. */
  mayHold(moment: Moment): boolean;
}

export type ReadCondition =
  | { readonly condition: Condition; readonly problem?: undefined }
  | { readonly condition?: undefined; readonly problem: ConditionProblem };

/** Reads a condition. Takes any text and never throws. */
export function readCondition(text: string): ReadCondition {
  return attempt(() => {
    const node = parse(text);
    const whole = compile(node);
    if (whole.type !== 'boolean') {
      throw new ConditionFault(
        'This is a value and not a condition. Compare it with something, as in size > 4096.',
        node.from,
        node.to,
      );
    }
    return { condition: conditionOf(text, node, whole) };
  });
}

/** Reads an expression of any type, as a log message names it. Takes any text and never throws. */
export function readExpression(
  text: string,
): { readonly of: (moment: Moment) => Value } | { readonly problem: ConditionProblem } {
  return attempt(() => ({ of: compile(parse(text)).of }));
}

/** What is wrong with a condition, in words: `column 8: There is no sise. Did you mean size?` */
export function problemText({ from, message }: ConditionProblem): string {
  return `column ${from + 1}: ${message}`;
}

function attempt<T>(read: () => T): T | { readonly problem: ConditionProblem } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConditionFault)) throw error;
    const { message, from, to } = error;
    return { problem: { message, from, to } };
  }
}

function conditionOf(text: string, node: Node, whole: Compiled): Condition {
  const certain = partsOf(node)
    .map((part) => compile(part))
    .filter((part) => !part.ofHeap);
  return {
    text,
    ofHeap: whole.ofHeap,
    holds: (moment) => whole.of(moment) === true,
    mayHold: (moment) => certain.every((part) => part.of(moment) === true),
  };
}

/** What all has to hold. */
function partsOf(node: Node): Node[] {
  if (node.kind !== 'binary' || node.operator !== '&&') return [node];
  return [...partsOf(node.left), ...partsOf(node.right)];
}
