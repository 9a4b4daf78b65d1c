import type { Scheduler } from '../session/scheduler';
import type { TraceSession } from '../session/traceSession';
import { type IdUses, idUsesOf } from './idUses';
import { type LifeEnds, lifeEndsOf } from '../replay/lifeEnds';
import { PerGeneration } from './perGeneration';
import { inSlices, type Work } from './slices';

/**
 * What is known of a whole trace beside its columns. Made in slices when somebody asks for it, and
 * kept until the trace is another one; undefined if that happens meanwhile.
 */
export class Indexes {
  private readonly uses = new PerGeneration<Promise<IdUses | undefined>>();
  private readonly ends = new PerGeneration<Promise<LifeEnds | undefined>>();

  constructor(private readonly scheduler: Scheduler) {}

  /** The events that name each id. */
  usesOf(session: TraceSession): Promise<IdUses | undefined> {
    const { replay } = session;
    if (replay === undefined) return Promise.resolve(undefined);
    return this.uses.of(session, () => this.make(session, idUsesOf(replay.trace)));
  }

  /** How the life of each allocation ends. */
  endsOf(session: TraceSession): Promise<LifeEnds | undefined> {
    const { replay } = session;
    if (replay === undefined) return Promise.resolve(undefined);
    const { trace, journal } = replay;
    return this.ends.of(session, () => this.make(session, lifeEndsOf(trace, journal)));
  }

  private make<T>(session: TraceSession, work: Work<T>): Promise<T | undefined> {
    const { generation } = session;
    return inSlices(work, this.scheduler, () => session.generation !== generation);
  }
}
