import type { AnswerAhead, AskedWindow } from '../protocol/windows';

/** A state waits so long for answers that go with it, in milliseconds; the view asks for the others. */
const BUDGET_MS = 6;

/** What took long is tried again after one state, then after twice as many each time, and so many at most. */
const MOST_SKIPPED = 64;

/** Whether the heap at one event does not say it: of a glimpse, what comes later is not known. */
function asksOfOtherEvents(method: AskedWindow['method'], params: unknown): boolean {
  const { ends, sort, filter } = (params ?? {}) as Partial<Record<string, unknown>>;
  return method === 'changesWindow' || ends === true || sort === 'end' || Boolean(filter);
}

/** Answers, with each state, the windows that the view asked for with the last one. */
export class AnswersAhead {
  private asked: readonly AskedWindow[] = [];
  /** What took long: after how many states it is tried again, and how many of them are left. */
  private readonly slow = new Map<string, { readonly skipped: number; left: number }>();

  /**
   * @param answer of a request: undefined if it fails, a promise if it takes long
   * @param now a clock in milliseconds
   */
  constructor(
    private readonly answer: (method: string, params: unknown) => unknown,
    private readonly now: () => number,
  ) {}

  /** Notes what the view asked for when it showed the last state. */
  note(asked: readonly AskedWindow[]): void {
    this.asked = asked;
  }

  /** Forgets everything: the view is another one, or shows another trace. */
  clear(): void {
    this.asked = [];
    this.slow.clear();
  }

  /**
   * The answers for the state that is there now.
   * @param kind where that state is there for a moment only: then nothing is tried that took long
   */
  answers(kind?: 'foreseen' | 'glimpsed'): readonly AnswerAhead[] {
    const begin = this.now();
    const answers: AnswerAhead[] = [];
    for (const { method, params } of this.asked) {
      const slow = this.slow.get(method);
      if (slow !== undefined && (kind !== undefined || slow.left-- > 0)) continue;
      if (kind === 'glimpsed' && asksOfOtherEvents(method, params)) continue;
      const result = this.answer(method, params);
      if (result instanceof Promise) this.leaveToView(method, result, slow?.skipped ?? 0);
      else {
        this.slow.delete(method);
        if (result !== undefined) answers.push({ method, params, result });
      }
      if (this.now() - begin > BUDGET_MS) break;
    }
    return answers;
  }

  /**
   * It is made in slices, and begun for nothing: the view can wait, and asks itself. After a jump that
   * may be so once; of a large table it is so at each step.
   */
  private leaveToView(method: string, result: Promise<unknown>, skipped: number): void {
    const next = Math.min(Math.max(1, 2 * skipped), MOST_SKIPPED);
    this.slow.set(method, { skipped: next, left: next });
    result.catch(() => {});
  }
}
