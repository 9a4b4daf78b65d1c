import * as vscode from 'vscode';
import { sourceLocationAt } from '../../language/sourceLocation';
import { findSourceFiles } from '../files/sourceFiles';
import { isBehindLink } from '../files/symbolicLinks';
import { rangeOf } from './documentLines';

/**
 * The definition of an `at=` is the place in the source that it names, in the folders of the
 * workspace. Not a link: VS Code underlines links all the time, and a trace may have one a line. Nor
 * what is behind a symbolic link: VS Code reads a definition for a look at it, and nobody can be asked.
 */
export const sourceDefinition: vscode.DefinitionProvider = {
  async provideDefinition(document, { line, character }) {
    const found = sourceLocationAt(document.lineAt(line).text, character);
    if (found === undefined) return undefined;
    const { from, to, location } = found;
    const place = new vscode.Position(location.line - 1, (location.column ?? 1) - 1);
    const files = await findSourceFiles(location.path, document.uri);
    const areLinks = await Promise.all(files.map(isBehindLink));
    const inside = files.filter((_, i) => !areLinks[i]);
    return inside.map((targetUri) => ({
      originSelectionRange: rangeOf({ line, from, to }),
      targetUri,
      targetRange: new vscode.Range(place, place),
    }));
  },
};
