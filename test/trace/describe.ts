import { EventKind, type Trace } from '../../src/trace/trace';

const VERBS = new Map<number, string>([
  [EventKind.Alloc, 'alloc'],
  [EventKind.Calloc, 'calloc'],
  [EventKind.Realloc, 'realloc'],
  [EventKind.Free, 'free'],
  [EventKind.Mark, 'mark'],
]);

/** What an event says, as plain values: verb, id or text, size, and the rest as an object. */
function describeEvent(trace: Trace, event: number): unknown[] {
  const verb = VERBS.get(trace.kind[event]);
  const { unknown, ...known } = trace.attributesOf(event);
  const rest = {
    align: trace.alignOf(event),
    ...known,
    ...(unknown.length > 0 && { unknown: unknown.map(({ key, value }) => [key, value]) }),
  };
  const values: unknown[] = [verb];
  if (verb === 'mark') values.push(trace.markText(event));
  else values.push(trace.idText(trace.id[event]));
  const newId = trace.newIdOf(event);
  if (newId !== trace.id[event]) values.push(trace.idText(newId));
  if (verb !== 'mark' && verb !== 'free') values.push(trace.sizeOf(event));
  if (Object.values(rest).some((value) => value !== undefined)) values.push(rest);
  return values;
}

/** What a trace means: what reading its canonical print must give again. */
export function describeMeaning(trace: Trace) {
  const { line: _, ...heap } = trace.heap ?? { line: 0 };
  return {
    heap: trace.heap && heap,
    meta: trace.meta.map(({ key, value }) => [key, value]),
    events: Array.from({ length: trace.eventCount }, (_value, event) =>
      describeEvent(trace, event),
    ),
  };
}

/** Everything the reader says about a file. Lines and columns count from 1, as people see them. */
export function describeTrace(trace: Trace) {
  return {
    version: trace.version,
    ...describeMeaning(trace),
    eventLines: Array.from({ length: trace.eventCount }, (_, event) => trace.lineOf(event) + 1),
    lines: trace.lines,
    provisional: trace.provisional,
    problemCount: trace.problemCount,
    problems: trace.problems.map(({ code, severity, line, column, length }) => ({
      code,
      severity,
      line: line + 1,
      col: column + 1,
      length,
    })),
  };
}

/** `describeTrace` as the text of a golden file: one event or problem a line. */
export function goldenText(trace: Trace): string {
  const parts = Object.entries(describeTrace(trace))
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${valueText(key, value)}`);
  return `{\n${parts.join(',\n')}\n}\n`;
}

function valueText(key: string, value: unknown): string {
  const long = (key === 'events' || key === 'problems') && Array.isArray(value) && value.length > 0;
  if (!long) return JSON.stringify(value);
  return `[\n${value.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`;
}

/** Everything that can be seen of a trace, messages too. */
export function everything(trace: Trace): string {
  const messages = trace.problems.map(({ message }) => message);
  const lines = Array.from({ length: trace.eventCount }, (_, event) => trace.lineText(event));
  return [goldenText(trace), ...lines, ...messages].join('\n');
}
