import { timelineFlags } from '../projection/timelineFlags';
import { spanWithin } from '../projection/timelineRange';
import type { TIMELINE_REQUESTS } from '../protocol/timeline';
import type { RequestHandlers } from './receiver';
import type { TraceSession } from './traceSession';

/**
 * Answers what one view asks about the timeline. A newer question of a kind gives up the older one.
 * @param generation of the state that shows the same, in the view's own numbers
 */
export function timelineRequests(
  sessionShown: () => TraceSession | undefined,
  generation: () => number,
): RequestHandlers<typeof TIMELINE_REQUESTS> {
  const newest = { range: 0, moment: 0, sums: 0 };
  const askedAnew = (kind: keyof typeof newest) => {
    const own = ++newest[kind];
    return () => newest[kind] !== own;
  };
  const shown = () => {
    const { studies, replay, bookmarks } = sessionShown() ?? {};
    if (!studies || !replay || !bookmarks) throw new Error('No trace is open.');
    return { reader: studies.timeline, replay, bookmarks, revision: generation() };
  };
  return {
    timelineRange: (asked) => {
      const { reader, replay, revision } = shown();
      const values = reader.range(replay, asked, askedAnew('range'));
      if (values instanceof Promise) return values.then((later) => ({ revision, ...later }));
      return { revision, ...values };
    },
    timelineFlags: ({ from, to, most }) => {
      const { replay, bookmarks, revision } = shown();
      const { trace, journal } = replay;
      const span = spanWithin(from, to, journal.length);
      const names = bookmarks.namesOf(trace);
      return { revision, ...span, ...timelineFlags(trace, journal, span, most, names) };
    },
    timelineMoment: (asked) => {
      const { reader, replay, revision } = shown();
      const at = spanWithin(asked.at, asked.at, replay.journal.length).from;
      const line = at === 0 ? 0 : replay.trace.lineOf(at - 1) + 1;
      return reader
        .moment(replay, at, askedAnew('moment'))
        .then((values) => ({ revision, at, line, values }));
    },
    rangeSummary: ({ from, to }) => {
      const { reader, replay, revision } = shown();
      return reader
        .sums(replay, from, to, askedAnew('sums'))
        .then((sums) => ({ revision, ...sums }));
    },
  };
}
