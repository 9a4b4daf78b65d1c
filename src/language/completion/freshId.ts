import { EventKind, type Trace } from '../../trace/trace';

/** How many names are tried: each is looked for among all ids. */
const MOST_TRIES = 48;
/** So many of them are the next in order; then numbers go up by leaps. */
const IN_ORDER = 16;
/** How far above an allocation is looked for whose name to go on from. */
const MOST_EVENTS = 1024;

/** A name for a new block that no block has: goes on from the newest name above an event. */
export function freshId(trace: Trace | undefined, before: number): string {
  const last = trace === undefined ? undefined : newestId(trace, before);
  if (trace === undefined || last === undefined) return 'a';
  const near = Math.max(0, last);
  let name = trace.idText(last);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    name = following(name, 2 ** Math.max(0, tries - IN_ORDER));
    // Names that follow each other mostly come so: what is there is found near the last one.
    if (trace.findId(name, near) < 0 && trace.findId(name, 0, near) < 0) break;
  }
  return name;
}

function newestId(trace: Trace, before: number): number | undefined {
  for (let event = before - 1; event >= Math.max(0, before - MOST_EVENTS); event--) {
    const kind: EventKind = trace.kind[event];
    if (kind === EventKind.Alloc || kind === EventKind.Calloc) return trace.id[event];
  }
  return undefined;
}

/** `a` to `b`, `z` to `a1`, `node_9` to `node_10`, `0x2f0` to `0x300`, `name` to `name2`. */
function following(name: string, step: number): string {
  if (/^0x[0-9a-f]{1,12}$/.test(name)) return `0x${(Number(name) + 16 * step).toString(16)}`;
  const number = /^(.*?)(\d{1,15})$/s.exec(name);
  if (number !== null) {
    const next = String(Number(number[2]) + step);
    return number[1] + next.padStart(number[2].length, '0');
  }
  if (name === 'z' || name === 'Z') return `${name === 'z' ? 'a' : 'A'}1`;
  if (/^[a-zA-Z]$/.test(name)) return String.fromCharCode(name.charCodeAt(0) + 1);
  return `${name}2`;
}
