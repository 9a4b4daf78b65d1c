import * as vscode from 'vscode';
import { buildPreload, NoPreload } from '../../recorders/preload';
import { plainMessage } from '../commands/say';
import { nameOf } from '../documents';
import { machine } from '../platform';

/**
 * The library that records a program; undefined where there can be none, which people are told
 * together with what works instead.
 */
export async function preload(extensionUri: vscode.Uri): Promise<string | undefined> {
  const why = cannotRecord();
  if (why !== undefined) return void tell(why);
  const source = vscode.Uri.joinPath(extensionUri, 'media', 'recorders', 'alloctrace_preload.c');
  try {
    return machine && (await buildPreload(machine, source.fsPath));
  } catch (error) {
    return void tell(error instanceof NoPreload ? textOf(error) : String(error));
  }
}

/** Why no program can be recorded here, in a sentence for people. */
export function cannotRecord(): string | undefined {
  if (machine === undefined) {
    return vscode.l10n.t('A program cannot run in a browser, and so not be recorded.');
  }
  if (!vscode.workspace.isTrusted) {
    return vscode.l10n.t('A program is only recorded in a workspace that you trust.');
  }
  return machine.platform === 'linux' ? undefined : systemText(machine.platform);
}

/** Why no program can be recorded in a folder: it lies on no disk of this machine. */
export function cannotRecordIn(folder: vscode.Uri | undefined): string | undefined {
  if (folder === undefined || folder.scheme === 'file') return undefined;
  return vscode.l10n.t('{0} is a virtual folder: no program can run in it.', nameOf(folder));
}

/** Tells why nothing is recorded, and leads to what else there is. */
export async function tell(why: string): Promise<void> {
  const more = vscode.l10n.t('What Works Instead');
  if ((await vscode.window.showErrorMessage(plainMessage(why), more)) !== more) return;
  await vscode.env.openExternal(vscode.Uri.parse(DOCUMENT));
}

const DOCUMENT =
  'https://github.com/alloctrace/alloctrace/blob/main/docs/recording.md#where-it-does-not-work';

function textOf({ problem, detail }: NoPreload): string {
  switch (problem) {
    case 'system':
      return systemText(detail);
    case 'compiler':
      return vscode.l10n.t(
        'There is no C compiler ({0}) to build the recorder with. Install one.',
        detail,
      );
    case 'build':
      return vscode.l10n.t('The recorder could not be built. The compiler said: {0}', detail);
    case 'cache':
      return vscode.l10n.t('There is no folder to keep the recorder in: {0}', detail);
  }
}

function systemText(system: string): string {
  return vscode.l10n.t('Programs can be recorded on Linux only; this is {0}.', system);
}
