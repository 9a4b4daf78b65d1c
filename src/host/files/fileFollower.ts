import * as vscode from 'vscode';
import { Emitter } from '../../base/emitter';
import { nameOf } from '../documents';
import type { FileStamp } from './fileSource';
import { fileErrorText } from './fileErrorText';

/** How often a file is looked at. Watchers are faster, but not there on every kind of disk. */
const LOOK_EVERY_MS = 1000;

export type FileChange =
  /** Other bytes, as far as can be told: another size or another time. */
  | { readonly kind: 'changed'; readonly stamp: FileStamp }
  /** It cannot be read any more; `why` is for people. */
  | { readonly kind: 'gone'; readonly why: string };

/** Notices when a file on a disk becomes another one. */
export class FileFollower implements vscode.Disposable {
  private readonly changes = new Emitter<FileChange>();
  /** Fires once for each change, and once when the file goes. */
  readonly onChange = this.changes.event;
  private readonly watcher: vscode.FileSystemWatcher;
  private readonly timer: ReturnType<typeof setInterval>;
  private known: FileStamp | undefined;
  private isGone = false;
  private isLooking = false;

  /** @param isWanted whether anybody wants to know just now; asked before every look */
  constructor(
    private readonly uri: vscode.Uri,
    private readonly isWanted: () => boolean,
  ) {
    const folder = vscode.Uri.joinPath(uri, '..');
    this.watcher = vscode.workspace.createFileSystemWatcher(
      // A file's name may hold what a pattern means something else by.
      new vscode.RelativePattern(folder, nameOf(uri).replaceAll(/[*?[\]{}!]/g, '?')),
    );
    this.watcher.onDidChange(() => this.look());
    this.watcher.onDidCreate(() => this.look());
    this.watcher.onDidDelete(() => this.look());
    this.timer = setInterval(() => {
      if (this.isWanted()) void this.look();
    }, LOOK_EVERY_MS);
  }

  /** The file as it was last read. */
  read(stamp: FileStamp): void {
    this.known = stamp;
    this.isGone = false;
  }

  dispose(): void {
    clearInterval(this.timer);
    this.watcher.dispose();
    this.changes.dispose();
  }

  /** Looks at the file now. */
  async look(): Promise<void> {
    // Before the first reading there is nothing to compare with. A disk may be slower than a second.
    if (this.known === undefined || this.isLooking) return;
    this.isLooking = true;
    try {
      const { size, mtime } = await vscode.workspace.fs.stat(this.uri);
      const isSame = size === this.known.size && mtime === this.known.mtime && !this.isGone;
      this.known = { size, mtime };
      this.isGone = false;
      if (!isSame) this.changes.fire({ kind: 'changed', stamp: this.known });
    } catch (error) {
      if (!this.isGone) this.changes.fire({ kind: 'gone', why: fileErrorText(error) });
      this.isGone = true;
    } finally {
      this.isLooking = false;
    }
  }
}
