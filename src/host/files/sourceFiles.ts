import * as vscode from 'vscode';
import { globOfName, namesBelow, namesOnPath, nearestFiles } from '../../language/sourcePath';
import { isFile } from './isFile';

/** Files of one name beyond so many are not looked at. */
const MOST_FILES = 200;

/**
 * The files in the workspace's folders that a path of a trace may mean: the one at that place, or
 * else those whose paths end most like it. Never looks anywhere else, whatever the path says.
 */
export async function findSourceFiles(path: string): Promise<vscode.Uri[]> {
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
  if (exact.length > 0) return exact;
  const found = await vscode.workspace.findFiles(globOfName(name), undefined, MOST_FILES);
  const inside = found.filter((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  return nearestFiles(inside, namesOf, names);
}

function namesOf({ path }: vscode.Uri): string[] {
  return path.split('/').filter((name) => name !== '');
}
