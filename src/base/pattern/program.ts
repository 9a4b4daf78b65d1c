import type { CharacterSet } from './sets';
import { PatternError, type Boundary, type Tree } from './tree';

/** A step of a program. Those with two ways try the first one first. */
export type Step =
  | { readonly kind: 'one'; readonly set: CharacterSet }
  | { readonly kind: 'boundary'; readonly what: Boundary }
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  /** Notes where a group begins (even slots) or ends. */
  | { readonly kind: 'note'; readonly slot: number }
  | { readonly kind: 'found' };

/** Every step may be taken at every character. */
const MOST_STEPS = 500;

/** The program that looks for what a tree says. @throws PatternError if it would be too long */
export function programOf(tree: Tree, names: readonly string[]): Step[] {
  const steps: Step[] = [];
  const add = <T extends Step>(step: T): T => {
    if (steps.push(step) > MOST_STEPS) {
      throw new PatternError('The pattern is too long, or repeats too much.', 0);
    }
    return step;
  };
  const emit = (node: Tree): void => {
    switch (node.kind) {
      case 'nothing':
        return;
      case 'one':
      case 'boundary':
        add(node);
        return;
      case 'row':
        node.parts.forEach(emit);
        return;
      case 'group': {
        const slot = 2 * names.indexOf(node.name);
        add({ kind: 'note', slot });
        emit(node.of);
        add({ kind: 'note', slot: slot + 1 });
        return;
      }
      case 'choice':
        return emitChoice(node.options);
      case 'repeat':
        return emitRepeat(node);
    }
  };
  const emitChoice = (options: readonly Tree[]): void => {
    const ends = options.map((option, i) => {
      const isLast = i === options.length - 1;
      const fork = isLast ? undefined : add({ kind: 'fork', first: 0, second: 0 });
      if (fork !== undefined) fork.first = steps.length;
      emit(option);
      const end = isLast ? undefined : add({ kind: 'jump', to: 0 });
      if (fork !== undefined) fork.second = steps.length;
      return end;
    });
    for (const end of ends) if (end !== undefined) end.to = steps.length;
  };
  const emitRepeat = ({ of, min, max, lazy }: Tree & { kind: 'repeat' }): void => {
    /** Goes on with what follows here, or leaves for an address that is set later. */
    const fork = () => {
      const step = add({ kind: 'fork', first: 0, second: 0 });
      const here = steps.length;
      return (away: number) => {
        step.first = lazy ? away : here;
        step.second = lazy ? here : away;
      };
    };
    for (let i = 0; i < min; i++) {
      const before = steps.length;
      emit(of);
      // Nothing again and again is nothing. To count through that, nested, would take years.
      if (steps.length === before) return;
    }
    if (max === Infinity) {
      const start = steps.length;
      const leave = fork();
      emit(of);
      add({ kind: 'jump', to: start });
      leave(steps.length);
      return;
    }
    const leaves: ((away: number) => void)[] = [];
    for (let i = min; i < max; i++) {
      leaves.push(fork());
      emit(of);
    }
    for (const leave of leaves) leave(steps.length);
  };
  emit(tree);
  add({ kind: 'found' });
  return steps;
}
