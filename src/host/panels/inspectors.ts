import * as vscode from 'vscode';
import { boolean, integer, nullable, object, oneOf, text } from '../../base/check';
import { Emitter, type Disposable } from '../../base/emitter';
import { LAYOUT_NAMES, POLICY_NAMES } from '../../protocol/state';
import type { Action } from '../../session/inspectorConnection';
import type { Place } from '../../session/sessionTypes';
import type { TraceSession } from '../../session/traceSession';
import { onSay } from '../commands/say';
import { COMMAND_IDS, LANGUAGE_ID, PANEL_ID, SETTINGS, VIEW_ID } from '../ids';
import { DroppedFiles } from '../importing/openDropped';
import type { TraceImports } from '../importing/traceImports';
import type { LargeTraces } from '../largeTrace/largeTraces';
import { openSourceOfLine } from '../openSource';
import { renamedTo } from '../renames';
import type { Sessions } from '../sessions';
import type { Settings } from '../settings';
import { InspectorView, type InspectorHome } from './inspectorView';
import { webviewOptions } from './page';
import { revealLine } from './revealLine';

/** The part of a view's saved state that the host reads: which trace, and where in it. */
const SAVED_STATE = object({ uri: text(4096), at: integer(0, 2 ** 32) });
const SAVED_PIN = object({ pinned: boolean });
/** The event that states were compared with, if one was. */
const SAVED_BASELINE = object({ baseline: integer(0, 2 ** 32) });
/** What was chosen instead of what the trace asks for. */
const SAVED_HEAP = object({
  heap: object({
    layout: nullable(oneOf(...LAYOUT_NAMES)),
    policy: nullable(oneOf(...POLICY_NAMES)),
  }),
});

/** A panel that is open. */
interface Panel {
  readonly panel: vscode.WebviewPanel;
  readonly view: InspectorView;
}

/**
 * Every Heap Inspector: panels beside the traces, and one view in the activity bar. One panel
 * follows the active trace; others are there where somebody has pinned them to theirs.
 */
export class Inspectors implements vscode.Disposable {
  private readonly disposables: Disposable[];
  private readonly panels = new Set<Panel>();
  private sideView: InspectorView | undefined;
  private readonly home: InspectorHome;
  private readonly visibility = new Emitter<void>();
  /** An inspector was shown, hidden, opened or closed. */
  readonly onVisibility = this.visibility.event;

  constructor(
    private readonly sessions: Sessions,
    largeTraces: LargeTraces,
    settings: Settings,
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
    imports: TraceImports,
  ) {
    this.home = {
      sessions,
      settings,
      extensionUri,
      log,
      dropped: new DroppedFiles(imports, log),
      revealLine: (session, line) => void revealLine(session, line, largeTraces),
      openSource: (session, line) => void openSourceOfLine(session, line),
      runAction: (session, action) => this.runAction(session, action),
    };
    this.disposables = [
      sessions.onActivate(() => this.changed()),
      // Traces that are open can be compared.
      sessions.onOpen(() => this.changed()),
      sessions.onClose(() => this.changed()),
      settings.onChange((names) => {
        if (names.includes(SETTINGS.debugLog)) this.changed();
      }),
      onSay((message) => {
        for (const view of this.views) {
          if (view.session === sessions.active) view.tell(message);
        }
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.renamed(oldUri, newUri);
      }),
      vscode.window.registerWebviewPanelSerializer(PANEL_ID, {
        deserializeWebviewPanel: async (panel, state) => {
          await this.restore(this.adopt(panel), state);
        },
      }),
      vscode.window.registerWebviewViewProvider(VIEW_ID, {
        resolveWebviewView: async (webviewView, { state }) => {
          await this.restore(this.adoptView(webviewView), state);
        },
      }),
    ];
  }

  get anyVisible(): boolean {
    return this.views.some(({ place }) => place.visible);
  }

  /**
   * Shows the panel that follows the active trace: beside the trace, or where it is unless it would
   * cover the trace there. The focus stays in the editor.
   */
  open(): void {
    const following = [...this.panels].find(({ view }) => !view.isPinned);
    if (following !== undefined) {
      const { panel } = following;
      return panel.reveal(isBehindEditor(panel) ? vscode.ViewColumn.Beside : undefined, true);
    }
    this.adopt(
      vscode.window.createWebviewPanel(
        PANEL_ID,
        vscode.l10n.t('Heap Inspector'),
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        webviewOptions(this.extensionUri),
      ),
    );
  }

  /**
   * Pins the inspector that has the focus, else one that can be seen, to the trace that it shows; or
   * lets it follow again. Returns whether there was one to pin.
   */
  togglePinned(): boolean {
    const panels = [...this.panels];
    const panel =
      panels.find((each) => each.panel.active) ?? panels.find((each) => each.panel.visible);
    const view = panel?.view ?? (this.sideView?.place.visible === true ? this.sideView : undefined);
    if (view?.session === undefined) return false;
    view.setPinned(!view.isPinned);
    return true;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const view of this.views) view.dispose();
    for (const { panel } of this.panels) panel.dispose();
  }

  private get views(): InspectorView[] {
    const views = [...this.panels].map(({ view }) => view);
    return this.sideView === undefined ? views : [...views, this.sideView];
  }

  private adopt(panel: vscode.WebviewPanel): InspectorView {
    panel.webview.options = webviewOptions(this.extensionUri);
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icons', 'panel.svg');
    const view = new InspectorView(panel, 'editor', this.home, () => (panel.title = view.title));
    panel.title = view.title;
    const open: Panel = { panel, view };
    this.panels.add(open);
    panel.onDidChangeViewState(() => {
      view.visibilityChanged();
      this.visibility.fire();
      // Commands and keys mean what has the focus, and that is the trace which is shown there.
      if (panel.active && view.isPinned && view.session !== undefined) {
        this.sessions.borrow(view.session);
      }
    });
    panel.onDidDispose(() => {
      this.panels.delete(open);
      view.dispose();
      this.visibility.fire();
    });
    this.visibility.fire();
    return view;
  }

  private adoptView(webviewView: vscode.WebviewView): InspectorView {
    webviewView.webview.options = webviewOptions(this.extensionUri);
    const view = new InspectorView(webviewView, 'side-bar', this.home, () => {
      webviewView.description = view.isPinned ? vscode.l10n.t('pinned') : '';
    });
    this.sideView = view;
    webviewView.onDidChangeVisibility(() => {
      view.visibilityChanged();
      this.visibility.fire();
    });
    webviewView.onDidDispose(() => {
      if (this.sideView === view) this.sideView = undefined;
      view.dispose();
      this.visibility.fire();
    });
    this.visibility.fire();
    return view;
  }

  private changed(): void {
    for (const view of this.views) view.changed();
  }

  /** Keeps what is pinned at its trace under the new name of that: the old one is nowhere any more. */
  private renamed(from: vscode.Uri, to: vscode.Uri): void {
    for (const view of this.views) {
      if (!view.isPinned || view.session === undefined) continue;
      const uri = renamedTo(view.session.uri, from, to);
      if (uri !== undefined) view.pin(uri);
    }
  }

  /** Comes back to the trace and event that a view showed before the window was reloaded. */
  private async restore(view: InspectorView, state: unknown): Promise<void> {
    const saved = SAVED_STATE(state);
    if (saved === undefined) return;
    const isPinned = SAVED_PIN(state)?.pinned === true;
    const uri = vscode.Uri.parse(saved.uri);
    const baseline = SAVED_BASELINE(state)?.baseline;
    const place = { at: saved.at, baseline, heap: savedHeap(state) };
    // A view of its own comes back by itself, and its session with it.
    if (isInView(uri)) this.sessions.resume(uri, place);
    else if (!(await this.reopen(uri, place, isPinned))) return;
    if (isPinned) view.pin(uri);
  }

  /** Opens a document again that a view showed. Returns whether it is still a trace. */
  private async reopen(uri: vscode.Uri, place: Place, isPinned: boolean): Promise<boolean> {
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      if (document.languageId !== LANGUAGE_ID) return false;
      // What a pinned view shows need not be what somebody works on.
      const session = isPinned ? this.sessions.open(document) : this.sessions.activate(document);
      session.resume(place);
      return true;
    } catch (error) {
      this.log.info(`The trace shown before cannot be opened: ${String(error)}`);
      return false;
    }
  }

  private runAction(session: TraceSession | undefined, action: Action): void {
    switch (action) {
      case 'openExample':
        return void vscode.commands.executeCommand(COMMAND_IDS.openExample);
      case 'newTrace':
        return void vscode.commands.executeCommand(COMMAND_IDS.newTrace);
      case 'importTrace':
        return void vscode.commands.executeCommand(COMMAND_IDS.importTrace);
      case 'openTrace':
        return void openTrace();
      case 'showProblems':
        return void vscode.commands.executeCommand('workbench.actions.view.problems');
      case 'retry':
        if (session !== undefined) void this.sessions.reload(session);
        return;
      case 'runUntil':
        if (session !== undefined) this.sessions.activateOpen(vscode.Uri.parse(session.uri));
        return void vscode.commands.executeCommand(COMMAND_IDS.runUntil);
      case 'copyLink':
      case 'exportState':
        if (session !== undefined) this.sessions.activateOpen(vscode.Uri.parse(session.uri));
        return void vscode.commands.executeCommand(COMMAND_IDS[action]);
      case 'toggleBookmark':
        if (session?.line === undefined) return;
        return void vscode.commands.executeCommand(COMMAND_IDS.toggleBookmark, {
          uri: vscode.Uri.parse(session.uri),
          lineNumber: session.line + 1,
        });
    }
  }
}

/** The layout and the policy that a view showed instead of the trace's own. */
function savedHeap(state: unknown): Place['heap'] {
  const { layout, policy } = SAVED_HEAP(state)?.heap ?? {};
  if (!layout && !policy) return undefined;
  return { ...(layout && { layout }), ...(policy && { policy }) };
}

/** Whether a panel is a hidden tab of the group that one works in, and would cover what is there. */
function isBehindEditor({ visible, viewColumn }: vscode.WebviewPanel): boolean {
  return !visible && viewColumn === vscode.window.tabGroups.activeTabGroup.viewColumn;
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
