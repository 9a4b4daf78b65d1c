import * as vscode from 'vscode';
import { formatBytes, formatCount } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { LARGEST_DROP, MOST_DROPPED, type Dropped } from '../../protocol/dropping';
import { isTraceName } from '../../session/traceLink';
import { plainMessage } from '../commands/say';
import { isWithinReach } from '../documents';
import { COMMAND_IDS } from '../ids';
import { recordingAt, recordingOf } from './recording';
import type { TraceImports } from './traceImports';

const LONGEST_PATH = 300;

/** What is dropped together is opened one after the other: each may ask something. */
export class DroppedFiles {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly imports: Pick<TraceImports, 'import'>,
    private readonly log: Pick<vscode.LogOutputChannel, 'warn'>,
  ) {}

  /** Opens one when all that came before it are open. */
  open(dropped: Dropped): Promise<void> {
    this.last = this.last
      .then(() => openDropped(this.imports, dropped))
      .catch((error: unknown) => this.log.warn(`What was dropped did not open: ${String(error)}`));
    return this.last;
  }
}

/**
 * Opens what was dropped on an inspector: a trace as it is, anything else as a recording. What the
 * page says is not trusted: a file outside the workspace is not looked at before somebody agreed.
 */
async function openDropped(imports: Pick<TraceImports, 'import'>, dropped: Dropped): Promise<void> {
  if (dropped.kind === 'more') return refuse(tooManyText(dropped.count));
  if (dropped.kind === 'file') return openBytes(imports, dropped);
  const uri = addressOf(dropped.uri);
  if (uri === undefined || !isWithinReach(uri)) {
    return refuse(
      vscode.l10n.t('What was dropped lies on another machine or in another file system.'),
    );
  }
  const isOutside = vscode.workspace.getWorkspaceFolder(uri) === undefined;
  if (isOutside && !(await allows(uri))) return;
  if (!isTraceName(uri.path)) return imports.import(recordingAt(uri));
  // Not over the inspector; and the next one not over this.
  const place = { viewColumn: vscode.ViewColumn.One, preview: false };
  await vscode.commands.executeCommand('vscode.open', uri, place);
}

async function openBytes(
  imports: Pick<TraceImports, 'import'>,
  { name, size, bytes }: Extract<Dropped, { kind: 'file' }>,
): Promise<void> {
  if (bytes !== null) return imports.import(recordingOf(name, bytes));
  const shown = plainMessage(visibleText(name, 100));
  if (size <= LARGEST_DROP) {
    return refuse(vscode.l10n.t('{0} cannot be read. Drop files, and no folder.', shown));
  }
  const choose = vscode.l10n.t('Import Trace...');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} has {1}. Of a file from outside VS Code at most {2} can be dropped; choose it instead.',
      shown,
      formatBytes(size),
      formatBytes(LARGEST_DROP),
    ),
    choose,
  );
  if (answer === choose) await vscode.commands.executeCommand(COMMAND_IDS.importTrace);
}

/**
 * The page runs beside the window, and this perhaps on the machine that the window is connected to:
 * what is a remote file there is a file here.
 */
function addressOf(text: string): vscode.Uri | undefined {
  try {
    const uri = vscode.Uri.parse(text, true).with({ query: '', fragment: '' });
    const isOurs = uri.scheme === 'vscode-remote' && vscode.env.remoteName !== undefined;
    const address =
      isOurs && !isWithinReach(uri) ? uri.with({ scheme: 'file', authority: '' }) : uri;
    // Without `..`: what leads out of the workspace again must not pass for what is in it.
    return vscode.Uri.joinPath(address);
  } catch {
    return undefined;
  }
}

async function allows(uri: vscode.Uri): Promise<boolean> {
  const open = vscode.l10n.t('Open');
  const path = uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('A file outside this workspace was dropped on the Heap Inspector.'),
    { modal: true, detail: visibleText(path, LONGEST_PATH) },
    open,
  );
  return answer === open;
}

function tooManyText(more: number): string {
  return vscode.l10n.t(
    'Of what was dropped the first {0} files are opened, and {1} more are not.',
    MOST_DROPPED,
    formatCount(more),
  );
}

function refuse(message: string): void {
  void vscode.window.showWarningMessage(message);
}
