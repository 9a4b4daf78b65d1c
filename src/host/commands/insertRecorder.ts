import * as vscode from 'vscode';
import { freeName, nameProblem } from '../../recorders/copyName';
import { RECORDERS, type Recorder } from '../../recorders/table';
import { nameOf } from '../documents';
import { plainMessage, say } from './say';

/**
 * Copies a recorder into a folder of the workspace, opens it, and offers the lines that use it. Only
 * files that came with the extension are copied and nothing is run, so that this is safe in a
 * workspace that is not trusted. A file that is there already is never written.
 * @param id one of the recorders, to insert it without asking which
 */
export async function insertRecorder(extensionUri: vscode.Uri, id?: unknown): Promise<void> {
  const recorder = RECORDERS.find((each) => each.id === id) ?? (await askForRecorder());
  if (recorder === undefined) return;
  const folder = await askForFolder();
  if (folder === undefined) return;
  const source = vscode.Uri.joinPath(extensionUri, 'media', 'recorders', recorder.file);
  const content = await vscode.workspace.fs.readFile(source);
  const place = await placeFor(recorder.file, folder, content);
  if (place === undefined) return;
  const { uri, isThere } = place;
  if (!isThere && !(await create(uri, content))) return;
  await vscode.window.showTextDocument(uri, { preview: false });
  void offerLines(recorder, uri, isThere);
}

async function askForRecorder(): Promise<Recorder | undefined> {
  const items = RECORDERS.map((recorder) => ({
    label: recorder.label,
    description: recorder.file,
    recorder,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Insert Recorder'),
    placeHolder: vscode.l10n.t('What is the program written in?'),
    matchOnDescription: true,
  });
  return chosen?.recorder;
}

async function askForFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    say(vscode.l10n.t('Open a folder first: the recorder is copied into it.'));
    return undefined;
  }
  if (folders.length === 1) return folders[0];
  return vscode.window.showWorkspaceFolderPick({
    placeHolder: vscode.l10n.t('The folder to copy the recorder into'),
  });
}

interface Place {
  readonly uri: vscode.Uri;
  /** The very same file is there already. */
  readonly isThere: boolean;
}

/** Where the copy goes: another name if a file of this name says something else. */
async function placeFor(
  file: string,
  folder: vscode.WorkspaceFolder,
  content: Uint8Array,
): Promise<Place | undefined> {
  const usual = vscode.Uri.joinPath(folder.uri, file);
  if (!(await exists(usual))) return { uri: usual, isThere: false };
  if (await holds(usual, content)) return { uri: usual, isThere: true };
  const names = await vscode.workspace.fs.readDirectory(folder.uri);
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Insert Recorder'),
    prompt: vscode.l10n.t('{0} has another {1}, which stays as it is.', folder.name, file),
    placeHolder: vscode.l10n.t('A name for the copy'),
    value: freeName(file, new Set(names.map(([each]) => each))),
    validateInput: (text) => whyNot(text, folder),
  });
  if (name === undefined) return undefined;
  return { uri: vscode.Uri.joinPath(folder.uri, name), isThere: false };
}

async function whyNot(name: string, folder: vscode.WorkspaceFolder): Promise<string | undefined> {
  switch (nameProblem(name)) {
    case 'empty':
      return vscode.l10n.t('Write a name.');
    case 'not-a-name':
      return vscode.l10n.t('This cannot be the name of a file.');
    case undefined:
      return (await exists(vscode.Uri.joinPath(folder.uri, name)))
        ? vscode.l10n.t('{0} is there already.', name)
        : undefined;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

async function holds(uri: vscode.Uri, content: Uint8Array): Promise<boolean> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0 || size !== content.length) return false;
  const there = await vscode.workspace.fs.readFile(uri);
  return there.length === content.length && there.every((byte, at) => byte === content[at]);
}

/** Through an edit and not `workspace.fs.writeFile`, which would write over a file that came meanwhile. */
async function create(uri: vscode.Uri, contents: Uint8Array): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false, contents });
  const isDone = await vscode.workspace.applyEdit(edit);
  if (!isDone) {
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be written.', shownName(uri)));
  }
  return isDone;
}

async function offerLines({ use }: Recorder, uri: vscode.Uri, wasThere: boolean): Promise<void> {
  const name = shownName(uri);
  const message = wasThere
    ? vscode.l10n.t('{0} is there already, as it comes. Three lines use it.', name)
    : vscode.l10n.t('{0} is there. Three lines use it; its first comment has more.', name);
  const copy = vscode.l10n.t('Copy the Lines');
  if ((await vscode.window.showInformationMessage(message, copy)) !== copy) return;
  await vscode.env.clipboard.writeText(`${use.join('\n')}\n`);
}

function shownName(uri: vscode.Uri): string {
  return plainMessage(nameOf(uri));
}
