import * as vscode from 'vscode';
import { Emitter } from '../../base/emitter';
import { pack } from '../../protocol/packing';
import { LargeTraceConnection, type LargeTraceAction } from '../../session/largeTraceConnection';
import { lineBreakpointsIn, toggleBreakpoint } from '../breakpoints';
import { LARGE_TRACE_IDS } from '../ids';
import { page, webviewOptions } from '../panels/page';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';
import { editorLineHeight } from '../settings';

/** One view that is open. */
interface Opened {
  readonly uri: vscode.Uri;
  readonly panel: vscode.WebviewPanel;
  readonly connection: LargeTraceConnection;
}

/** The document of a view: only its address, because the session has the text. */
class LargeTrace implements vscode.CustomDocument {
  constructor(readonly uri: vscode.Uri) {}

  dispose(): void {}
}

/**
 * The read-only views of traces that are packed, or too large for a text document of VS Code: it
 * gives no extension a document above 50 MiB.
 */
export class LargeTraces
  implements vscode.CustomReadonlyEditorProvider<LargeTrace>, vscode.Disposable
{
  private readonly opened = new Set<Opened>();
  private readonly visibility = new Emitter<void>();
  /** A view was shown, hidden, opened or closed. */
  readonly onVisibility = this.visibility.event;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly sessions: Sessions,
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables = [
      ...LARGE_TRACE_IDS.map((id) =>
        vscode.window.registerCustomEditorProvider(id, this, {
          supportsMultipleEditorsPerDocument: true,
        }),
      ),
      sessions.onFollowing(({ uri }) => this.updateAll(uri)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('editor.lineHeight')) this.updateAll();
      }),
    ];
  }

  /** The view that has the focus, or had it last among the editors. */
  get active(): { readonly uri: vscode.Uri; readonly caret: number } | undefined {
    const active = [...this.opened].find(({ panel }) => panel.active);
    return active && { uri: active.uri, caret: active.connection.caret };
  }

  get anyVisible(): boolean {
    return [...this.opened].some(({ panel }) => panel.visible);
  }

  /** Shows a line (from 0) in a view of a trace, if there is one. Returns whether there is. */
  reveal(uri: string, line: number): boolean {
    const views = [...this.opened].filter((each) => each.uri.toString() === uri);
    const view = views.find(({ panel }) => panel.visible) ?? views.at(0);
    if (view === undefined) return false;
    view.panel.reveal(undefined, false);
    view.connection.reveal(line);
    return true;
  }

  openCustomDocument(uri: vscode.Uri): LargeTrace {
    return new LargeTrace(uri);
  }

  resolveCustomEditor({ uri }: LargeTrace, panel: vscode.WebviewPanel): void {
    const { sessions } = this;
    const session = sessions.openView(uri);
    const { webview } = panel;
    const connection = new LargeTraceConnection({
      session,
      scheduler,
      get following() {
        return sessions.isFollowing(session);
      },
      get breakpoints() {
        return lineBreakpointsIn(uri);
      },
      get lineHeight() {
        return editorLineHeight();
      },
      post: (message) => void webview.postMessage(pack(message)),
      toggleBreakpoint: (line) => toggleBreakpoint(uri, line),
      runAction: (action) => this.runAction(uri, action),
      report: (problem) => this.log.warn(problem),
    });
    const view: Opened = { uri, panel, connection };
    this.opened.add(view);
    const disposables: vscode.Disposable[] = [];
    webview.options = webviewOptions(this.extensionUri);
    webview.onDidReceiveMessage((message) => connection.receive(message), null, disposables);
    panel.onDidChangeViewState(
      () => {
        connection.setVisible(panel.visible);
        this.visibility.fire();
        if (panel.active) sessions.activateOpen(uri);
      },
      null,
      disposables,
    );
    panel.onDidDispose(() => {
      this.opened.delete(view);
      connection.dispose();
      for (const disposable of disposables) disposable.dispose();
      sessions.closeView(uri);
      this.visibility.fire();
    });
    webview.html = page(webview, this.extensionUri, {
      title: vscode.l10n.t('Trace'),
      script: 'largeTrace.js',
      body: '<at-large-trace></at-large-trace>',
    });
    if (panel.active) sessions.activateOpen(uri);
    this.visibility.fire();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const { connection } of this.opened) connection.dispose();
  }

  private updateAll(uri?: string): void {
    for (const each of this.opened) {
      if (uri === undefined || each.uri.toString() === uri) each.connection.update();
    }
  }

  private runAction(uri: vscode.Uri, action: LargeTraceAction): void {
    const session = this.sessions.find(uri);
    if (session === undefined) return;
    switch (action) {
      case 'readAgain':
        return void this.sessions.reload(session);
      case 'follow':
        return void this.sessions.toggleFollowing(session);
      case 'showProblems':
        return void vscode.commands.executeCommand('workbench.actions.view.problems');
    }
  }
}
