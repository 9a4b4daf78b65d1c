import { EventKind, type Trace } from '../../src/trace/trace';
import {
  eventLine,
  type EventToWrite,
  heapLine,
  metaLine,
  VERSION_LINE,
} from '../../src/trace/write';

function eventToWrite(trace: Trace, event: number): EventToWrite {
  const id = trace.idText(trace.id[event]);
  const attributes = trace.attributesOf(event);
  const size = trace.sizeOf(event);
  const align = trace.alignOf(event);
  switch (trace.kind[event]) {
    case EventKind.Mark:
      return { verb: 'mark', text: trace.markText(event), attributes };
    case EventKind.Free:
      return { verb: 'free', id, attributes };
    case EventKind.Realloc: {
      const other = trace.newIdOf(event);
      const newId = other === trace.id[event] ? undefined : trace.idText(other);
      return { verb: 'realloc', id, newId, size, align, attributes };
    }
    case EventKind.Calloc:
      return { verb: 'calloc', id, size, align, attributes };
    default:
      return { verb: 'alloc', id, size, align, attributes };
  }
}

/**
 * The trace in its one canonical form: what it means, without comments and problems. Reading it
 * gives the same events, attributes, heap and meta, and printing that gives the same text. Only a
 * text so long that its escapes lengthen the line past the limit is not read back.
 */
export function printTrace(trace: Trace): string {
  const lines = [VERSION_LINE, ...trace.meta.map((entry) => metaLine([entry]))];
  if (trace.heap) lines.push(heapLine(trace.heap));
  for (let event = 0; event < trace.eventCount; event++) {
    lines.push(eventLine(eventToWrite(trace, event)));
  }
  return lines.map((line) => `${line}\n`).join('');
}
