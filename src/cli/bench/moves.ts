import type { Replay } from '../../replay/replay';
import { percentile } from './statistics';
import { timed } from './turns';
import { randomFrom } from './workloads/random';

/** How long single moves took, in milliseconds. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Seeks to random events. No new one is begun after `ms` milliseconds. */
export function measureSeeks(replay: Replay, most: number, ms: number): Percentiles {
  const random = randomFrom(1);
  const times: number[] = [];
  const end = performance.now() + ms;
  while (times.length < most && (times.length === 0 || performance.now() < end)) {
    const target = random(replay.eventCount + 1);
    times.push(timed(() => replay.seek(target)));
  }
  return percentilesOf(times);
}

/**
 * Single steps forward and then back again, at random places of the trace. No new place is gone to
 * after `ms` milliseconds.
 */
export function measureSteps(
  replay: Replay,
  places: number,
  ms: number,
): { forward: Percentiles; back: Percentiles } {
  const random = randomFrom(2);
  const forward: number[] = [];
  const back: number[] = [];
  const steps = Math.min(STEPS_AT_A_PLACE, replay.eventCount);
  const end = performance.now() + ms;
  for (let place = 0; place < places; place++) {
    if (place > 0 && performance.now() > end) break;
    replay.seek(random(replay.eventCount - steps + 1));
    for (let i = 0; i < steps; i++) forward.push(timed(() => void replay.step()));
    for (let i = 0; i < steps; i++) back.push(timed(() => void replay.stepBack()));
  }
  return { forward: percentilesOf(forward), back: percentilesOf(back) };
}

const STEPS_AT_A_PLACE = 200;

function percentilesOf(times: readonly number[]): Percentiles {
  const [p50, p99, max] = [50, 99, 100].map((percent) => percentile(times, percent));
  return { count: times.length, p50, p99, max };
}
