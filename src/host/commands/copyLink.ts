import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import { isTraceName, parseTraceLink, traceLink } from '../../session/traceLink';
import type { Sessions } from '../sessions';
import { say, sayNoTrace } from './say';

/**
 * Copies a link that opens the active trace at the event that is shown.
 * @param extensionId the links of other extensions lead to those
 */
export async function copyLink(sessions: Sessions, extensionId: string): Promise<void> {
  const { active } = sessions;
  if (active === undefined) return sayNoTrace();
  const uri = vscode.Uri.parse(active.uri);
  if (!sessions.isFile(active) || !isTraceName(uri.path)) {
    return say(
      vscode.l10n.t('Only a trace that is saved in an .alloctrace file can be linked to.'),
    );
  }
  const origin = `${vscode.env.uriScheme}://${extensionId}`;
  const link = [pathOf(uri), uri.toString()]
    .map((file) => traceLink(origin, file, active.at))
    .find(isSound);
  if (link === undefined) {
    return say(vscode.l10n.t('The path of {0} cannot stand in a link.', active.name));
  }
  await vscode.env.clipboard.writeText(link);
  say(vscode.l10n.t('Copied a link to event {0}.', formatCount(active.at)));
}

/** From the workspace's folder on, so that the link means the same where others have that folder. */
function pathOf(uri: vscode.Uri): string {
  const { workspaceFolders = [] } = vscode.workspace;
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) {
    return vscode.workspace.asRelativePath(uri, workspaceFolders.length > 1);
  }
  return uri.scheme === 'file' && uri.authority === '' ? uri.fsPath : uri.toString();
}

/** Whether a link will be understood: names may hold what no link may. */
function isSound(link: string): boolean {
  const { path, query } = vscode.Uri.parse(link);
  return typeof parseTraceLink(path, query) !== 'string';
}
