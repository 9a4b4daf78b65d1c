import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter';
import { StateSender } from '../../protocol/stateStream';
import { InspectorConnection, type Action } from '../../session/inspectorConnection';
import type { TraceSession } from '../../session/traceSession';
import { exportFile } from '../exportFile';
import { scheduler } from '../platform';
import type { DroppedFiles } from '../importing/openDropped';
import type { Sessions } from '../sessions';
import type { Settings } from '../settings';
import { showJson } from '../untitled';
import { inspectorPage, type Surroundings } from './page';

/** What a panel and a view in a side bar have in common. */
export interface Place {
  readonly webview: vscode.Webview;
  readonly visible: boolean;
}

/** What an inspector needs of those around it. */
export interface InspectorHome {
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly dropped: DroppedFiles;
  revealLine(session: TraceSession | undefined, line: number): void;
  openSource(session: TraceSession | undefined, line: number): void;
  runAction(session: TraceSession | undefined, action: Action): void;
}

/** One Heap Inspector: it shows the active trace, or the one that it is pinned to. */
export class InspectorView implements Disposable {
  private readonly connection: InspectorConnection;
  private readonly subscription: vscode.Disposable;
  private pinned_: TraceSession | undefined;

  /** @param titleChanged called when it shows another trace, or is pinned or not */
  constructor(
    readonly place: Place,
    surroundings: Surroundings,
    private readonly home: InspectorHome,
    private readonly titleChanged: () => void = () => {},
  ) {
    const { webview } = place;
    const session = () => this.session;
    const isPinned = () => this.isPinned;
    const states = new StateSender();
    this.connection = new InspectorConnection({
      get session() {
        return session();
      },
      get pinned() {
        return isPinned();
      },
      get showsLog() {
        return home.settings.debugLog;
      },
      get openSessions() {
        return home.sessions.all;
      },
      post: (message, foreseen) => void webview.postMessage(states.pack(message, foreseen)),
      viewIsNew: () => states.forget(),
      setPinned: (pinned) => this.setPinned(pinned),
      revealLine: (line) => home.revealLine(this.session, line),
      openSource: (line) => home.openSource(this.session, line),
      runAction: (action) => home.runAction(this.session, action),
      showJson: (text) => {
        const shown = this.session;
        if (shown !== undefined) void showJson(text, vscode.Uri.parse(shown.uri));
      },
      exportFile: (file) => void exportFile(this.session, file),
      openDropped: (dropped) => void home.dropped.open(dropped),
      report: (problem) => home.log.warn(problem),
      now: () => scheduler.now(),
    });
    this.subscription = webview.onDidReceiveMessage((message) => this.connection.receive(message));
    webview.html = inspectorPage(webview, home.extensionUri, surroundings);
  }

  /** The trace that it shows. */
  get session(): TraceSession | undefined {
    return this.pinned_ ?? this.home.sessions.active;
  }

  get isPinned(): boolean {
    return this.pinned_ !== undefined;
  }

  get title(): string {
    const { session } = this;
    if (session === undefined) return vscode.l10n.t('Heap Inspector');
    return this.isPinned
      ? vscode.l10n.t('Heap: {0} (pinned)', session.name)
      : vscode.l10n.t('Heap: {0}', session.name);
  }

  /** Keeps it at the trace that it shows, or lets it follow again. */
  setPinned(pinned: boolean): void {
    const { session } = this;
    this.pin(pinned && session !== undefined ? vscode.Uri.parse(session.uri) : undefined);
  }

  /** Keeps it at a trace, which then stays open as long as this does; undefined lets it follow. */
  pin(uri: vscode.Uri | undefined): void {
    const before = this.pinned_;
    if (uri?.toString() === before?.uri) return;
    const { sessions } = this.home;
    this.pinned_ = uri && sessions.openView(uri);
    if (uri === undefined) sessions.giveBack();
    this.changed();
    if (before !== undefined) sessions.closeView(vscode.Uri.parse(before.uri));
  }

  /** Call when there is another active trace, or a setting has changed. */
  changed(): void {
    this.connection.sessionChanged();
    this.titleChanged();
  }

  /** Shows for a moment what a command has said. */
  tell(message: string): void {
    this.connection.tell(message);
  }

  visibilityChanged(): void {
    this.connection.setVisible(this.place.visible);
  }

  dispose(): void {
    this.subscription.dispose();
    this.connection.dispose();
    if (this.pinned_ !== undefined) {
      this.home.sessions.closeView(vscode.Uri.parse(this.pinned_.uri));
    }
  }
}
