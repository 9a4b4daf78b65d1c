import * as vscode from 'vscode';
import type { ImportReport, ReportPlace } from '../../session/importReport';
import { REPORT_SCHEME } from '../ids';

interface Shown extends ImportReport {
  /** Where the lines are that the report names. */
  readonly source: vscode.Uri | undefined;
}

/**
 * The reports of imports, as read-only text documents: what comes from a recording is text there and
 * nothing else. A report is forgotten when its document is closed.
 */
export class ImportReports
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  private readonly reports = new Map<string, Shown>();
  private readonly registrations: vscode.Disposable;
  private count = 0;

  constructor() {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: REPORT_SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.reports.delete(uri.toString())),
    );
  }

  /**
   * Keeps a report to be shown.
   * @param name of what was imported
   * @param source the document or file whose lines the report names, if they can be shown
   */
  add(name: string, report: ImportReport, source: vscode.Uri | undefined): vscode.Uri {
    const title = vscode.l10n.t('Import of {0}', name.replaceAll(/[/\\]/g, '_'));
    const uri = vscode.Uri.from({
      scheme: REPORT_SCHEME,
      path: `/${title}`,
      query: String(++this.count),
    });
    this.reports.set(uri.toString(), { text: report.text, places: report.places, source });
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const gone = vscode.l10n.t('This report is gone. Import the recording again.');
    return this.reports.get(uri.toString())?.text ?? `${gone}\n`;
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    const report = this.reports.get(uri.toString());
    if (report?.source === undefined) return [];
    const { source } = report;
    return report.places.map((place) => linkTo(source, place));
  }

  dispose(): void {
    this.registrations.dispose();
    this.reports.clear();
  }
}

/** VS Code goes to the line that the fragment names. */
function linkTo(source: vscode.Uri, place: ReportPlace): vscode.DocumentLink {
  const { line, start, end, sourceLine, sourceCharacter } = place;
  const fragment = `L${sourceLine + 1},${sourceCharacter + 1}`;
  const link = new vscode.DocumentLink(
    new vscode.Range(line, start, line, end),
    source.with({ fragment }),
  );
  link.tooltip = vscode.l10n.t('Go to the line of the recording');
  return link;
}
