import type { Scheduler } from '../session/scheduler';
import type { TraceSession } from '../session/traceSession';
import { type IdUses, idUsesOf } from './idUses';
import { type LifeEnds, lifeEndsOf } from '../replay/lifeEnds';
import { inSlices, type Work } from './slices';

interface Kept {
  readonly generation: number;
  uses?: Promise<IdUses | undefined>;
  ends?: Promise<LifeEnds | undefined>;
}

/**
 * What is known of a whole trace beside its columns. Made in slices when somebody asks for it, and
 * kept until the trace is another one; undefined if that happens meanwhile.
 */
export class Indexes {
  private readonly kept = new WeakMap<TraceSession, Kept>();

  constructor(private readonly scheduler: Scheduler) {}

  /** The events that name each id. */
  usesOf(session: TraceSession): Promise<IdUses | undefined> {
    const { replay } = session;
    if (replay === undefined) return Promise.resolve(undefined);
    return (this.of(session).uses ??= this.make(session, idUsesOf(replay.trace)));
  }

  /** How the life of each allocation ends. */
  endsOf(session: TraceSession): Promise<LifeEnds | undefined> {
    const { replay } = session;
    if (replay === undefined) return Promise.resolve(undefined);
    return (this.of(session).ends ??= this.make(session, lifeEndsOf(replay.trace, replay.journal)));
  }

  private of(session: TraceSession): Kept {
    const { generation } = session;
    const kept = this.kept.get(session);
    if (kept?.generation === generation) return kept;
    const fresh: Kept = { generation };
    this.kept.set(session, fresh);
    return fresh;
  }

  private make<T>(session: TraceSession, work: Work<T>): Promise<T | undefined> {
    const { generation } = session;
    return inSlices(work, this.scheduler, () => session.generation !== generation);
  }
}
