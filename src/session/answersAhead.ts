import type { AnswerAhead, AskedWindow } from '../protocol/windows';

/** A state waits so long for answers that go with it, in milliseconds; the view asks for the others. */
const BUDGET_MS = 6;

/** Answers, with each state, the windows that the view asked for with the last one. */
export class AnswersAhead {
  private asked: readonly AskedWindow[] = [];
  private readonly slow = new Set<string>();

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

  /** The answers for the state that is there now. */
  answers(): readonly AnswerAhead[] {
    const begin = this.now();
    const answers: AnswerAhead[] = [];
    for (const { method, params } of this.asked) {
      if (this.slow.has(method)) continue;
      const result = this.answer(method, params);
      // Made in slices: begun for nothing once, and then left to the view, which can wait.
      if (result instanceof Promise) {
        this.slow.add(method);
        result.catch(() => {});
      } else if (result !== undefined) answers.push({ method, params, result });
      if (this.now() - begin > BUDGET_MS) break;
    }
    return answers;
  }
}
