import * as vscode from 'vscode';
import { firstFindings, type Finding, type TextRange } from '../../session/lineMarks';
import type { TraceSession } from '../../session/traceSession';
import { isWorkedOn } from '../documents';
import type { Sessions } from '../sessions';

/** At most so many problems and so many faults become diagnostics; the inspector has them all. */
const MOST = 1000;
const SOURCE = 'AllocTrace';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** Publishes the problems and faults of every open trace, whether or not it is a document. */
export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('alloctrace');
  private readonly disposables: vscode.Disposable[];

  constructor(sessions: Sessions) {
    this.disposables = [
      this.collection,
      sessions.onOpen((session) => session.onLoad(() => this.publish(session))),
      sessions.onClose((session) => this.collection.delete(vscode.Uri.parse(session.uri))),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private publish({ uri, replay, text }: TraceSession): void {
    const parsed = vscode.Uri.parse(uri);
    if (replay === undefined || text === undefined || !isWorkedOn(parsed))
      return this.collection.delete(parsed);
    const findings = firstFindings(replay, text, MOST);
    this.collection.set(
      parsed,
      findings.map((finding) => diagnosticOf(parsed, finding)),
    );
  }
}

function diagnosticOf(uri: vscode.Uri, finding: Finding): vscode.Diagnostic {
  const { severity, code, message, related } = finding;
  const diagnostic = new vscode.Diagnostic(rangeOf(finding), message, SEVERITIES[severity]);
  diagnostic.code = code;
  diagnostic.source = SOURCE;
  if (related !== undefined) {
    const location = new vscode.Location(uri, rangeOf(related));
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(location, vscode.l10n.t('This came before.')),
    ];
  }
  return diagnostic;
}

function rangeOf({ line, from, to }: TextRange): vscode.Range {
  return new vscode.Range(line, from, line, to);
}
