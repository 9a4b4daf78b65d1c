import { readTrace, TraceReader } from '../trace/reader';
import type { Trace } from '../trace/trace';
import { heapLine } from '../trace/write';
import { Import, type Imported } from '../trace/importers/import';
import type { Importer } from '../trace/importers/importer';
import type { Lines, Position } from './lines';
import { BETWEEN_YIELDS, type Work } from './slices';

/** As much of a text as a format is recognised by. */
const HEAD = 64 * 1024;
/** Text that is converted between two yields. */
const PIECE = 16 * 1024;
/** What a trace has that says nothing; a larger one must be asked for. */
const USUAL_HEAP = heapLine({ size: 2 ** 20 });

/**
 * The format of a text that is pasted, where it is a recording of another tool beyond doubt.
 * Undefined for anything else, and for what is lines of a trace already.
 */
export function formatOfPaste(text: string): Importer | undefined {
  const head = wholeLines(headOf(text));
  const bytes = new TextEncoder().encode(head);
  const asTrace = readTrace(bytes);
  if (asTrace.lines.events > 0 && asTrace.lines.diagnosed === 0) return undefined;
  const reader = new Import(() => {});
  reader.push(bytes);
  const { importer, totals, report, linesRead } = reader.finish();
  const isSound = totals.alloc + totals.realloc > 0 && 4 * report.problemCount <= linesRead;
  return isSound ? importer : undefined;
}

/** Whole lines from the beginning. */
function headOf(text: string): string {
  if (text.length <= HEAD) return text;
  const end = text.lastIndexOf('\n', HEAD);
  return text.slice(0, end < 0 ? HEAD : end + 1);
}

/** What somebody pastes ends where they stopped to select: that is no line that is still being written. */
function wholeLines(text: string): string {
  return /[\r\n]$/.test(text) ? text : `${text}\n`;
}

/** What is around the place of a paste. */
export interface Surroundings {
  /** The document's trace begins above the place: with a version line, a heap line, events. */
  readonly hasVersion: boolean;
  readonly hasHeap: boolean;
  readonly hasEventsBefore: boolean;
  /** Nothing but blank lines and comments is around it. */
  readonly isAlone: boolean;
  /** Text of the same line is in front of the place, or behind it. */
  readonly cutsBefore: boolean;
  readonly cutsAfter: boolean;
  /** Behind the place the document is over. */
  readonly isLast: boolean;
  /** Every id around. */
  readonly ids: ReadonlySet<string>;
}

/**
 * Looks at a document around the text from `from` to `to`, which the paste replaces. Undefined where
 * the version line stands behind the place: events do not belong in front of it.
 */
export function* surroundingsOf(
  document: Lines,
  from: Position,
  to: Position,
): Work<Surroundings | undefined> {
  const before = document.lineAt(from.line).slice(0, from.column);
  const after = document.lineAt(to.line).slice(to.column);
  const reader = new TraceReader({ maxProblems: 0 });
  yield* push(reader, document, 0, from.line);
  pushLines(reader, [before]);
  const above = reader.snapshot();
  pushLines(reader, [after]);
  yield* push(reader, document, to.line + 1, document.lineCount);
  const all = reader.finish();
  if (all.version !== above.version) return undefined;
  return {
    hasVersion: all.version !== undefined,
    hasHeap: all.heap !== undefined,
    hasEventsBefore: above.eventCount > 0,
    isAlone: all.lines.blank + all.lines.comments === all.lines.total,
    cutsBefore: before.trim() !== '',
    cutsAfter: after.trim() !== '',
    isLast: to.line === document.lineCount - 1,
    ids: yield* idsOf(all),
  };
}

function* push(reader: TraceReader, document: Lines, start: number, end: number): Work<void> {
  for (let line = start; line < end; line += BETWEEN_YIELDS) {
    const count = Math.min(BETWEEN_YIELDS, end - line);
    pushLines(
      reader,
      Array.from({ length: count }, (_, i) => document.lineAt(line + i)),
    );
    yield;
  }
}

function pushLines(reader: TraceReader, lines: readonly string[]): void {
  reader.push(new TextEncoder().encode(`${lines.join('\n')}\n`));
}

function* idsOf(trace: Trace): Work<Set<string>> {
  const ids = new Set<string>();
  for (let id = 0; id < trace.idCount; id++) {
    ids.add(trace.idText(id));
    if (id % BETWEEN_YIELDS === 0) yield;
  }
  return ids;
}

/**
 * What to insert for a recording: its events, and of the lines that a trace begins with those that the
 * document lacks. Its ids get a prefix where the document uses one of them. What could not be read is
 * counted in a comment. Undefined if there is no event in it.
 */
export function* pastedTrace(
  pasted: string,
  importer: Importer,
  around: Surroundings,
): Work<string | undefined> {
  const text = wholeLines(pasted);
  const pieces: string[] = [];
  const reader = new Import((lines) => pieces.push(lines), { importer });
  for (let at = 0; at < text.length;) {
    const end = pieceEnd(text, at);
    reader.push(new TextEncoder().encode(text.slice(at, end)));
    at = end;
    yield;
  }
  const imported = reader.finish();
  if (pieces.length === 0) return undefined;
  const events = yield* withFreeIds(pieces, around.ids);
  const start = around.cutsBefore ? '\n' : '';
  const inserted = `${start}${beginningFor(imported, around)}${events}`;
  // The line that the place is in has a line end of its own.
  return around.cutsAfter || around.isLast ? inserted : inserted.slice(0, -1);
}

/** Not between the two units of one character. */
function pieceEnd(text: string, start: number): number {
  const end = Math.min(text.length, start + PIECE);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
}

/** Those of the lines before the events that the document lacks and can take here. */
function beginningFor(imported: Imported, around: Surroundings): string {
  const { header, report, linesRead } = imported;
  const isHeapMissing = !around.hasHeap && !around.hasEventsBefore;
  const lines = header.split('\n').filter((line) => {
    if (line.startsWith('alloctrace ')) return around.isAlone;
    if (!line.startsWith('heap ')) return line !== '';
    return isHeapMissing && (around.isAlone || line !== USUAL_HEAP);
  });
  const skipped = report.skipped.reduce((sum, { count }) => sum + count, 0);
  const lost = [
    ...(report.problemCount > 0 ? [`${report.problemCount} could not be read`] : []),
    ...(skipped > 0 ? [`${skipped} left out`] : []),
  ];
  if (lost.length > 0) lines.push(`# pasted ${linesRead} lines, ${lost.join(', ')}`);
  return `${lines.join('\n')}\n${around.isAlone ? '\n' : ''}`;
}

/** The verb and the id of an event as an import writes it. */
const NAMED = /^((?:alloc|calloc|realloc|free) )(\S+)/gm;

/** The events with ids that are not taken. */
function* withFreeIds(pieces: readonly string[], taken: ReadonlySet<string>): Work<string> {
  if (taken.size === 0) return pieces.join('');
  const ids = new Set<string>();
  for (const [at, lines] of pieces.entries()) {
    for (const [, , id] of lines.matchAll(NAMED)) if (id !== 'null') ids.add(id);
    if (at % BETWEEN_YIELDS === 0) yield;
  }
  const areFree = (prefix: string) => [...ids].every((id) => !taken.has(prefix + id));
  if (areFree('')) return pieces.join('');
  let prefix = 'p';
  for (let number = 2; !areFree(prefix); number++) prefix = `p${number}_`;
  let events = '';
  for (const [at, lines] of pieces.entries()) {
    events += lines.replaceAll(NAMED, (named, verb: string, id: string) =>
      id === 'null' ? named : verb + prefix + id,
    );
    if (at % BETWEEN_YIELDS === 0) yield;
  }
  return events;
}
