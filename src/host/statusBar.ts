import * as vscode from 'vscode';
import type { Disposable } from '../base/emitter';
import { formatCount } from '../base/format';
import { COMMAND_IDS, LANGUAGE_ID } from './ids';
import type { Sessions } from './sessions';

/** The one status-bar item: where the active trace stands. Shown only beside a trace. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'alloctrace.position',
    vscode.StatusBarAlignment.Left,
    50,
  );
  private readonly disposables: Disposable[];
  private subscription: Disposable | undefined;

  /** @param isInspectorVisible whether an inspector can be seen somewhere */
  constructor(
    private readonly sessions: Sessions,
    private readonly isInspectorVisible: () => boolean,
  ) {
    this.item.name = vscode.l10n.t('AllocTrace: Position in the Trace');
    this.item.command = COMMAND_IDS.openInspector;
    this.disposables = [
      this.item,
      sessions.onActivate((session) => {
        this.subscription?.dispose();
        this.subscription = session?.onChange(() => this.update());
        this.update();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.update()),
    ];
  }

  /** Call when inspectors were shown or hidden. */
  update(): void {
    const session = this.sessions.active;
    const isWanted =
      this.isInspectorVisible() ||
      vscode.window.visibleTextEditors.some(({ document }) => document.languageId === LANGUAGE_ID);
    if (session === undefined || !isWanted) return this.item.hide();
    const [at, of] = [formatCount(session.at), formatCount(session.eventCount)];
    const isLoading = session.status.kind === 'loading';
    this.item.text = isLoading
      ? `$(loading~spin) ${vscode.l10n.t('reading the trace')}`
      : `$(layers) ${vscode.l10n.t('event {0} / {1}', at, of)}`;
    this.item.tooltip = vscode.l10n.t('{0}: open the Heap Inspector', session.name);
    this.item.show();
  }

  dispose(): void {
    this.subscription?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}
