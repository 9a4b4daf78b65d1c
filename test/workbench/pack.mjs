import { cp, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { runOrThrow } from './processes.mjs';
import { inRoot, root } from './root.mjs';
import { temporaryFolder } from './server.mjs';
import { listZip } from './zip.mjs';

/** A VSIX this large has something in it that does not belong there. */
const sizeLimit = 1_000_000;

/** What may be inside, as `.vscodeignore` says it in the other direction. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|package\.nls(\.[a-z-]+)?\.json)$/,
  // vsce writes these two in lower case and gives the licence an ending.
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/license(\.txt)?$/i,
  /^extension\/ThirdPartyNotices\.txt$/,
  /^extension\/dist\/(extension|browser|cli|webview|largeTrace)\.js$/,
  /^extension\/dist\/codicon\.ttf$/,
  /^extension\/media\/(examples|icons|language|l10n|recorders|walkthrough)\//,
];

/** What a package without is broken. */
const needed = ['extension', 'browser', 'cli', 'webview', 'largeTrace'].map(
  (name) => `extension/dist/${name}.js`,
);

/**
 * Left out of the copy that is packed.
 */
const notCopied = new Set(['node_modules', 'out', 'dist', '.git', '.vscode-test']);

/**
 * @typedef {object} Pack
 * @property {string} file the VSIX
 * @property {number} size in bytes
 * @property {{ name: string, size: number }[]} files what is inside
 * @property {string[]} faults why it must not be published
 */

/**
 * Builds the extension for production and packs it. Works on a copy of the project, so that the
 * development build in `dist`, which others may be running, stays as it is.
 *
 * @param {string} target the folder for the VSIX
 * @returns {Promise<Pack>}
 */
export async function pack(target) {
  const { name, version } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'));
  const file = path.join(target, `${name}-${version}.vsix`);
  const copy = await temporaryFolder('pack');
  try {
    await cp(root, copy, {
      recursive: true,
      filter: (source) => {
        const relative = path.relative(root, source);
        return !notCopied.has(relative) && !relative.endsWith('.vsix');
      },
    });
    // A junction, because Windows gives plain links only to administrators.
    await symlink(inRoot('node_modules'), path.join(copy, 'node_modules'), 'junction');
    const vsce = inRoot('node_modules', '@vscode', 'vsce', 'vsce');
    await rm(file, { force: true });
    await runOrThrow(process.execPath, [vsce, 'package', '--no-dependencies', '--out', file], {
      cwd: copy,
    });
  } finally {
    await rm(copy, { recursive: true, force: true, maxRetries: 5 });
  }
  const archive = await readFile(file);
  const files = listZip(archive);
  return { file, size: archive.length, files, faults: faultsOf(archive.length, files) };
}

/**
 * @param {number} size
 * @param {readonly { name: string }[]} files
 */
function faultsOf(size, files) {
  const names = files.map(({ name }) => name);
  return [
    ...(size >= sizeLimit ? [`It is ${size} bytes; the limit is ${sizeLimit}.`] : []),
    ...names
      .filter((name) => !allowed.some((pattern) => pattern.test(name)))
      .map((name) => `${name} does not belong in it.`),
    ...needed.filter((name) => !names.includes(name)).map((name) => `${name} is missing.`),
  ];
}
