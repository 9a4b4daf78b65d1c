import * as vscode from 'vscode';
import { Paced } from '../../session/paced';
import type { TraceSession } from '../../session/traceSession';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';

/** Marks the line of the cursor's event in every editor of its trace, as a debugger marks its own. */
export class CurrentLine implements vscode.Disposable {
  private readonly highlight: vscode.TextEditorDecorationType;
  /** Apart from the highlight: of a line that is wrapped, all rows are marked, but one has the arrow. */
  private readonly arrow: vscode.TextEditorDecorationType;
  private readonly disposables: vscode.Disposable[];
  /** The line each session was last seen on: only a move reveals. */
  private readonly lines = new Map<TraceSession, number | undefined>();
  private readonly moving = new Set<TraceSession>();
  private readonly pace = new Paced(scheduler, () => this.follow());

  constructor(
    private readonly sessions: Sessions,
    extensionUri: vscode.Uri,
  ) {
    const icon = (name: string) => vscode.Uri.joinPath(extensionUri, 'media', 'icons', name);
    this.highlight = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
      overviewRulerColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
      overviewRulerLane: vscode.OverviewRulerLane.Full,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    this.arrow = vscode.window.createTextEditorDecorationType({
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      light: { gutterIconPath: icon('current-light.svg') },
      dark: { gutterIconPath: icon('current-dark.svg') },
      gutterIconSize: 'contain',
    });
    this.disposables = [
      this.highlight,
      this.arrow,
      this.pace,
      sessions.onOpen((session) => session.onChange(() => this.moved(session))),
      sessions.onClose((session) => {
        this.lines.delete(session);
        this.moving.delete(session);
        // An editor stays where its text is only given another language.
        for (const editor of editorsOf(session)) this.mark(editor, undefined);
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.markAll()),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private markAll(): void {
    for (const session of this.sessions.all) {
      for (const editor of editorsOf(session)) this.mark(editor, session.line);
    }
  }

  private moved(session: TraceSession): void {
    const { line } = session;
    if (this.lines.has(session) && this.lines.get(session) === line) return;
    this.lines.set(session, line);
    this.moving.add(session);
    this.pace.want();
  }

  private follow(): void {
    for (const session of this.moving) this.reveal(session);
    this.moving.clear();
  }

  private reveal(session: TraceSession): void {
    const { line } = session;
    for (const editor of editorsOf(session)) {
      this.mark(editor, line);
      if (line === undefined || line >= editor.document.lineCount) continue;
      const range = new vscode.Range(line, 0, line, 0);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  private mark(editor: vscode.TextEditor, line: number | undefined): void {
    const isThere = line !== undefined && line < editor.document.lineCount;
    const ranges = isThere ? [new vscode.Range(line, 0, line, 0)] : [];
    editor.setDecorations(this.highlight, ranges);
    editor.setDecorations(this.arrow, ranges);
  }
}

function editorsOf({ uri }: TraceSession): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri);
}
