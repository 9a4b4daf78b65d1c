import * as vscode from 'vscode';
import { hintsOf, Results, type Hint } from '../../language/hints';
import { PerGeneration } from '../../language/perGeneration';
import type { SecondCursors } from '../../language/secondCursor';
import type { TraceSession } from '../../session/traceSession';
import { SETTINGS } from '../ids';
import type { Sessions } from '../sessions';
import type { Settings } from '../settings';
import { upToDate } from './upToDate';

/** Shows behind each line of an event what came of it. */
export class InlayHints implements vscode.InlayHintsProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changes.event;
  private readonly results = new PerGeneration<Results>();
  /** How many questions wait for a session to be read: its next load answers them. */
  private readonly waiting = new Map<TraceSession, number>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly sessions: Sessions,
    private readonly cursors: SecondCursors,
    private readonly settings: Settings,
  ) {
    this.disposables = [
      this.changes,
      sessions.onOpen((session) => session.onLoad(() => this.loaded(session))),
      settings.onChange((names) => {
        if (names.includes(SETTINGS.inlayHints)) this.changes.fire();
      }),
    ];
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[] | undefined> {
    if (!this.settings.inlayHints) return [];
    const session = this.sessions.find(document.uri);
    if (session === undefined) return undefined;
    this.count(session, 1);
    const read = await upToDate(this.sessions, document, token);
    this.count(session, -1);
    if (read === undefined) return undefined;
    const results = this.results.of(session, () => new Results());
    const { text } = read;
    const { generation } = session;
    const hints = await this.cursors.of(session).use(
      (replay, view) => hintsOf(replay, view, results, text, range.start.line, range.end.line + 1),
      () => token.isCancellationRequested || session.generation !== generation,
    );
    return hints?.map(inlayHint);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** VS Code asks again by itself after an edit, but not when it asked too early, nor after an override. */
  private loaded(session: TraceSession): void {
    if (!this.waiting.has(session)) this.changes.fire();
  }

  private count(session: TraceSession, change: number): void {
    const count = (this.waiting.get(session) ?? 0) + change;
    if (count === 0) this.waiting.delete(session);
    else this.waiting.set(session, count);
  }
}

function inlayHint({ line, column, parts }: Hint): vscode.InlayHint {
  const label = parts.map(({ text, tooltip }) => {
    const part = new vscode.InlayHintLabelPart(text);
    part.tooltip = tooltip;
    return part;
  });
  const hint = new vscode.InlayHint(new vscode.Position(line, column), label);
  hint.paddingLeft = true;
  return hint;
}
