import { NO_EVENT } from '../replay/journal';
import type { Replay } from '../replay/replay';
import type { Destination } from './sessionTypes';

/**
 * How many events have happened where a destination leads, which may be out of range; undefined
 * where it leads nowhere.
 * @param at how many have happened where the cursor is, or is on its way to
 */
export function placeOfDestination(
  destination: Exclude<Destination, 'restart'>,
  replay: Replay,
  at: number,
): number | undefined {
  switch (destination) {
    case 'first':
      return Math.min(1, replay.eventCount);
    case 'back':
      return at - 1;
    case 'forward':
      return at + 1;
    case 'last':
      return replay.eventCount;
    case 'nextFault':
      return behind(replay.nextFault());
    case 'previousFault':
      return behind(replay.previousFault());
  }
}

function behind(event: number): number | undefined {
  return event === NO_EVENT ? undefined : event + 1;
}
