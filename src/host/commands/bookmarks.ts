import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import { MOST_BOOKMARKS } from '../../session/bookmarks';
import type { TraceSession } from '../../session/traceSession';
import { documentAt } from '../documents';
import { upToDate } from '../language/upToDate';
import type { Sessions } from '../sessions';
import { lineArgument } from './lineArgument';
import { say, sayNoTrace } from './say';

/**
 * Sets a bookmark at the event that is shown, or removes it.
 * @param argument what the menu of a line number gives: then the event of that line is meant
 */
export async function toggleBookmark(sessions: Sessions, argument: unknown): Promise<void> {
  const { uri, line } = lineArgument(argument);
  const session = uri === undefined ? sessions.active : sessions.find(uri);
  if (session?.trace === undefined) return sayNoTrace();
  if (!(await isAsShown(sessions, session))) return;
  const { trace, at, bookmarks } = session;
  const event = line === undefined ? at - 1 : trace.eventAtOrBefore(line);
  if (event < 0) return say(vscode.l10n.t('There is no event yet that could have a bookmark.'));
  const number = formatCount(event + 1);
  switch (bookmarks.toggle(trace, event)) {
    case 'set':
      return say(
        vscode.l10n.t(
          'Event {0} in line {1} has a bookmark.',
          number,
          formatCount(trace.lineOf(event) + 1),
        ),
      );
    case 'removed':
      return say(vscode.l10n.t('Event {0} no longer has a bookmark.', number));
    case 'full':
      return say(
        vscode.l10n.t('A trace can have {0} bookmarks, and not more.', formatCount(MOST_BOOKMARKS)),
      );
  }
}

/** Waits until a session's trace is what its document says: bookmarks are kept by the document's lines. */
async function isAsShown(sessions: Sessions, session: TraceSession): Promise<boolean> {
  if (!sessions.isDocument(session)) return true;
  const document = documentAt(session.uri);
  return document !== undefined && (await upToDate(sessions, document)) !== undefined;
}
