import * as vscode from 'vscode';
import { formatBytes, plural } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { importReport, whyText } from '../../session/importReport';
import { lengthOf, traceOf } from '../../session/importing';
import { isTraceName } from '../../session/traceLink';
import { plainMessage, say } from '../commands/say';
import { fileErrorText } from '../files/fileErrorText';
import { IMPORTED_SCHEME, LANGUAGE_ID, LARGE_TRACE_IDS } from '../ids';
import { textLimit } from '../largeTrace/textLimit';
import type { Sessions } from '../sessions';
import { showUntitled } from '../untitled';
import { askFormat } from './askFormat';
import { handOver, importedUri, ImportedFiles } from './importedTraces';
import { ImportReports } from './importReports';
import { readRecording, type ChosenFormat, type ReadRecording } from './readRecording';
import type { Recording } from './recording';
import { joined, saveTrace } from './saveTrace';

/**
 * A longer trace becomes no untitled document: VS Code hands its text over in one piece, there and
 * back. A tenth of a second for 2 MiB was measured.
 */
const LONGEST_UNTITLED = 2 ** 20;

/** Makes traces of recordings of other tools and shows them, each beside a report. */
export class TraceImports implements vscode.Disposable {
  private readonly reports = new ImportReports();
  private readonly registration = vscode.workspace.registerFileSystemProvider(
    IMPORTED_SCHEME,
    new ImportedFiles(),
    { isReadonly: true, isCaseSensitive: true },
  );

  /** @param showInspector shows an inspector unless one is in sight */
  constructor(
    private readonly sessions: Sessions,
    private readonly showInspector: () => void,
  ) {}

  /**
   * Imports a recording: says what it is, asks where that is not clear, and shows the trace. Whatever
   * goes wrong is said.
   */
  async import(recording: Recording): Promise<void> {
    try {
      await this.importAs(recording, {});
    } catch (error) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          '{0} could not be imported: {1}',
          shortName(recording),
          plainMessage(visibleText(fileErrorText(error), 400)),
        ),
      );
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.reports.dispose();
  }

  private async importAs(recording: Recording, format: ChosenFormat): Promise<void> {
    const read = await readRecording(recording, format);
    if (read === undefined) return say(vscode.l10n.t('The import was cancelled.'));
    const { imported } = read;
    switch (imported.verdict) {
      case 'recognised':
      case 'named':
        return this.show(recording, read, format);
      case 'trace':
        return this.showAsTrace(recording);
      case 'alike':
      case 'none': {
        const choice = await askFormat(recording.name, imported);
        if (choice === undefined) return;
        if (choice !== 'report') return this.importAs(recording, choice);
        await showReport(this.addReport(recording, read));
        return;
      }
      case 'empty':
      case 'refused':
        throw new Error(imported.why);
    }
  }

  private async show(
    recording: Recording,
    read: ReadRecording,
    format: ChosenFormat,
  ): Promise<void> {
    const report = this.addReport(recording, read);
    const isUnread = read.imported.report.problemCount > 0 || read.imported.verdict === 'named';
    if (read.events.length === 0 && isUnread) {
      await showReport(report);
      throw new Error(vscode.l10n.t('no line of it could be read. The report says why.'));
    }
    await showReport(report);
    if (!(await this.showTrace(recording, read, format))) return;
    this.showInspector();
    void tellOf(recording, read, report);
  }

  /** Returns whether the trace was wanted. */
  private async showTrace(
    recording: Recording,
    read: ReadRecording,
    format: ChosenFormat,
  ): Promise<boolean> {
    const pieces = traceOf(read);
    const { name, uri, isFile } = recording;
    const isLong = lengthOf(pieces) > LONGEST_UNTITLED;
    const address = isLong && isFile && uri !== undefined ? importedUri(uri, format) : undefined;
    if (address === undefined) return showCopy(name, pieces);
    const session = this.sessions.find(address);
    handOver(address, read, recording.stamp?.());
    await vscode.commands.executeCommand('vscode.openWith', address, LARGE_TRACE_IDS[0], {
      viewColumn: vscode.ViewColumn.One,
    });
    if (session !== undefined) void this.sessions.reload(session);
    return true;
  }

  /** Shows what was to be imported and is a trace already. */
  private async showAsTrace(recording: Recording): Promise<void> {
    const { name, source, uri } = recording;
    if (uri !== undefined) return openAsTrace(recording, uri);
    // Bytes without a file.
    const pieces: Uint8Array[] = [];
    for await (const piece of (await source.open()).pieces) pieces.push(piece);
    if (await showCopy(name, pieces)) this.showInspector();
  }

  private addReport(
    recording: Recording,
    { imported, read, brokenOff }: ReadRecording,
  ): vscode.Uri {
    const { name, uri } = recording;
    const report = importReport({ name, imported, read, brokenOff });
    // Lines of a packed file, and records of one that is no text, cannot be shown.
    const hasLines = imported.importer?.reads !== 'bytes' && !/\.(?:gz|zst)$/i.test(name);
    return this.reports.add(visibleText(name, 100), report, hasLines ? uri : undefined);
  }
}

/** In a tab beside the trace's. */
async function showReport(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    preview: false,
  });
}

/**
 * Shows a trace that has no file: as an untitled document, or saved where it is long.
 * @returns whether it was wanted
 */
async function showCopy(name: string, pieces: Uint8Array[]): Promise<boolean> {
  if (lengthOf(pieces) <= LONGEST_UNTITLED) {
    await showUntitled(LANGUAGE_ID, new TextDecoder().decode(joined(pieces)));
    return true;
  }
  const saved = await saveTrace(name, pieces);
  if (saved === undefined) return false;
  await vscode.commands.executeCommand('vscode.open', saved, vscode.ViewColumn.One);
  return true;
}

/** Opens a file or a text that was to be imported and is a trace already. */
async function openAsTrace({ isFile }: Recording, uri: vscode.Uri): Promise<void> {
  if (isFile) {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (isTraceName(uri.path)) return vscode.commands.executeCommand('vscode.open', uri);
    if (size > textLimit(uri) || /\.(?:gz|zst)$/i.test(uri.path)) {
      return vscode.commands.executeCommand('vscode.openWith', uri, LARGE_TRACE_IDS[0]);
    }
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  await vscode.languages.setTextDocumentLanguage(document, LANGUAGE_ID);
}

/** What was recognised and why, in one message, with a way to the report. */
async function tellOf(
  recording: Recording,
  { imported }: ReadRecording,
  report: vscode.Uri,
): Promise<void> {
  const { totals, report: found, heapSize } = imported;
  const { alloc, free, realloc } = totals;
  const button = vscode.l10n.t('Show Report');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} is a recording of {1}: {2} {3}, heap of {4}, {5}.',
      shortName(recording),
      imported.label ?? '',
      plainMessage(whyText(imported)),
      plural(alloc + free + realloc, 'event'),
      formatBytes(heapSize),
      plural(found.problemCount, 'problem'),
    ),
    button,
  );
  if (answer === button) await showReport(report);
}

function shortName({ name }: Recording): string {
  return plainMessage(visibleText(name, 100));
}
