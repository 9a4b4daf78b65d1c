/** In milliseconds: seen, and over before the next step is likely. */
const DURATION = 180;

/** How an element comes to where it is: only `transform` and `opacity`, which need no layout. */
export interface ElementMove {
  readonly element: Element;
  readonly frames: PropertyIndexedKeyframes;
}

/** Lets elements move for a moment. Whatever moved before is cut off. */
export class ElementMotion {
  private running: readonly Animation[] = [];

  play(moves: readonly ElementMove[]): void {
    this.stop();
    this.running = moves.map(({ element, frames }) =>
      element.animate(frames, { duration: DURATION, easing: 'ease-out' }),
    );
  }

  stop(): void {
    for (const each of this.running) each.cancel();
    this.running = [];
  }
}
