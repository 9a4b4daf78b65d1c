import type { Timer } from '../../channel';

/** As long as VS Code waits with its own hovers, in milliseconds. */
const DELAY = 500;

/** Where the texts of hovers are shown. */
export interface HoverPlace<Target> {
  readonly startTimer: Timer;
  show(target: Target): void;
  hide(): void;
  /**
   * Calls `gone` once a target can no longer be seen, or says something else than it did.
   * @returns ends the watching
   */
  watch(target: Target, gone: () => void): () => void;
}

/** Decides which target's text is shown, and until when. */
export class HoverAim<Target> {
  private target: Target | undefined;
  private stop: () => void = () => {};

  constructor(private readonly place: HoverPlace<Target>) {}

  /** Whether a target is the one that is aimed at. */
  isOn(target: Target): boolean {
    return target === this.target;
  }

  /** The pointer or the focus is on a target, or on none. */
  at(target: Target | undefined): void {
    if (target === this.target) return;
    this.end();
    if (target === undefined) return;
    this.target = target;
    this.stop = this.place.startTimer(DELAY, () => {
      this.stop = this.place.watch(target, () => this.end());
      this.place.show(target);
    });
  }

  /** Nothing is shown any more, until the pointer moves again. */
  end(): void {
    this.stop();
    this.stop = () => {};
    if (this.target === undefined) return;
    this.target = undefined;
    this.place.hide();
  }
}
