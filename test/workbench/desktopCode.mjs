import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { run } from './processes.mjs';
import { inRoot } from './root.mjs';

/**
 * The command of a desktop VS Code that can load the extension, or undefined: then it is shown in a
 * browser. Not from a terminal of a remote window or of WSL: `code` there speaks to a window
 * elsewhere, which cannot load an extension under development from here.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | undefined>}
 */
export async function findDesktopCode(env = process.env) {
  if (env['VSCODE_IPC_HOOK_CLI'] || env['WSL_DISTRO_NAME']) return undefined;
  for (const program of candidates(env)) {
    // One after the other: the first that will do is taken, and most machines have one.
    // oxlint-disable-next-line no-await-in-loop
    if (existsSync(program) && (await isNewEnough(program))) return program;
  }
  return undefined;
}

/**
 * Where the command is: on the PATH, or where the installers put the program. On macOS it is on the
 * PATH only where somebody has asked for that.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function candidates(env) {
  const names = ['code', 'code-insiders', 'codium'];
  const isWindows = process.platform === 'win32';
  const onPath = (env['PATH'] ?? env['Path'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => path.join(folder, isWindows ? `${name}.cmd` : name)));
  if (isWindows) {
    const folders = [env['LOCALAPPDATA'] && path.join(env['LOCALAPPDATA'], 'Programs')];
    const installed = [...folders, env['ProgramFiles']]
      .flatMap((folder) => folder ?? [])
      .map((folder) => path.join(folder, 'Microsoft VS Code', 'bin', 'code.cmd'));
    return [...onPath, ...installed];
  }
  if (process.platform === 'darwin') {
    const installed = ['/Applications', path.join(os.homedir(), 'Applications')].map((folder) =>
      path.join(folder, 'Visual Studio Code.app', 'Contents', 'Resources', 'app', 'bin', 'code'),
    );
    return [...onPath, ...installed];
  }
  return onPath;
}

/**
 * Whether a program runs here, which it does not for a superuser, and is a VS Code that loads the
 * extension.
 *
 * @param {string} program
 */
async function isNewEnough(program) {
  const { code, output } = await run(program, ['--version'], { timeout: 20_000 });
  const version = /^(\d+)\.(\d+)\.\d+/m.exec(output);
  if (code !== 0 || version === null) return false;
  const { engines } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'));
  const [, major, minor] = /(\d+)\.(\d+)/.exec(engines.vscode) ?? [];
  return Number(version[1]) === Number(major) && Number(version[2]) >= Number(minor);
}
