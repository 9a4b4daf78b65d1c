import {
  MARK_SEVERITIES,
  type LineMark,
  type MarkSeverity,
} from '../../../src/protocol/largeTrace';

/** A piece of a line that is drawn in one way. */
export interface Segment {
  readonly text: string;
  /** Where in the line it begins. */
  readonly from: number;
  /** The strongest of what is said about it. */
  readonly severity: MarkSeverity | null;
  /** All that is said about it, one below the other; empty for nothing. */
  readonly messages: readonly string[];
}

/**
 * Cuts a line where its marks begin and end. A mark of nothing, as at the end of a line, gets a
 * blank of its own: it must be seen.
 */
export function lineSegments(line: string, marks: readonly LineMark[]): Segment[] {
  if (marks.length === 0) return [{ text: line, from: 0, severity: null, messages: [] }];
  const needsBlank = marks.some(({ from, to }) => from === to && from >= line.length);
  const text = needsBlank ? `${line} ` : line;
  const ranges = marks.map((mark) => ({ ...mark, to: Math.max(mark.to, mark.from + 1) }));
  const ends = new Set([0, text.length]);
  for (const { from, to } of ranges) ends.add(from).add(Math.min(to, text.length));
  const cuts = [...ends].filter((at) => at <= text.length).toSorted((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i] ?? 0;
    const covering = ranges.filter(({ from, to }) => from <= start && to >= end);
    const strongest = Math.max(
      0,
      ...covering.map(({ severity }) => MARK_SEVERITIES.indexOf(severity)),
    );
    const severity = MARK_SEVERITIES[strongest] ?? 'none';
    return {
      text: text.slice(start, end),
      from: start,
      severity: severity === 'none' ? null : severity,
      messages: covering.map(({ message, code }) => `${message} [${code}]`),
    };
  });
}
