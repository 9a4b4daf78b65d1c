import { LOG_CAPACITY } from '../engine/memory';
import type { LogView } from '../protocol/log';
import { debugLogAt } from '../replay/debugLog';
import type { Replay } from '../replay/replay';

/** The debug log's ring after the cursor's event. */
export function logView({ trace, journal, config, at, logWritten }: Replay): LogView {
  const lines = debugLogAt(trace, journal, config, at);
  const [first] = lines;
  return {
    lines: lines.map(({ text, event }) => ({ text, event: event + 1 })),
    held: lines.reduce((sum, { text }) => sum + text.length + 1, 0),
    isCut: first !== undefined && first.isCut,
    capacity: LOG_CAPACITY,
    written: logWritten,
    next: logWritten % LOG_CAPACITY,
  };
}
