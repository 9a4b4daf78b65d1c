/**
 * Keeps one window on a long list up to date: at most one request is under way, and only the
 * newest wish waits behind it. Answers of an older revision than the newest wish are dropped, and
 * an answer that is at hand is shown whatever is under way.
 */
export class Pull<P, R extends { readonly revision: number }> {
  private waiting: { params: P; revision: number } | undefined;
  private wanted = 0;
  private isBusy = false;
  /** Whether what is under way was cancelled, or what was at hand is shown instead. */
  private isOvertaken = false;

  constructor(
    private readonly ask: (params: P) => Promise<R>,
    private readonly show: (answer: R, params: P) => void,
    private readonly atHand: (params: P) => R | undefined = () => undefined,
  ) {}

  /** Wants the window of a state's revision; asks now or as soon as the last answer is there. */
  want(params: P, revision: number): void {
    this.wanted = revision;
    const answer = this.atHand(params);
    if (answer !== undefined && answer.revision >= revision) {
      this.waiting = undefined;
      this.isOvertaken = true;
      return this.show(answer, params);
    }
    this.waiting = { params, revision };
    if (!this.isBusy) void this.run();
  }

  /** Forgets what waits; an answer that is under way will not be shown. */
  cancel(): void {
    this.waiting = undefined;
    this.isOvertaken = true;
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    while (this.waiting) {
      const { params } = this.waiting;
      this.waiting = undefined;
      this.isOvertaken = false;
      try {
        // One after the other on purpose: a wish that was overtaken is never sent.
        // oxlint-disable-next-line no-await-in-loop
        const answer = await this.ask(params);
        if (answer.revision >= this.wanted && !this.isOvertaken) this.show(answer, params);
      } catch {
        // What is on the screen stays; the next state asks again.
      }
    }
    this.isBusy = false;
  }
}
