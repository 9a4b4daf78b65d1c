import type { TraceSession } from '../session/traceSession';

/** Something that follows from what a session's trace says, kept until it says something else. */
export class PerGeneration<T> {
  private readonly kept = new WeakMap<TraceSession, { generation: number; value: T }>();

  /** @param make called where nothing is kept of the session as it is now */
  of(session: TraceSession, make: () => T): T {
    const { generation } = session;
    const kept = this.kept.get(session);
    if (kept?.generation === generation) return kept.value;
    const value = make();
    this.kept.set(session, { generation, value });
    return value;
  }
}
