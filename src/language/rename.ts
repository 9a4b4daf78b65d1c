import { formatCount } from '../base/format';
import { isId } from '../trace/write';
import { beginsAnew, type Named, type Naming, namingsOf, staysLive } from './naming';

/**
 * Why a naming cannot get another id without the trace meaning something else; undefined if it can.
 * In one or two sentences for people.
 */
export function renameObstacle(named: Named, naming: Naming, newName: string): string | undefined {
  if (newName === 'null') return '"null" is the null pointer. Choose another id.';
  if (!isId(newName) || /[\ud800-\udfff]/u.test(newName)) {
    return 'An id has no blank, "#", quote or "=". Choose another one.';
  }
  const id = named.trace.findId(newName);
  if (id < 0 || id === naming.id) return undefined;
  for (const other of namingsOf(named, id)) {
    const obstacle = obstacleOf(named, naming, other, newName);
    if (obstacle !== undefined) return `${obstacle} Choose another id.`;
  }
  return undefined;
}

function obstacleOf(named: Named, naming: Naming, other: Naming, name: string): string | undefined {
  const { trace } = named;
  const line = (event: number) => formatCount(trace.lineOf(event) + 1);
  const [start, end] = spanOf(naming);
  const [otherStart, otherEnd] = spanOf(other);
  if (otherEnd < start) {
    if (other.isDefined && staysLive(named, other)) {
      return `${name} is live from line ${line(otherStart)} on and never freed.`;
    }
    if (beginsAnew(named, naming)) return undefined;
    return `${name} is used in line ${line(otherStart)}, which would be about the same allocation.`;
  }
  if (otherStart <= end) {
    const [from, to] = [line(otherStart), line(otherEnd)];
    const where = from === to ? `in line ${from}` : `from line ${from} to line ${to}`;
    return `${name} is in use for another allocation ${where}.`;
  }
  if (!beginsAnew(named, other)) {
    return `${name} is used in line ${line(otherStart)}, which would be about this allocation.`;
  }
  if (!staysLive(named, naming)) return undefined;
  return `This allocation is never freed, and ${name} is allocated in line ${line(otherStart)}.`;
}

function spanOf({ events }: Naming): readonly [number, number] {
  return [events[0], events[events.length - 1]];
}
