import * as vscode from 'vscode';
import { Paced } from '../../session/paced';
import type { TraceSession } from '../../session/traceSession';
import { editorsOf } from '../editorsOf';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';

/** Marks the line of the cursor's event in every editor of its trace, as a debugger marks its own. */
export class CurrentLine implements vscode.Disposable {
  private readonly highlight: vscode.TextEditorDecorationType;
  /** Apart from the highlight: of a line that is wrapped, all rows are marked, but one has the arrow. */
  private readonly arrow: vscode.TextEditorDecorationType;
  /** In the place of the arrow where the line has a bookmark. */
  private readonly arrowWithBookmark: vscode.TextEditorDecorationType;
  private readonly disposables: vscode.Disposable[];
  /** The line each session was last seen on, and whether with a bookmark: only a move reveals. */
  private readonly seen = new Map<TraceSession, Place>();
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
    const arrow = (name: string) =>
      vscode.window.createTextEditorDecorationType({
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
        light: { gutterIconPath: icon(`${name}-light.svg`) },
        dark: { gutterIconPath: icon(`${name}-dark.svg`) },
        gutterIconSize: 'contain',
      });
    this.arrow = arrow('current');
    this.arrowWithBookmark = arrow('current-bookmark');
    this.disposables = [
      this.highlight,
      this.arrow,
      this.arrowWithBookmark,
      this.pace,
      sessions.onOpen((session) => session.onChange(() => this.moved(session))),
      sessions.onClose((session) => {
        this.seen.delete(session);
        this.moving.delete(session);
        // An editor stays where its text is only given another language.
        for (const editor of editorsOf(session)) this.mark(editor, NOWHERE);
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.markAll()),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private markAll(): void {
    for (const session of this.sessions.all) {
      for (const editor of editorsOf(session)) this.mark(editor, placeOf(session));
    }
  }

  private moved(session: TraceSession): void {
    const place = placeOf(session);
    const seen = this.seen.get(session);
    if (seen?.line === place.line && seen?.hasBookmark === place.hasBookmark) return;
    this.seen.set(session, place);
    if (seen?.line !== place.line) {
      this.moving.add(session);
      this.pace.want();
    } else for (const editor of editorsOf(session)) this.mark(editor, place);
  }

  private follow(): void {
    for (const session of this.moving) this.reveal(session);
    this.moving.clear();
  }

  private reveal(session: TraceSession): void {
    const place = placeOf(session);
    const { line } = place;
    for (const editor of editorsOf(session)) {
      this.mark(editor, place);
      if (line === undefined || line >= editor.document.lineCount) continue;
      const { InCenter, InCenterIfOutsideViewport } = vscode.TextEditorRevealType;
      const range = new vscode.Range(line, 0, line, 0);
      editor.revealRange(range, isAtEdge(editor, line) ? InCenter : InCenterIfOutsideViewport);
    }
  }

  private mark(editor: vscode.TextEditor, { line, hasBookmark }: Place): void {
    const isThere = line !== undefined && line < editor.document.lineCount;
    const ranges = isThere ? [new vscode.Range(line, 0, line, 0)] : [];
    editor.setDecorations(this.highlight, ranges);
    editor.setDecorations(this.arrow, hasBookmark ? [] : ranges);
    editor.setDecorations(this.arrowWithBookmark, hasBookmark ? ranges : []);
  }
}

/** Whether a line is the first or last that is seen, or hardly seen, though the text goes on there. */
function isAtEdge({ document, visibleRanges }: vscode.TextEditor, line: number): boolean {
  const first = visibleRanges[0]?.start.line ?? 0;
  const last = visibleRanges.at(-1)?.end.line ?? Infinity;
  return (first > 0 && line <= first) || (last < document.lineCount - 1 && line >= last);
}

/** Where a cursor is. */
interface Place {
  /** From 0. */
  readonly line: number | undefined;
  readonly hasBookmark: boolean;
}

const NOWHERE: Place = { line: undefined, hasBookmark: false };

function placeOf({ line, bookmarks }: TraceSession): Place {
  return { line, hasBookmark: bookmarks.all.some((each) => each.line === line) };
}
