import * as vscode from 'vscode';
import { globOfName, namesBelow, namesOnPath, nearestFiles } from '../../language/sourcePath';
import { isFile } from './isFile';

/** Files of one name beyond so many are not looked at. */
const MOST_FILES = 200;

/**
 * The files in the workspace's folders that a path of a trace may mean: the one at that place, or
 * else those whose paths end most like it. Never looks anywhere else, whatever the path says.
 * @param trace the file that says it: of files that are meant equally well, those in its folder of
 *   the workspace count alone
 */
export async function findSourceFiles(path: string, trace?: vscode.Uri): Promise<vscode.Uri[]> {
  const names = namesOnPath(path);
  const name = names.at(-1);
  if (name === undefined) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = folders.flatMap(({ uri }) => {
    const below = namesBelow(namesOf(uri), names);
    return [names, ...(below === undefined ? [] : [below])].map((each) =>
      vscode.Uri.joinPath(uri, ...each),
    );
  });
  const areFiles = await Promise.all(places.map(isFile));
  const exact = places.filter((_, i) => areFiles[i]);
  if (exact.length > 0) return nearTrace(withoutTwins(exact), trace);
  const found = await vscode.workspace.findFiles(globOfName(name), undefined, MOST_FILES);
  const inside = found.filter((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  return nearTrace(nearestFiles(inside, namesOf, names), trace);
}

/** One folder may lie in another one of the workspace: then a file is in both. */
function withoutTwins(files: readonly vscode.Uri[]): vscode.Uri[] {
  return [...new Map(files.map((uri) => [uri.toString(), uri])).values()];
}

function nearTrace(files: vscode.Uri[], trace: vscode.Uri | undefined): vscode.Uri[] {
  const own = trace && vscode.workspace.getWorkspaceFolder(trace);
  if (own === undefined) return files;
  const near = files.filter((uri) => vscode.workspace.getWorkspaceFolder(uri)?.index === own.index);
  return near.length > 0 ? near : files;
}

function namesOf({ path }: vscode.Uri): string[] {
  return path.split('/').filter((name) => name !== '');
}
