import type { Opened } from './opened';

export const MIB = 2 ** 20;

/** Milliseconds from the first byte to the first view. */
export function totalMs({ readMs, recordMs, viewMs }: Opened): number {
  return readMs + recordMs + viewMs;
}

export function perEvent({ events }: Opened, bytes: number): number {
  return bytes / events;
}

/** Bytes of history an event, as the replay says; else by how much the process grew with it. */
export function historyPerEvent(opened: Opened): number {
  const { history, replayBytes } = opened;
  if (history === null) return perEvent(opened, replayBytes);
  return perEvent(opened, history.journal + history.keyframes + history.undo);
}
