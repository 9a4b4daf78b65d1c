import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter';
import { diagnose, type Diagnosed } from '../../language/diagnosis';
import type { SecondCursors } from '../../language/secondCursor';
import type { TraceSession } from '../../session/traceSession';
import { documentAt, isWorkedOn } from '../documents';
import { PROBLEM_DOCUMENT } from '../ids';
import { rangeOf } from './documentLines';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';

const SOURCE = 'AllocTrace';
/** Who types wants to be left alone: what is said follows when there was no edit for so long. */
const QUIET_MS = 200;

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/**
 * Publishes what is wrong with every open trace, whether or not it is a document. What is published
 * was found in one version of a text, and is published only while that is the newest. Until the
 * next is there VS Code itself moves the marks along with the text.
 */
export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('alloctrace');
  private readonly disposables: vscode.Disposable[];
  private readonly waiting = new Map<TraceSession, Disposable>();
  private readonly published = new WeakSet<TraceSession>();

  constructor(
    private readonly sessions: Sessions,
    private readonly cursors: SecondCursors,
  ) {
    this.disposables = [
      this.collection,
      sessions.onOpen((session) => {
        session.onLoad(() => this.loaded(session));
        session.onChange(() => this.changed(session));
      }),
      sessions.onClose((session) => {
        this.stopWaiting(session);
        this.collection.delete(vscode.Uri.parse(session.uri));
      }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const wait of this.waiting.values()) wait.dispose();
  }

  private loaded(session: TraceSession): void {
    this.stopWaiting(session);
    // A trace that is opened has its marks at once.
    if (!this.published.has(session)) void this.publish(session);
    else {
      const wait = scheduler.after(QUIET_MS, () => void this.publish(session));
      this.waiting.set(session, wait);
    }
  }

  private changed(session: TraceSession): void {
    if (session.status.kind === 'error') this.collection.delete(vscode.Uri.parse(session.uri));
  }

  private stopWaiting(session: TraceSession): void {
    this.waiting.get(session)?.dispose();
    this.waiting.delete(session);
  }

  private async publish(session: TraceSession): Promise<void> {
    this.waiting.delete(session);
    const { text, generation } = session;
    const uri = vscode.Uri.parse(session.uri);
    if (text === undefined || !isWorkedOn(uri)) return;
    this.published.add(session);
    const isOver = () =>
      session.generation !== generation || this.sessions.find(uri) !== session || isBehind(session);
    const found = await this.cursors
      .of(session)
      .use((replay, view) => diagnose(replay, view, text), isOver);
    if (found === undefined || isOver()) return;
    this.collection.set(
      uri,
      found.map((each) => diagnosticOf(uri, each)),
    );
  }
}

/** Whether the text was edited since it was read: it is about to be read again. */
function isBehind({ uri, textVersion }: TraceSession): boolean {
  const document = documentAt(uri);
  return document !== undefined && textVersion !== undefined && document.version !== textVersion;
}

function diagnosticOf(uri: vscode.Uri, found: Diagnosed): vscode.Diagnostic {
  const { severity, code, message, related, hasNoEffect } = found;
  const diagnostic = new vscode.Diagnostic(rangeOf(found), message, SEVERITIES[severity]);
  diagnostic.code = { value: code, target: vscode.Uri.parse(`${PROBLEM_DOCUMENT}#${code}`) };
  diagnostic.source = SOURCE;
  if (hasNoEffect) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.relatedInformation = related.map((place) => {
    const location = new vscode.Location(uri, rangeOf(place));
    return new vscode.DiagnosticRelatedInformation(location, place.message);
  });
  return diagnostic;
}

/** The code of one of our diagnostics; undefined for those of others. */
export function codeOf({ source, code }: vscode.Diagnostic): string | undefined {
  if (source !== SOURCE || typeof code !== 'object') return undefined;
  return String(code.value);
}
