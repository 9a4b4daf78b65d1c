import type { Work } from '../../base/work';
import type { Found } from '../../protocol/find';
import { NO_EVENT } from '../../replay/journal';
import { ownersOf } from '../../replay/recorded/addressOwners';
import type { RecordedBlocks } from '../../replay/recorded/recordedBlocks';
import type { TraceSession } from '../traceSession';
import { selectMade } from './sides';

/** Selects the block that has an address in the recording now, and lists all that ever had it. */
export function* findRecorded(
  session: TraceSession,
  blocks: RecordedBlocks,
  query: string,
  address: string,
): Work<Found> {
  const { trace } = blocks;
  const { made, ended, live } = yield* ownersOf(blocks, BigInt(address), session.at);
  if (made.length === 0) {
    return { found: false, message: `No recorded block ever had ${address}.` };
  }
  session.studies.search.listOwners(trace, query, made, ended);
  if (live === NO_EVENT) return { found: true, message: `No live block has ${address} now.` };
  selectMade(session, live);
  return { found: true, message: `In the live block ${trace.idText(trace.newIdOf(live))}.` };
}
