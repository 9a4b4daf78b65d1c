import * as vscode from 'vscode';
import type { Disposable } from '../base/emitter';
import { formatCount } from '../base/format';
import { Paced } from '../session/paced';
import type { TraceSession } from '../session/traceSession';
import { COMMAND_IDS, LANGUAGE_ID } from './ids';
import { scheduler } from './platform';
import type { Sessions } from './sessions';

/** Above these VS Code leaves out what it would have to work out for each line. */
const PLAIN_BYTES = 20 * 2 ** 20;
const PLAIN_LINES = 300_000;

/** The one status-bar item: where the active trace stands. Shown only beside a trace. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'alloctrace.position',
    vscode.StatusBarAlignment.Left,
    50,
  );
  private readonly disposables: Disposable[];
  private subscription: Disposable | undefined;
  private readonly pace = new Paced(scheduler, () => this.update());

  /** @param isShown whether an inspector or a large trace can be seen somewhere */
  constructor(
    private readonly sessions: Sessions,
    private readonly isShown: () => boolean,
  ) {
    this.item.name = vscode.l10n.t('AllocTrace: Position in the Trace');
    this.item.command = COMMAND_IDS.openInspector;
    this.disposables = [
      this.item,
      this.pace,
      sessions.onActivate((session) => {
        this.subscription?.dispose();
        this.subscription = session?.onChange(() => this.pace.want());
        this.update();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.update()),
      sessions.onFollowing(() => this.update()),
    ];
  }

  /** Call when inspectors were shown or hidden. */
  update(): void {
    const session = this.sessions.active;
    const isWanted =
      this.isShown() ||
      vscode.window.visibleTextEditors.some(({ document }) => document.languageId === LANGUAGE_ID);
    if (session === undefined || !isWanted) return this.item.hide();
    const [at, of] = [formatCount(session.at), formatCount(session.eventCount)];
    const icon = this.sessions.isFollowing(session) ? 'eye' : 'layers';
    const isLoading = session.status.kind === 'loading' || session.loading !== undefined;
    this.item.text = isLoading
      ? `$(loading~spin) ${vscode.l10n.t('reading the trace')}`
      : `$(${icon}) ${vscode.l10n.t('event {0} / {1}', at, of)}`;
    this.item.tooltip = [
      vscode.l10n.t('{0}: open the Heap Inspector', session.name),
      ...this.remarksOn(session),
    ].join('\n');
    this.item.show();
  }

  /** What is worth knowing and no reason to disturb anybody. */
  private remarksOn(session: TraceSession): string[] {
    const remarks: string[] = [];
    if (this.sessions.isFollowing(session)) {
      remarks.push(vscode.l10n.t('The file is read on as it grows.'));
    }
    const { length, lineCount } = session.text ?? { length: 0, lineCount: 0 };
    const isPlain = length > PLAIN_BYTES || lineCount > PLAIN_LINES;
    if (isPlain && this.sessions.isDocument(session)) {
      remarks.push(
        vscode.l10n.t(
          'VS Code shows a text of this size without colours and folding. Stepping works as always.',
        ),
      );
    }
    return remarks;
  }

  dispose(): void {
    this.subscription?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}
