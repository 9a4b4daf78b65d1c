import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter';
import type { TraceSession } from '../../session/traceSession';
import { editorsOf } from '../editorsOf';
import type { Sessions } from '../sessions';

/**
 * A ribbon beside each line that has a bookmark, in every editor of its trace. The current line has
 * a mark of its own, with the ribbon in it: VS Code would show one of two.
 */
export class BookmarkIcons implements vscode.Disposable {
  private readonly ribbon: vscode.TextEditorDecorationType;
  private readonly disposables: Disposable[];
  /** What is shown of each session: the revision of its bookmarks, and which of them is current. */
  private readonly shown = new Map<TraceSession, string>();

  constructor(
    private readonly sessions: Sessions,
    extensionUri: vscode.Uri,
  ) {
    const icon = (name: string) => vscode.Uri.joinPath(extensionUri, 'media', 'icons', name);
    this.ribbon = vscode.window.createTextEditorDecorationType({
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      overviewRulerColor: new vscode.ThemeColor('charts.blue'),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
      light: { gutterIconPath: icon('bookmark-light.svg') },
      dark: { gutterIconPath: icon('bookmark-dark.svg') },
      gutterIconSize: 'contain',
    });
    this.disposables = [
      this.ribbon,
      sessions.onOpen((session) => session.onChange(() => this.changed(session))),
      sessions.onClose((session) => {
        this.shown.delete(session);
        // An editor stays where its text is only given another language.
        for (const editor of editorsOf(session)) editor.setDecorations(this.ribbon, []);
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        for (const session of this.sessions.all) this.mark(session);
      }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private changed(session: TraceSession): void {
    const { bookmarks, line } = session;
    const current = bookmarks.all.findIndex((each) => each.line === line);
    const now = `${bookmarks.revision} ${current}`;
    if (this.shown.get(session) === now) return;
    this.shown.set(session, now);
    this.mark(session);
  }

  private mark(session: TraceSession): void {
    const lines = session.bookmarks.all.map(({ line }) => line);
    for (const editor of editorsOf(session)) {
      const { lineCount } = editor.document;
      const ranges = lines
        .filter((line) => line < lineCount && line !== session.line)
        .map((line) => new vscode.Range(line, 0, line, 0));
      editor.setDecorations(this.ribbon, ranges);
    }
  }
}
