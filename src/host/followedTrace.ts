import * as vscode from 'vscode';
import type { Notice } from '../protocol/state';
import type { TraceSource } from '../session/source';
import type { CursorHint, TraceSession } from '../session/traceSession';
import { hasFiles } from './documents';
import { documentSource } from './files/documentSource';
import { EditLog } from './files/editLog';
import { FileFollower, type FileChange } from './files/fileFollower';
import { fileSource, fileTail, type FileStamp } from './files/fileSource';
import { importedSource, isImported } from './importing/importedTraces';
import { shiftLine } from './language/shiftLine';

/** VS Code reloads a document that changed on the disk by itself; after so long it has not. */
const OWN_RELOAD_MS = 1500;

/**
 * A trace that is open and its session: where the text comes from, and what happens when that
 * changes. A text document that is open has the word, because it may hold edits; else the file.
 */
export class FollowedTrace implements vscode.Disposable {
  private following_ = false;
  /** The file has changed while an earlier change was still being read. */
  private isReading = false;
  private isBehind = false;
  private document: vscode.TextDocument | undefined;
  private edits: EditLog | undefined;
  private views = 0;
  /** Where the cursor's line has moved to by edits that are not yet replayed; from 0. */
  private cursorLine: number | undefined;
  private editedAt = 0;
  /** The version of the document that was read last, or is being read. */
  private askedFor: number | undefined;
  private readonly file: FileFollower | undefined;
  /** What was said of the file last: while it stands it is taken back once it does not hold any more. */
  private said: Notice | undefined;

  constructor(
    private readonly uri: vscode.Uri,
    readonly session: TraceSession,
  ) {
    if (!this.isFile) return;
    this.file = new FileFollower(uri, () => this.views > 0 || this.following_);
    this.file.onChange((change) => void this.fileChanged(change));
  }

  /** Whether it is read on as its file grows. */
  get following(): boolean {
    return this.following_;
  }

  set following(following: boolean) {
    this.following_ = following;
    const { document, session } = this;
    // A last line without an end has waited for its rest; it is all there is now.
    const isTorn = session.text !== undefined && !session.text.endsWithLine;
    if (document === undefined && (following || isTorn)) void this.reload();
    else void this.file?.look();
  }

  get isFile(): boolean {
    return hasFiles(this.uri);
  }

  get isDocument(): boolean {
    return this.document !== undefined;
  }

  /** Whether something still shows it. */
  get isWanted(): boolean {
    return this.document !== undefined || this.views > 0;
  }

  documentOpened(document: vscode.TextDocument): void {
    if (this.document !== undefined) return;
    this.document = document;
    this.edits = new EditLog(document.version);
    // Also where a view has read the file: only the text of the document has a version to answer for.
    void this.reload();
  }

  documentClosed(): void {
    this.document = undefined;
    // What was never saved cannot be read again: it stays as it was.
    if (this.views > 0 && this.isFile) void this.reload();
  }

  viewOpened(): void {
    if (this.views++ === 0 && this.document === undefined) void this.reload();
  }

  viewClosed(): void {
    this.views--;
  }

  edited({ contentChanges }: vscode.TextDocumentChangeEvent): void {
    const { document } = this;
    if (document !== undefined) this.edits?.note(document.version, contentChanges);
    // Other line ends are another version without a change; a document that was saved is none.
    if (document === undefined || document.version === this.askedFor) return;
    this.editedAt = Date.now();
    const line = shiftLine(this.cursorLine ?? this.session.line, contentChanges);
    this.cursorLine = line;
    const hint = this.staysAtEnd ? AT_END : line === undefined ? {} : { line };
    this.askedFor = document.version;
    void this.session.load(documentSource(document, this.edits), hint).then((isNewest) => {
      if (isNewest) this.cursorLine = undefined;
    });
  }

  /** Reads the document or the file again; the cursor stays at its event, or at the end. */
  async reload(): Promise<void> {
    const { session, document } = this;
    const source = document === undefined ? this.fileSource : documentSource(document, this.edits);
    if (document !== undefined) await this.noteFile();
    this.askedFor = document?.version;
    await session.load(source, () => this.cursor);
  }

  /** Reads what has come to the file, where it is followed and no document has the word. */
  async lookForMore(): Promise<void> {
    if (this.following_ && this.document === undefined) await this.readOn();
  }

  dispose(): void {
    this.file?.dispose();
    this.session.dispose();
  }

  private get fileSource(): TraceSource {
    const { uri } = this;
    const onOpen = (stamp: FileStamp) => this.file?.read(stamp);
    return isImported(uri) ? importedSource(uri, onOpen) : fileSource(uri, this.following_, onOpen);
  }

  private get cursor(): CursorHint {
    if (this.staysAtEnd) return AT_END;
    // At first the session may know better where to begin.
    return this.session.replay === undefined ? {} : { at: this.session.at };
  }

  /** The cursor of a trace that is followed stays at the end as long as nobody moves it away. */
  private get staysAtEnd(): boolean {
    const { at, eventCount, replay } = this.session;
    return this.following_ && replay !== undefined && at === eventCount;
  }

  private async fileChanged(change: FileChange): Promise<void> {
    const { session } = this;
    if (change.kind === 'gone') {
      const text = vscode.l10n.t('{0} What is shown was read before.', change.why);
      this.say({ text, action: 'readAgain' });
    } else if (this.document !== undefined) {
      // A text that is the same as before is not read again, which would take back what was said.
      if (session.notice === this.said) this.say(undefined);
      const since = Date.now();
      if (this.following_) setTimeout(() => void this.helpDocument(since), OWN_RELOAD_MS);
    } else if (this.following_) await this.readOn();
    else {
      this.say({ text: vscode.l10n.t('The file has changed on the disk.'), action: 'readAgain' });
    }
  }

  private say(notice: Notice | undefined): void {
    this.session.notice = notice;
    this.said = this.session.notice;
  }

  /** Reads what has come to the file, or all of it where it is another one. */
  private async readOn(): Promise<void> {
    this.isBehind = true;
    if (this.isReading) return;
    this.isReading = true;
    // What changes while it is read is read next, and nothing twice at once.
    /* oxlint-disable no-await-in-loop */
    while (this.isBehind) {
      this.isBehind = false;
      if (!(await this.readMore())) await this.reload();
    }
    /* oxlint-enable no-await-in-loop */
    this.isReading = false;
  }

  /** Returns whether what has come was all there was to read. */
  private async readMore(): Promise<boolean> {
    const { session, uri } = this;
    // Where a recording has grown, the blocks of its trace may be others.
    if (session.text === undefined || isImported(uri)) return false;
    try {
      const more = await fileTail(uri, session.text);
      if (more === undefined) return false;
      try {
        return await session.grow(more, () => this.cursor);
      } finally {
        // What does not grow has not been opened.
        await more.close();
      }
    } catch {
      // Reading it as a whole will say what is wrong.
      return false;
    }
  }

  /** Where VS Code has no watcher a followed document has to be asked to read its file again. */
  private async helpDocument(since: number): Promise<void> {
    const { document } = this;
    if (this.editedAt >= since) return;
    const isActive = vscode.window.activeTextEditor?.document === document;
    if (document === undefined || document.isDirty || !isActive) return;
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }

  private async noteFile(): Promise<void> {
    try {
      this.file?.read(await vscode.workspace.fs.stat(this.uri));
    } catch {
      // A document may have no file yet, or no longer.
    }
  }
}

/** More events than there can be: the end, wherever it is by then. */
const AT_END: CursorHint = { at: 2 ** 52 };
