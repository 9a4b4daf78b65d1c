import type { Replay } from '../replay/replay';
import type { Step } from '../protocol/stateStream';
import type { HeapViews } from './heapViews';
import type { Destination } from './sessionTypes';

/**
 * Foreseeing takes no more than this of the host's time for each step on average: after one that took
 * longer, steps are left out.
 */
const MS_A_STEP = 16;

const BACKWARDS: readonly Destination[] = ['back', 'previousFault', 'last'];

/**
 * Carries a step out, lets somebody look, and takes it back: in between nobody has a turn.
 * @returns undefined where there is no such step, where taking it back would be a seek, or where
 *   something reads the heap as it is in several slices
 */
export function afterStep<T>(
  replay: Replay,
  views: HeapViews,
  step: Step,
  look: () => T,
): T | undefined {
  if (views.isBusy) return undefined;
  if (step === 'back' && !replay.canUndo) return undefined;
  if (!(step === 'forward' ? replay.step() : replay.stepBack())) return undefined;
  try {
    return look();
  } finally {
    if (step === 'forward') replay.stepBack();
    else replay.step();
    // The list of blocks goes along with the heap; who holds it must find the blocks of now.
    void views.blocks;
  }
}

/** Which step an inspector's user will probably take next. */
export class Foresight {
  private course: Step | undefined;
  private at = 0;
  /** Where it looked last. */
  private foreseen: Step | undefined;
  /** So many steps are left out yet. */
  private leftOut = 0;

  constructor(private readonly now: () => number) {
    this.begin();
  }

  /** Another trace, or another view: what is new is stepped through from its start. */
  begin(): void {
    this.course = 'forward';
    this.leftOut = 0;
  }

  /** Somebody who goes somewhere by a button goes on in that direction. */
  navigated(to: Destination): void {
    this.course = BACKWARDS.includes(to) ? 'back' : 'forward';
  }

  /** Somebody who drags the slider does not step. */
  dragged(): void {
    this.course = undefined;
  }

  /** The cursor is after so many events: an editor may have stepped, too. */
  moved(at: number): void {
    if (at === this.at + 1) this.course = 'forward';
    else if (at === this.at - 1) this.course = 'back';
    this.at = at;
  }

  /** Looks where `foresee` did not, once there is time: who has seen a step may take it back. */
  foreseeRest(look: (step: Step) => void): void {
    for (const step of ['forward', 'back'] as const) if (step !== this.foreseen) look(step);
  }

  /** Looks ahead, unless there is no course, or it took too long before. */
  foresee(look: (step: Step) => void): void {
    this.foreseen = undefined;
    if (this.course === undefined || this.leftOut-- > 0) return;
    this.foreseen = this.course;
    const begin = this.now();
    look(this.course);
    this.leftOut = Math.floor((this.now() - begin) / MS_A_STEP);
  }
}
