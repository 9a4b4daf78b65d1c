import * as vscode from 'vscode';
import { formatCount } from '../base/format';
import { visibleText } from '../base/visibleText';
import {
  isTraceName,
  parseTraceLink,
  type LinkedFile,
  type LinkProblem,
} from '../session/traceLink';
import type { TraceSession } from '../session/traceSession';
import { plainMessage, say } from './commands/say';
import { isWithinReach } from './documents';
import { isFile } from './files/isFile';
import { mayOpen } from './files/symbolicLinks';
import type { Inspectors } from './panels/inspectors';
import type { Sessions } from './sessions';

/** Enough of a path to know it by. */
const LONGEST_PATH = 300;

/**
 * Opens a trace at an event where somebody follows a link. Anybody may have written it: a file
 * outside the workspace is not even looked for until the person has said so.
 */
export class TraceLinks implements vscode.UriHandler {
  constructor(
    private readonly sessions: Sessions,
    private readonly inspectors: Inspectors,
  ) {}

  async handleUri({ path, query }: vscode.Uri): Promise<void> {
    const link = parseTraceLink(path, query);
    if (typeof link === 'string') return refuse(problemText(link));
    const uri = await this.fileOf(link.file);
    if (uri === undefined || !(await this.mayLeadTo(uri))) return;
    const session = this.sessions.find(uri);
    // Where it is read already the link says where to go; else it begins there.
    if (session?.replay !== undefined) session.seek(link.event);
    else this.sessions.resume(uri, { at: link.event });
    this.whenRead(uri, (read) => tellIfShort(read, link.event));
    await vscode.commands.executeCommand('vscode.open', uri);
    this.sessions.activateOpen(uri);
    if (!this.inspectors.anyVisible) this.inspectors.open();
  }

  /** Calls back once the trace of an address is open and read. */
  private whenRead(uri: vscode.Uri, back: (session: TraceSession) => void): void {
    const session = this.sessions.find(uri);
    if (session?.replay !== undefined) return back(session);
    if (session === undefined) {
      const opening = this.sessions.onOpen((opened) => {
        if (opened.uri !== uri.toString()) return;
        opening.dispose();
        this.whenRead(uri, back);
      });
      return;
    }
    const loading = session.onLoad(() => {
      loading.dispose();
      back(session);
    });
  }

  /** The file that may be opened and is there; undefined after a message, or if it was refused. */
  private async fileOf(file: LinkedFile): Promise<vscode.Uri | undefined> {
    if (file.kind === 'relative') return inWorkspace(file.segments);
    const uri = absolute(file);
    if (uri === undefined) {
      refuse(vscode.l10n.t('The link names a file on another machine or in another file system.'));
      return undefined;
    }
    const path = pathText(uri);
    if (!isTraceName(uri.path)) {
      refuse(notATrace(path));
      return undefined;
    }
    if (!isInWorkspace(uri) && this.sessions.find(uri) === undefined && !(await allows(path))) {
      return undefined;
    }
    if (await isFile(uri)) return uri;
    refuse(vscode.l10n.t('The link names a file that is not there: {0}', path));
    return undefined;
  }

  /** What lies in the workspace may be a symbolic link out of it; of all else a person was asked. */
  private async mayLeadTo(uri: vscode.Uri): Promise<boolean> {
    if (!isInWorkspace(uri) || this.sessions.find(uri) !== undefined) return true;
    return mayOpen(
      uri,
      vscode.l10n.t(
        'A link wants to open a trace behind a symbolic link, which may lie outside this workspace.',
      ),
    );
  }
}

/** The trace may have changed since the link was made: then it shows its last event, which is said. */
function tellIfShort({ name, eventCount }: TraceSession, event: number): void {
  if (event <= eventCount) return;
  say(
    vscode.l10n.t(
      '{0} has no event {1}: it may have changed. Its last one is shown.',
      visibleText(name, LONGEST_PATH),
      formatCount(event),
    ),
  );
}

function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

async function inWorkspace(segments: readonly string[]): Promise<vscode.Uri | undefined> {
  const { workspaceFolders = [] } = vscode.workspace;
  const path = visibleText(segments.join('/'), LONGEST_PATH);
  if (!isTraceName(segments.at(-1) ?? '')) {
    refuse(notATrace(path));
    return undefined;
  }
  // Where there are several folders the first segment names one; a link may be of either kind.
  const places = workspaceFolders.flatMap(({ uri, name }) => {
    const whole = vscode.Uri.joinPath(uri, ...segments);
    if (segments.length < 2 || segments[0] !== name) return [whole];
    return [vscode.Uri.joinPath(uri, ...segments.slice(1)), whole];
  });
  const found = await Promise.all(places.map(isFile));
  const place = places.find((_, i) => found[i]);
  if (place !== undefined) return place;
  refuse(
    workspaceFolders.length === 0
      ? vscode.l10n.t('The link names {0} in a folder. Open that folder first.', path)
      : vscode.l10n.t('There is no {0} in this workspace.', path),
  );
  return undefined;
}

/** Undefined for what lies elsewhere than this window's own files: to ask for it tells who asks. */
function absolute(file: Exclude<LinkedFile, { kind: 'relative' }>): vscode.Uri | undefined {
  if (file.kind === 'path') return vscode.Uri.file(file.path);
  try {
    const uri = vscode.Uri.parse(file.uri, true).with({ query: '', fragment: '' });
    return isWithinReach(uri) ? uri : undefined;
  } catch {
    return undefined;
  }
}

async function allows(path: string): Promise<boolean> {
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('A link wants to open a trace outside this workspace.'),
    { modal: true, detail: path },
    open,
  );
  return answer === open;
}

function pathText(uri: vscode.Uri): string {
  return visibleText(uri.scheme === 'file' ? uri.fsPath : uri.toString(true), LONGEST_PATH);
}

function notATrace(path: string): string {
  return vscode.l10n.t('The link names a file that is no trace: {0}', path);
}

function problemText(problem: LinkProblem): string {
  switch (problem) {
    case 'unknownAction':
      return vscode.l10n.t('AllocTrace does not know what to do with this link.');
    case 'malformed':
      return vscode.l10n.t('The link does not name one file to open.');
    case 'badEvent':
      return vscode.l10n.t('The link does not name one event to go to.');
    case 'badPath':
      return vscode.l10n.t('The link names a path that AllocTrace does not open.');
  }
}

/** @param message holds what the link says, which must not become a link to a command */
function refuse(message: string): void {
  void vscode.window.showWarningMessage(plainMessage(message));
}
