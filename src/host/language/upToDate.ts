import type * as vscode from 'vscode';
import type { Replay } from '../../replay/replay';
import type { TraceText } from '../../session/traceText';
import type { TraceSession } from '../../session/traceSession';
import type { Sessions } from '../sessions';

/** A trace that says what its document says. */
export interface UpToDate {
  readonly session: TraceSession;
  readonly replay: Replay;
  readonly text: TraceText;
}

/**
 * The trace of a document once it has been read as it is now. Undefined where it is none, where the
 * document changes again or is closed meanwhile, or where the question is withdrawn: an answer would
 * then be about another text.
 * @param token withdraws the question
 */
export function upToDate(
  sessions: Sessions,
  document: vscode.TextDocument,
  token?: vscode.CancellationToken,
): Promise<UpToDate | undefined> {
  const session = sessions.find(document.uri);
  if (session === undefined) return Promise.resolve(undefined);
  const { version } = document;
  const now = (): UpToDate | undefined => {
    const { replay, text } = session;
    const isIt = session.textVersion === version && replay !== undefined && text !== undefined;
    return isIt ? { session, replay, text } : undefined;
  };
  const ready = now();
  if (ready !== undefined) return Promise.resolve(ready);
  return new Promise((resolve) => {
    const end = (answer: UpToDate | undefined) => {
      change.dispose();
      closing.dispose();
      withdrawal?.dispose();
      resolve(answer);
    };
    const change = session.onChange(() => {
      const answer = now();
      const isOver = session.status.kind === 'error' || session.status.kind === 'cancelled';
      if (answer !== undefined || document.version !== version || isOver) end(answer);
    });
    const closing = sessions.onClose((closed) => {
      if (closed === session) end(undefined);
    });
    const withdrawal = token?.onCancellationRequested(() => end(undefined));
  });
}
