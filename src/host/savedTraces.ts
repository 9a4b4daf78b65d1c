import * as vscode from 'vscode';
import type { TraceBookmarks } from './bookmarks/traceBookmarks';
import { LANGUAGE_ID } from './ids';
import type { Sessions } from './sessions';

/**
 * Lets the file that an untitled trace is saved as begin where the trace was, with its bookmarks. VS
 * Code does not say which text a file was made of, and empties the untitled one before it closes it:
 * when the file is saved both are there, with the same text.
 */
export function resumeSavedTraces(
  sessions: Sessions,
  bookmarks: TraceBookmarks,
): vscode.Disposable {
  return vscode.workspace.onDidSaveTextDocument((saved) => {
    // Where it has a session somebody was in that file before.
    if (saved.languageId !== LANGUAGE_ID || sessions.find(saved.uri) !== undefined) return;
    const untitled = vscode.workspace.textDocuments.find(
      (each) =>
        each.isUntitled &&
        each.lineCount === saved.lineCount &&
        sessions.find(each.uri) !== undefined &&
        each.getText() === saved.getText(),
    );
    const session = untitled && sessions.find(untitled.uri);
    if (session === undefined) return;
    bookmarks.give(saved.uri, session.bookmarks.all);
    sessions.resume(saved.uri, session.place);
  });
}
