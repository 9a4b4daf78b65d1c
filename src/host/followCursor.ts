import * as vscode from 'vscode';
import type { Disposable } from '../base/emitter';
import type { TraceSession } from '../session/traceSession';
import { LANGUAGE_ID, SETTINGS } from './ids';
import type { Sessions } from './sessions';
import type { Settings } from './settings';

/** One move a frame is all that anybody can see. */
const FRAME_MS = 16;

/**
 * Follow Cursor: the heap shows the state at the caret's line in the active trace editor, so that
 * moving the caret is stepping. The caret itself is never moved by this, and a step by other means
 * holds until the caret goes to another line.
 */
export class FollowCursor implements vscode.Disposable {
  private readonly disposables: Disposable[];
  private readonly loads = new Map<TraceSession, Disposable>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The line that was last gone to: a caret that moves within it asks for nothing. */
  private gone: { readonly session: TraceSession; readonly line: number } | undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly settings: Settings,
  ) {
    this.disposables = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) this.caretMoved();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.caretMoved()),
      // An edit gives events other numbers; the caret's line is where it was typed.
      sessions.onOpen((session) => {
        this.loads.set(
          session,
          session.onLoad(() => this.loaded(session)),
        );
      }),
      sessions.onClose((session) => this.loads.delete(session)),
      settings.onChange((names) => {
        this.gone = undefined;
        if (names.includes(SETTINGS.followCursor)) this.caretMoved();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private loaded(session: TraceSession): void {
    this.gone = undefined;
    if (session.uri === this.editor?.document.uri.toString()) this.follow();
  }

  private caretMoved(): void {
    if (this.settings.followCursor) this.timer ??= setTimeout(() => this.follow(), FRAME_MS);
  }

  private follow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { editor } = this;
    if (editor === undefined || !this.settings.followCursor) return;
    const session = this.sessions.find(editor.document.uri);
    // Of a text that is still being read the lines are not known; it follows when they are.
    if (session?.replay === undefined || session.textVersion !== editor.document.version) return;
    const { line } = editor.selection.active;
    if (session.playing || (this.gone?.session === session && this.gone.line === line)) return;
    this.gone = { session, line };
    session.seekLine(line);
  }

  private get editor(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.languageId === LANGUAGE_ID ? editor : undefined;
  }
}
