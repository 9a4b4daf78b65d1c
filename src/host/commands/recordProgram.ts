import * as vscode from 'vscode';
import { wordsOf } from '../../recorders/commandLine';
import { traceNameOf } from '../../recorders/recorded';
import { cannotRecord, cannotRecordIn, tell } from '../record/preload';
import type { Recordings } from '../record/recordings';

/** Where the workspace keeps what was recorded last. */
const LAST_KEY = 'recordedProgram';

/**
 * Asks for a program and its arguments, runs it in a terminal and shows what it allocates.
 * @param given the command, to record it without asking
 */
export async function recordProgram(
  recordings: Recordings,
  { workspaceState, globalStorageUri }: vscode.ExtensionContext,
  given?: unknown,
): Promise<void> {
  const why = cannotRecord();
  if (why !== undefined) return tell(why);
  const folder = await chosenFolder();
  if (folder === undefined) return;
  const whyNotThere = folder === 'none' ? undefined : cannotRecordIn(folder.uri);
  if (whyNotThere !== undefined) return tell(whyNotThere);
  const line = typeof given === 'string' ? given : await ask(workspaceState.get<unknown>(LAST_KEY));
  const [program, ...args] = wordsOf(line ?? '') ?? [];
  if (program === undefined) return;
  await workspaceState.update(LAST_KEY, line);
  const target = folder === 'none' ? globalStorageUri : folder.uri;
  if (folder === 'none') await vscode.workspace.fs.createDirectory(target);
  const output = await unusedName(target, traceNameOf(program));
  const definition = { program, args, cwd: '', output, children: false, callers: false };
  const scope = folder === 'none' ? vscode.TaskScope.Workspace : folder;
  await recordings.record(definition, scope, target.fsPath);
}

/** The folder to record in: the only one, or the one that a person picks. */
async function chosenFolder(): Promise<vscode.WorkspaceFolder | 'none' | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) {
    return vscode.window.showWorkspaceFolderPick({
      placeHolder: vscode.l10n.t('The folder to run the program in'),
    });
  }
  return folders.at(0) ?? 'none';
}

function ask(last: unknown): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Record a Program'),
    prompt: vscode.l10n.t('The program and its arguments. It runs in the folder of the workspace.'),
    placeHolder: './program --option file',
    value: typeof last === 'string' ? last : '',
    validateInput: (line) =>
      wordsOf(line) === undefined ? vscode.l10n.t('A quote is not closed.') : undefined,
  });
}

/** A file that is not there yet: what was recorded before stays. */
async function unusedName(folder: vscode.Uri, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : name.replace(/\.alloctrace$/, `-${number}.alloctrace`);
    const file = vscode.Uri.joinPath(folder, tried);
    try {
      // One name after the other, until one is free.
      // oxlint-disable-next-line no-await-in-loop
      await vscode.workspace.fs.stat(file);
    } catch {
      return file.fsPath;
    }
  }
}
