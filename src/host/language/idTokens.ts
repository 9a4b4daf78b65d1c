import * as vscode from 'vscode';
import { idTokensIn } from '../../language/idTokens';
import type { Indexes } from '../../language/indexes';
import type { TraceSession } from '../../session/traceSession';
import type { Sessions } from '../sessions';
import { linesOf, onDocument, rangeOf } from './documentLines';
import { upToDate } from './upToDate';

/** As package.json declares them, with their colours. */
const TYPE = 'blockId';
export const LEGEND = new vscode.SemanticTokensLegend(
  [TYPE],
  ['declaration', 'freed', 'leaked', 'faulty'],
);

/**
 * Tells live, freed, leaked and faulty ids apart. Only for the lines in sight: a hundred thousand
 * tokens would be sent again after every key.
 */
export class IdTokens implements vscode.DocumentRangeSemanticTokensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  /** Not in the types of the oldest VS Code that is supported, which does without it. */
  readonly onDidChangeSemanticTokens = this.changes.event;
  private readonly disposables: readonly vscode.Disposable[];

  constructor(
    private readonly sessions: Sessions,
    private readonly indexes: Indexes,
  ) {
    this.disposables = [this.changes, sessions.onOpen((session) => this.follow(session))];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** After an edit VS Code asks by itself. Another heap under the same text it cannot know of. */
  private follow(session: TraceSession): void {
    let known: number | undefined;
    session.onLoad(() => {
      if (session.textVersion === known) this.changes.fire();
      known = session.textVersion;
    });
  }

  async provideDocumentRangeSemanticTokens(
    document: vscode.TextDocument,
    { start, end }: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.SemanticTokens | undefined> {
    const now = await upToDate(this.sessions, document, token);
    const ends = now && (await this.indexes.endsOf(now.session));
    if (now === undefined || ends === undefined || token.isCancellationRequested) return undefined;
    const { trace, journal } = now.replay;
    const work = idTokensIn(trace, journal, ends, linesOf(document), start.line, end.line);
    const found = await onDocument(document, token, work);
    if (found === undefined) return undefined;
    const builder = new vscode.SemanticTokensBuilder(LEGEND);
    for (const each of found) {
      const { state, isDefinition } = each;
      const modifiers = [
        ...(isDefinition ? ['declaration'] : []),
        ...(state === 'live' ? [] : [state]),
      ];
      builder.push(rangeOf(each), TYPE, modifiers);
    }
    return builder.build();
  }
}
