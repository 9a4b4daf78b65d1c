import * as vscode from 'vscode';
import { headlineOf } from '../../projection/prose/headline';
import { NO_EVENT } from '../../replay/journal';
import { describeOutcome } from '../../replay/outcome';
import type { Replay } from '../../replay/replay';
import type { TraceSession } from '../../session/traceSession';
import type { Problem } from '../../trace/problem';
import type { Sessions } from '../sessions';
import { utf16Column } from './utf16Column';

/** At most so many faults become diagnostics; the inspector has them all. */
const MAX_FAULTS = 1000;
const SOURCE = 'AllocTrace';

/** Publishes the problems and faults of every open trace. */
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

  private publish({ uri, replay }: TraceSession): void {
    const parsed = vscode.Uri.parse(uri);
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
    if (replay === undefined || document === undefined) return this.collection.delete(parsed);
    const problems = replay.trace.problems.map((problem) => problemDiagnostic(document, problem));
    const faults = replay.journal.faults
      .slice(0, MAX_FAULTS)
      .map((event) => faultDiagnostic(document, replay, event));
    this.collection.set(parsed, [...problems, ...faults]);
  }
}

function problemDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const line = Math.min(problem.line, document.lineCount - 1);
  const { text } = document.lineAt(line);
  const range = new vscode.Range(
    line,
    utf16Column(text, problem.column),
    line,
    utf16Column(text, problem.column + problem.length),
  );
  const severity =
    problem.severity === 'error'
      ? vscode.DiagnosticSeverity.Error
      : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, problem.message, severity);
  diagnostic.code = problem.code;
  diagnostic.source = SOURCE;
  return diagnostic;
}

function faultDiagnostic(
  document: vscode.TextDocument,
  replay: Replay,
  event: number,
): vscode.Diagnostic {
  const { code, class: outcomeClass } = describeOutcome(replay.journal.outcome[event]);
  const message = headlineOf(replay, event)
    .map((span) => (typeof span === 'string' ? span : span.text))
    .join('');
  const severity =
    outcomeClass === 'fault'
      ? vscode.DiagnosticSeverity.Warning
      : vscode.DiagnosticSeverity.Information;
  const diagnostic = new vscode.Diagnostic(rangeOf(document, replay, event), message, severity);
  diagnostic.code = code;
  diagnostic.source = SOURCE;
  const related = replay.journal.relatedTo(event);
  if (related !== NO_EVENT) {
    const location = new vscode.Location(document.uri, rangeOf(document, replay, related));
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(location, vscode.l10n.t('This came before.')),
    ];
  }
  return diagnostic;
}

/** The text of an event's line, without what is blank around it. */
function rangeOf(document: vscode.TextDocument, { trace }: Replay, event: number): vscode.Range {
  const line = document.lineAt(Math.min(trace.lineOf(event), document.lineCount - 1));
  const end = line.text.trimEnd().length;
  return new vscode.Range(
    line.lineNumber,
    Math.min(line.firstNonWhitespaceCharacterIndex, end),
    line.lineNumber,
    end,
  );
}
