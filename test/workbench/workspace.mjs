import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './server.mjs';

/** The four kinds of theme, each with one that VS Code carries. */
export const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};

/** @typedef {keyof typeof themes} ThemeKind */

/**
 * @typedef {object} WorkspaceOptions
 * @property {string} [folder] a folder whose content to copy
 * @property {Record<string, string | Uint8Array>} [contents] files to add, by name
 * @property {ThemeKind} [theme]
 * @property {Record<string, unknown>} [settings] workspace settings
 */

/**
 * Makes a temporary workspace folder, so that nothing a run does touches the repository.
 *
 * @param {WorkspaceOptions} options
 * @returns {Promise<string>} the folder
 */
export async function makeWorkspace({ folder, contents = {}, theme, settings = {} }) {
  const workspace = await temporaryFolder('workspace');
  if (folder !== undefined) await cp(folder, workspace, { recursive: true });
  for (const [name, content] of Object.entries(contents)) {
    const file = path.join(workspace, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const all = { ...(theme && { 'workbench.colorTheme': themes[theme] }), ...settings };
  if (Object.keys(all).length > 0) {
    await mkdir(path.join(workspace, '.vscode'), { recursive: true });
    await writeFile(
      path.join(workspace, '.vscode', 'settings.json'),
      `${JSON.stringify(all, undefined, 2)}\n`,
    );
  }
  return workspace;
}
