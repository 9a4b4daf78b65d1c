import * as vscode from 'vscode';
import { Emitter, type Disposable } from '../base/emitter';
import type { Place } from '../session/sessionTypes';
import { TraceSession } from '../session/traceSession';
import { ClosedPlaces } from './closedPlaces';
import { isOldSide, nameOf } from './documents';
import { FollowedTrace } from './followedTrace';
import { LANGUAGE_ID, SETTINGS } from './ids';
import { scheduler } from './platform';
import { renamedTo } from './renames';
import type { Settings } from './settings';

/** What a trace is carried out again for. */
const HEAP_SETTINGS: readonly string[] = [
  SETTINGS.heapSize,
  SETTINGS.heapBase,
  SETTINGS.heapLayout,
  SETTINGS.heapPolicy,
  SETTINGS.heapAlignment,
];

/**
 * The session of every trace that is open, as a text document, in a view of its own, or both; and
 * which of them is the active one: that of the trace editor that last had the focus. Leaving an
 * editor does not change it.
 */
export class Sessions implements vscode.Disposable {
  private readonly followed = new Map<string, FollowedTrace>();
  private readonly disposables: Disposable[] = [];
  private active_: TraceSession | undefined;
  /** The active one, but for inspectors that are pinned: looking at one is no work on its trace. */
  private worked: TraceSession | undefined;
  private readonly places = new ClosedPlaces();

  private readonly opens = new Emitter<TraceSession>();
  /** A session begins. */
  readonly onOpen = this.opens.event;
  private readonly closes = new Emitter<TraceSession>();
  /** A session has ended. */
  readonly onClose = this.closes.event;
  private readonly activations = new Emitter<TraceSession | undefined>();
  /** Another session, or none, is the active one. */
  readonly onActivate = this.activations.event;
  private readonly followings = new Emitter<TraceSession>();
  /** A session begins or ceases to follow its file. */
  readonly onFollowing = this.followings.event;

  constructor(private readonly settings: Settings) {
    this.disposables.push(
      vscode.window.onDidChangeVisibleTextEditors(() => this.followVisible()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.followActive(editor)),
      vscode.workspace.onDidChangeTextDocument((change) =>
        this.followed.get(change.document.uri.toString())?.edited(change),
      ),
      // A change of language closes a document and opens it again in the same editor.
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.followVisible();
        const { activeTextEditor } = vscode.window;
        if (activeTextEditor?.document === document) this.followActive(activeTextEditor);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) =>
        this.release(uri, (trace) => trace.documentClosed()),
      ),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.renamed(oldUri, newUri);
      }),
      settings.onChange((names) => this.settingsChanged(names)),
    );
  }

  /** Follows what is open. Call it when every listener is in place. */
  start(): void {
    this.followVisible();
    this.followActive(vscode.window.activeTextEditor);
  }

  /** The session that commands act on and the inspector shows. */
  get active(): TraceSession | undefined {
    return this.active_;
  }

  get all(): TraceSession[] {
    return [...this.followed.values()].map(({ session }) => session);
  }

  find(uri: vscode.Uri): TraceSession | undefined {
    return this.followed.get(uri.toString())?.session;
  }

  /** The session of a document, shown or not. */
  open(document: vscode.TextDocument): TraceSession {
    return this.follow(document).session;
  }

  /** Makes the session of a document, shown or not, the active one. */
  activate(document: vscode.TextDocument): TraceSession {
    const session = this.open(document);
    this.setActive(session);
    return session;
  }

  /** Makes a session that is open the active one. */
  activateOpen(uri: vscode.Uri): void {
    const session = this.find(uri);
    if (session !== undefined) this.setActive(session);
  }

  /** Makes the session that a pinned inspector shows the active one, until `giveBack`. */
  borrow(session: TraceSession): void {
    const { worked } = this;
    this.setActive(session);
    this.worked = worked;
  }

  /** Makes what somebody worked on the active one again, after a pinned inspector was looked at. */
  giveBack(): void {
    if (this.worked !== undefined) this.setActive(this.worked);
  }

  /** The session of a file that a view of ours shows; `closeView` gives it back. */
  openView(uri: vscode.Uri): TraceSession {
    const trace = this.followed.get(uri.toString()) ?? this.add(uri);
    trace.viewOpened();
    return trace.session;
  }

  closeView(uri: vscode.Uri): void {
    this.release(uri, (trace) => trace.viewClosed());
  }

  /** Goes on where an earlier life of a trace ended, as soon as the trace is open. */
  resume(uri: vscode.Uri, place: Place): void {
    const session = this.find(uri);
    if (session !== undefined) session.resume(place);
    else this.places.keep(uri.toString(), place);
  }

  /** Reads a session's document or file again. */
  async reload(session: TraceSession): Promise<void> {
    await this.followed.get(session.uri)?.reload();
  }

  /** Reads what has come to a followed session's file, without waiting until that is noticed. */
  async readOn(session: TraceSession): Promise<void> {
    await this.followed.get(session.uri)?.lookForMore();
  }

  /** Whether a session's trace is a file that can be followed. */
  isFile(session: TraceSession): boolean {
    return this.followed.get(session.uri)?.isFile ?? false;
  }

  /** Whether the text comes from a document of VS Code. */
  isDocument(session: TraceSession): boolean {
    return this.followed.get(session.uri)?.isDocument ?? false;
  }

  isFollowing(session: TraceSession): boolean {
    return this.followed.get(session.uri)?.following ?? false;
  }

  /** Begins or ceases to read on as the file grows; returns whether it does now. */
  toggleFollowing(session: TraceSession): boolean {
    const trace = this.followed.get(session.uri);
    if (trace === undefined || !trace.isFile) return false;
    trace.following = !trace.following;
    this.followings.fire(session);
    return trace.following;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const trace of this.followed.values()) trace.dispose();
    this.followed.clear();
  }

  private settingsChanged(names: readonly string[]): void {
    if (names.includes(SETTINGS.playSpeed)) {
      for (const session of this.all) session.setSpeed(this.settings.playSpeed);
    }
    if (names.some((name) => HEAP_SETTINGS.includes(name))) {
      for (const session of this.all) void session.carryOutAgain();
    }
  }

  private followVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (document.languageId === LANGUAGE_ID) this.follow(document);
    }
  }

  private followActive(editor: vscode.TextEditor | undefined): void {
    // The old side of a comparison is looked at, not worked on: it is active when somebody asks.
    if (editor?.document.languageId !== LANGUAGE_ID || isOldSide(editor.document.uri)) return;
    this.activate(editor.document);
  }

  private follow(document: vscode.TextDocument): FollowedTrace {
    const trace = this.followed.get(document.uri.toString()) ?? this.add(document.uri);
    trace.documentOpened(document);
    return trace;
  }

  private add(uri: vscode.Uri): FollowedTrace {
    const session = new TraceSession(uri.toString(), nameOf(uri), scheduler, {
      historyBudget: () => this.settings.historyBudget,
      heapDefaults: () => this.settings.heapDefaults,
    });
    session.setSpeed(this.settings.playSpeed);
    const trace = new FollowedTrace(uri, session);
    this.followed.set(session.uri, trace);
    this.opens.fire(session);
    const place = this.places.take(session.uri);
    if (place !== undefined) session.resume(place);
    return trace;
  }

  private release(uri: vscode.Uri, letGo: (trace: FollowedTrace) => void): void {
    const trace = this.followed.get(uri.toString());
    if (trace === undefined) return;
    letGo(trace);
    if (trace.isWanted) return;
    this.followed.delete(uri.toString());
    this.keepPlace(trace);
    if (this.worked === trace.session) this.worked = undefined;
    if (this.active_ === trace.session) this.setActive(this.worked ?? this.all.at(-1));
    this.closes.fire(trace.session);
    trace.dispose();
  }

  /** The next editor of the file goes on where this one was, as a text editor keeps its caret. */
  private keepPlace({ isFile, session }: FollowedTrace): void {
    // Another untitled document may have the same name.
    if (!isFile || (session.at === 0 && !session.isOverridden)) return;
    this.places.keep(session.uri, session.place);
  }

  /**
   * Lets a trace go on where it was under its new name. VS Code closes the document of the old name and
   * opens another one; it does not promise to do so before it tells of the renaming.
   */
  private renamed(from: vscode.Uri, to: vscode.Uri): void {
    for (const trace of this.followed.values()) {
      if (renamedTo(trace.session.uri, from, to) !== undefined) this.keepPlace(trace);
    }
    for (const uri of this.places.uris) {
      const renamed = renamedTo(uri, from, to);
      if (renamed === undefined) continue;
      const place = this.places.take(uri);
      if (place !== undefined) this.resume(renamed, place);
    }
  }

  private setActive(session: TraceSession | undefined): void {
    this.worked = session;
    if (session === this.active_) return;
    this.active_ = session;
    this.activations.fire(session);
  }
}
