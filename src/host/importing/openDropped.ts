import * as vscode from 'vscode';
import { formatBytes } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { LARGEST_DROP, type Dropped } from '../../protocol/dropping';
import { isTraceName } from '../../session/traceLink';
import { plainMessage } from '../commands/say';
import { isWithinReach } from '../documents';
import { COMMAND_IDS } from '../ids';
import { recordingAt, recordingOf } from './recording';
import type { TraceImports } from './traceImports';

const LONGEST_PATH = 300;

/**
 * Opens what was dropped on an inspector: a trace as it is, anything else as a recording. What the
 * page says is not trusted: a file outside the workspace is not looked at before somebody agreed.
 */
export async function openDropped(imports: TraceImports, dropped: Dropped): Promise<void> {
  if (dropped.kind === 'file') return openBytes(imports, dropped);
  const uri = addressOf(dropped.uri);
  if (uri === undefined || !isWithinReach(uri)) {
    return refuse(
      vscode.l10n.t('What was dropped lies on another machine or in another file system.'),
    );
  }
  const isOutside = vscode.workspace.getWorkspaceFolder(uri) === undefined;
  if (isOutside && !(await allows(uri))) return;
  if (isTraceName(uri.path)) await vscode.commands.executeCommand('vscode.open', uri);
  else await imports.import(recordingAt(uri));
}

async function openBytes(
  imports: TraceImports,
  { name, size, bytes }: Extract<Dropped, { kind: 'file' }>,
): Promise<void> {
  if (bytes !== null) return imports.import(recordingOf(name, bytes));
  const shown = plainMessage(visibleText(name, 100));
  if (size <= LARGEST_DROP) {
    return refuse(vscode.l10n.t('{0} cannot be read. Drop one file, and no folder.', shown));
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

function refuse(message: string): void {
  void vscode.window.showWarningMessage(message);
}
