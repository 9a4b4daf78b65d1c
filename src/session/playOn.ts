import type { Replay } from '../replay/replay';
import type { Breakpoints } from './breakpoints';

/** Moves forward by up to so many events. Returns whether a breakpoint stops it. */
export function playOn(replay: Replay, events: number, breakpoints: Breakpoints): boolean {
  if (breakpoints.isEmpty) {
    replay.seek(replay.at + events);
    return false;
  }
  const moment = replay.moment();
  for (let count = 0; count < events && replay.step(); count++) {
    const passed = breakpoints.pass(moment.turnTo(replay.at - 1));
    passed.count();
    breakpoints.say(passed.messages);
    if (passed.stops) return true;
  }
  return false;
}
