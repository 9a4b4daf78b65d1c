import * as vscode from 'vscode';
import { Emitter } from '../base/emitter';
import { TraceSession } from '../session/traceSession';
import { LANGUAGE_ID } from './ids';
import { shiftLine } from './language/shiftLine';
import { scheduler } from './platform';

/** A document and the session that follows it. */
interface Followed {
  readonly session: TraceSession;
  /** Where the cursor's line has moved to by edits that are not yet replayed; from 0. */
  cursorLine: number | undefined;
}

/**
 * The session of every trace that is open, and which of them is the active one: that of the trace
 * editor that last had the focus. Leaving an editor does not change it.
 */
export class Sessions implements vscode.Disposable {
  private readonly followed = new Map<string, Followed>();
  private readonly disposables: vscode.Disposable[] = [];
  private active_: TraceSession | undefined;

  private readonly opens = new Emitter<TraceSession>();
  /** A session begins. */
  readonly onOpen = this.opens.event;
  private readonly closes = new Emitter<TraceSession>();
  /** A session has ended. */
  readonly onClose = this.closes.event;
  private readonly activations = new Emitter<TraceSession | undefined>();
  /** Another session, or none, is the active one. */
  readonly onActivate = this.activations.event;

  constructor() {
    this.disposables.push(
      vscode.window.onDidChangeVisibleTextEditors(() => this.followVisible()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.followActive(editor)),
      vscode.workspace.onDidChangeTextDocument((change) => this.edited(change)),
      // A change of language closes a document and opens it again in the same editor.
      vscode.workspace.onDidOpenTextDocument(() => this.start()),
      vscode.workspace.onDidCloseTextDocument((document) => this.close(document)),
    );
  }

  /** Follows what is open. Call it when every listener is in place. */
  start(): void {
    this.followVisible();
    this.followActive(vscode.window.activeTextEditor);
  }

  /** The session that commands act on and the inspector shows. */
  get active(): TraceSession | undefined {
    return this.active_;
  }

  get all(): TraceSession[] {
    return [...this.followed.values()].map(({ session }) => session);
  }

  find(uri: vscode.Uri): TraceSession | undefined {
    return this.followed.get(uri.toString())?.session;
  }

  /** Makes the session of a document, shown or not, the active one. */
  activate(document: vscode.TextDocument): TraceSession {
    const session = this.follow(document);
    this.setActive(session);
    return session;
  }

  /** Reads a session's document again. */
  async reload(session: TraceSession): Promise<void> {
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(session.uri));
      await session.load(bytesOf(document), { at: session.at });
    } catch (error) {
      session.fail(error instanceof Error ? error.message : String(error));
    }
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const { session } of this.followed.values()) session.dispose();
    this.followed.clear();
  }

  private followVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (document.languageId === LANGUAGE_ID) this.follow(document);
    }
  }

  private followActive(editor: vscode.TextEditor | undefined): void {
    if (editor?.document.languageId === LANGUAGE_ID) this.activate(editor.document);
  }

  private follow(document: vscode.TextDocument): TraceSession {
    const known = this.followed.get(document.uri.toString());
    if (known !== undefined) return known.session;
    const session = new TraceSession(document.uri.toString(), nameOf(document), scheduler);
    this.followed.set(session.uri, { session, cursorLine: undefined });
    this.opens.fire(session);
    void session.load(bytesOf(document));
    return session;
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const followed = this.followed.get(document.uri.toString());
    if (followed === undefined || contentChanges.length === 0) return;
    const { session } = followed;
    const line = shiftLine(followed.cursorLine ?? session.line, contentChanges);
    followed.cursorLine = line;
    void session.load(bytesOf(document), line === undefined ? {} : { line }).then((isNewest) => {
      if (isNewest) followed.cursorLine = undefined;
    });
  }

  private close(document: vscode.TextDocument): void {
    const followed = this.followed.get(document.uri.toString());
    if (followed === undefined) return;
    this.followed.delete(document.uri.toString());
    if (this.active_ === followed.session) this.setActive(this.all.at(-1));
    this.closes.fire(followed.session);
    followed.session.dispose();
  }

  private setActive(session: TraceSession | undefined): void {
    if (session === this.active_) return;
    this.active_ = session;
    this.activations.fire(session);
  }
}

function bytesOf(document: vscode.TextDocument): Uint8Array {
  return new TextEncoder().encode(document.getText());
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
