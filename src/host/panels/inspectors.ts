import * as vscode from 'vscode';
import { integer, object, text } from '../../base/check';
import { Emitter } from '../../base/emitter';
import { InspectorConnection, type Action } from '../../session/inspectorConnection';
import { COMMAND_IDS, LANGUAGE_ID, PANEL_ID, VIEW_ID } from '../ids';
import type { LargeTraces } from '../largeTrace/largeTraces';
import type { Sessions } from '../sessions';
import { inspectorPage, webviewOptions, type Surroundings } from './page';
import { revealLine } from './revealLine';

/** The part of a view's saved state that the host reads: which trace, and where in it. */
const SAVED_STATE = object({ uri: text(4096), at: integer(0, 2 ** 32) });

/** What a panel and a view have in common. */
interface Place {
  readonly webview: vscode.Webview;
  readonly visible: boolean;
}

/** Every Heap Inspector: one panel beside the trace, one view in the activity bar. */
export class Inspectors implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];
  private readonly connections = new Map<Place, InspectorConnection>();
  private panel: vscode.WebviewPanel | undefined;
  private readonly visibility = new Emitter<void>();
  /** An inspector was shown, hidden, opened or closed. */
  readonly onVisibility = this.visibility.event;

  constructor(
    private readonly sessions: Sessions,
    private readonly largeTraces: LargeTraces,
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables = [
      sessions.onActivate(() => this.sessionChanged()),
      vscode.window.registerWebviewPanelSerializer(PANEL_ID, {
        deserializeWebviewPanel: async (panel, state) => {
          this.adopt(panel);
          await this.restore(state);
        },
      }),
      vscode.window.registerWebviewViewProvider(VIEW_ID, {
        resolveWebviewView: async (view, { state }) => {
          view.webview.options = webviewOptions(this.extensionUri);
          const disposables = this.connect(view, 'side-bar');
          view.onDidChangeVisibility(() => this.visibilityChanged(view), null, disposables);
          view.onDidDispose(() => this.disconnect(view, disposables));
          await this.restore(state);
        },
      }),
    ];
  }

  get anyVisible(): boolean {
    return [...this.connections.keys()].some((place) => place.visible);
  }

  /** Shows the panel beside the trace, or reveals it where it is. The focus stays in the editor. */
  open(): void {
    if (this.panel !== undefined) return this.panel.reveal(undefined, true);
    const column = vscode.ViewColumn.Beside;
    this.adopt(
      vscode.window.createWebviewPanel(
        PANEL_ID,
        this.title,
        { viewColumn: column, preserveFocus: true },
        webviewOptions(this.extensionUri),
      ),
    );
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const connection of this.connections.values()) connection.dispose();
    this.panel?.dispose();
  }

  private get title(): string {
    const { active } = this.sessions;
    return active === undefined
      ? vscode.l10n.t('Heap Inspector')
      : vscode.l10n.t('Heap: {0}', active.name);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    panel.webview.options = webviewOptions(this.extensionUri);
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icons', 'panel.svg');
    panel.title = this.title;
    const disposables = this.connect(panel, 'editor');
    panel.onDidChangeViewState(() => this.visibilityChanged(panel), null, disposables);
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
      this.disconnect(panel, disposables);
    });
  }

  private connect(place: Place, surroundings: Surroundings): vscode.Disposable[] {
    const { webview } = place;
    const { sessions } = this;
    const connection = new InspectorConnection({
      get session() {
        return sessions.active;
      },
      post: (message) => void webview.postMessage(message),
      revealLine: (line) => void revealLine(sessions.active, line, this.largeTraces),
      runAction: (action) => this.runAction(action),
      report: (problem) => this.log.warn(problem),
    });
    this.connections.set(place, connection);
    const disposables: vscode.Disposable[] = [];
    webview.onDidReceiveMessage((message) => connection.receive(message), null, disposables);
    webview.html = inspectorPage(webview, this.extensionUri, surroundings);
    this.visibility.fire();
    return disposables;
  }

  private disconnect(place: Place, disposables: readonly vscode.Disposable[]): void {
    for (const disposable of disposables) disposable.dispose();
    this.connections.get(place)?.dispose();
    this.connections.delete(place);
    this.visibility.fire();
  }

  private sessionChanged(): void {
    if (this.panel !== undefined) this.panel.title = this.title;
    for (const connection of this.connections.values()) connection.sessionChanged();
  }

  private visibilityChanged(place: Place): void {
    this.connections.get(place)?.setVisible(place.visible);
    this.visibility.fire();
  }

  /** Comes back to the trace and event that a view showed before the window was reloaded. */
  private async restore(state: unknown): Promise<void> {
    const saved = SAVED_STATE(state);
    if (saved === undefined) return;
    const uri = vscode.Uri.parse(saved.uri);
    // A view of its own comes back by itself, and its session with it.
    if (isInView(uri)) return this.sessions.resume(uri, saved.at);
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      if (document.languageId !== LANGUAGE_ID) return;
      this.sessions.activate(document).resume(saved.at);
    } catch (error) {
      this.log.info(`The trace shown before cannot be opened: ${String(error)}`);
    }
  }

  private runAction(action: Action): void {
    const { active } = this.sessions;
    switch (action) {
      case 'openExample':
        return void vscode.commands.executeCommand(COMMAND_IDS.openExample);
      case 'newTrace':
        return void vscode.commands.executeCommand(COMMAND_IDS.newTrace);
      case 'openTrace':
        return void openTrace();
      case 'showProblems':
        return void vscode.commands.executeCommand('workbench.actions.view.problems');
      case 'retry':
        if (active !== undefined) void this.sessions.reload(active);
    }
  }
}

/** Whether a tab shows a file in a view that is no text editor. */
function isInView(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString(),
    ),
  );
}

async function openTrace(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    filters: { [vscode.l10n.t('Allocation traces')]: ['alloctrace', 'gz', 'zst'] },
  });
  // Not showTextDocument: VS Code knows which editor each kind of file opens in.
  if (chosen?.[0] !== undefined) await vscode.commands.executeCommand('vscode.open', chosen[0]);
}
