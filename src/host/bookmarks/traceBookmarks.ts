import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter';
import type { Bookmark } from '../../session/bookmarks';
import type { TraceSession } from '../../session/traceSession';
import { LANGUAGE_ID } from '../ids';
import { renamedTo } from '../renames';
import type { Sessions } from '../sessions';
import { BookmarkStore } from './bookmarkStore';
import { DeletedBookmarks } from './deletedBookmarks';
import { lostBookmarks, movedBookmarks } from './movedBookmarks';

/**
 * Gives each session the bookmarks that its trace had, keeps what becomes of them, and moves them
 * along with edits and with renamed files.
 */
export class TraceBookmarks implements vscode.Disposable {
  private readonly store: BookmarkStore;
  /** What undoing brings back, as long as a text is open. */
  private readonly deleted = new WeakMap<vscode.TextDocument, DeletedBookmarks>();
  private readonly disposables: Disposable[];

  constructor(
    private readonly sessions: Sessions,
    memento: vscode.Memento,
  ) {
    this.store = new BookmarkStore(memento);
    this.disposables = [
      sessions.onOpen((session) => this.opened(session)),
      sessions.onClose(({ uri }) => {
        // Another untitled document may get the same name.
        if (vscode.Uri.parse(uri).scheme === 'untitled') this.store.keep(uri, []);
      }),
      vscode.workspace.onDidChangeTextDocument((change) => this.edited(change)),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.renamed(oldUri, newUri);
      }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private opened({ uri, bookmarks }: TraceSession): void {
    bookmarks.set(this.store.of(uri));
    bookmarks.onChange(() => this.store.keep(uri, bookmarks.all));
  }

  private edited({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    // There is no change of the text where only its saved state has changed.
    if (document.languageId !== LANGUAGE_ID || contentChanges.length === 0) return;
    const before = this.of(document.uri);
    const moved = movedBookmarks(before, contentChanges);
    const deleted = this.deletedFrom(document);
    const back = reason === undefined ? [] : deleted.takeBack(contentChanges);
    deleted.add(contentChanges, lostBookmarks(before, contentChanges));
    const after = back.length > 0 ? [...moved, ...back] : moved;
    if (after !== before) this.give(document.uri, after);
  }

  private deletedFrom(document: vscode.TextDocument): DeletedBookmarks {
    const known = this.deleted.get(document) ?? new DeletedBookmarks();
    this.deleted.set(document, known);
    return known;
  }

  /** A file, or all that is in a folder. */
  private renamed(from: vscode.Uri, to: vscode.Uri): void {
    for (const uri of this.store.uris) {
      const renamed = renamedTo(uri, from, to);
      if (renamed === undefined) continue;
      const bookmarks = this.store.of(uri);
      this.store.keep(uri, []);
      this.give(renamed, bookmarks);
    }
  }

  /** Of a trace that may not be shown: its text can be edited all the same. */
  private of(uri: vscode.Uri): readonly Bookmark[] {
    return this.sessions.find(uri)?.bookmarks.all ?? this.store.of(uri.toString());
  }

  /** Gives a trace these, whether it is shown or not. */
  give(uri: vscode.Uri, bookmarks: readonly Bookmark[]): void {
    const session = this.sessions.find(uri);
    if (session === undefined) this.store.keep(uri.toString(), bookmarks);
    else session.bookmarks.set(bookmarks);
  }
}
