import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, messageOf } from './processes.mjs';

/**
 * Where programs for the tests are kept between runs: `ALLOCTRACE_CACHE`, else a folder of our own
 * in the platform's usual place.
 *
 * @returns {string}
 */
export function cacheFolder() {
  const own = process.env['ALLOCTRACE_CACHE'];
  if (own) return path.resolve(own);
  const { env, platform } = process;
  if (env['XDG_CACHE_HOME']) return path.join(env['XDG_CACHE_HOME'], 'alloctrace');
  if (platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'alloctrace');
  if (platform === 'win32' && env['LOCALAPPDATA']) {
    return path.join(env['LOCALAPPDATA'], 'alloctrace', 'Cache');
  }
  return path.join(os.homedir(), '.cache', 'alloctrace');
}

/**
 * Puts something into the cache once. What is there is verified before it is trusted; an install
 * happens in a folder beside it and is renamed when it passed the same verification, so a broken
 * or interrupted install is never used.
 *
 * @param {string} name the folder's name, with the version in it
 * @param {(folder: string) => Promise<string | undefined>} verify says what is wrong, if anything
 * @param {(folder: string) => Promise<void>} install fills an empty folder
 * @returns {Promise<string>} the folder
 */
export async function installOnce(name, verify, install) {
  const folder = path.join(cacheFolder(), name);
  if ((await faultOf(folder, verify)) === undefined) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if ((await faultOf(folder, verify)) === undefined) return folder;
    console.log(`Installing ${name} into ${cacheFolder()}`);
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    await install(partial);
    const fault = await faultOf(partial, verify);
    if (fault) throw new Error(`The install of ${name} is not right: ${fault}. See ${partial}.`);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return folder;
  } finally {
    await unlock();
  }
}

/**
 * @param {string} folder
 * @param {(folder: string) => Promise<string | undefined>} verify
 * @returns {Promise<string | undefined>}
 */
async function faultOf(folder, verify) {
  try {
    return await verify(folder);
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * Takes a lock that other runs respect: making a folder succeeds for one of them only. A lock whose
 * owner is gone is broken.
 *
 * @param {string} folder
 * @returns {Promise<() => Promise<void>>} gives the lock back
 */
async function lock(folder) {
  const owner = path.join(folder, 'pid');
  for (let waited = 0; ; waited++) {
    try {
      await mkdir(folder);
      await writeFile(owner, String(process.pid));
      return () => rm(folder, { recursive: true, force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    if (await isAbandoned(folder, owner)) await rm(folder, { recursive: true, force: true });
    else {
      if (waited === 0) console.log(`Waiting for another run that is installing (${folder})`);
      await sleep(500);
    }
  }
}

/**
 * @param {string} folder
 * @param {string} owner
 */
async function isAbandoned(folder, owner) {
  try {
    const pid = Number(await readFile(owner, 'utf8'));
    if (pid > 0) return !isAlive(pid);
    // Between making the folder and writing the id there is a moment without one.
    return Date.now() - (await stat(folder)).mtimeMs > 10_000;
  } catch {
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    return age > 10_000;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
