import { errorText } from '../base/errorText';
import type { Ended, Machine } from './machine';

/** Why the preload recorder cannot be had. */
export type PreloadProblem =
  /** It is for Linux. `detail` is the system. */
  | 'system'
  /** None of the compilers is there. `detail` names them. */
  | 'compiler'
  /** The compiler did not take it. `detail` is what it said. */
  | 'build'
  /** There is no place for what was built. `detail` says why. */
  | 'cache';

/** The preload recorder cannot be had. The message is for logs: whoever catches it tells people. */
export class NoPreload extends Error {
  constructor(
    readonly problem: PreloadProblem,
    readonly detail: string,
  ) {
    super(`${problem}: ${detail}`);
  }
}

const COMPILERS = ['cc', 'gcc', 'clang'];
const OPTIONS = ['-std=gnu11', '-O2', '-shared', '-fPIC', '-fvisibility=hidden'];
const LIBRARIES = ['-ldl', '-pthread'];

/**
 * Builds the preload recorder with the machine's compiler (`$CC`, cc, gcc or clang), or finds it
 * built: it is kept in the user's own cache, named by its source, its options and the machine.
 * @param source the file `alloctrace_preload.c`
 * @returns the library's file
 * @throws NoPreload
 */
export async function buildPreload(machine: Machine, source: string): Promise<string> {
  if (machine.platform !== 'linux') throw new NoPreload('system', machine.platform);
  const folder = cacheFolder(machine.env);
  const chosen = (machine.env['CC'] ?? '').split(' ').filter((word) => word !== '');
  const compilers = chosen.length > 0 ? [chosen] : COMPILERS.map((name) => [name]);
  const text = await machine.readText(source);
  const name = hashOf([text, ...OPTIONS, ...LIBRARIES, ...chosen, machine.arch].join('\0'));
  // The recorder takes itself out of LD_PRELOAD by the first words of this name.
  const library = `${folder}/alloctrace_preload-${name}.so`;
  if (await machine.exists(library)) return library;
  await machine.makeFolder(folder).catch((error: unknown) => {
    throw new NoPreload('cache', `${folder} cannot be made (${errorText(error)}).`);
  });
  const unfinished = `${library}.${machine.ownWord}`;
  await compile(machine, compilers, [...OPTIONS, '-o', unfinished, source, ...LIBRARIES]);
  // Others may build it at the same time: whoever comes last replaces the same by the same.
  await machine.rename(unfinished, library);
  return library;
}

async function compile(
  machine: Machine,
  compilers: readonly (readonly string[])[],
  args: readonly string[],
): Promise<void> {
  for (const [program, ...own] of compilers) {
    // One after the other: the first that is there decides.
    // oxlint-disable-next-line no-await-in-loop
    const ended = await machine.run(program, [...own, ...args]);
    if (ended?.code === 0) return;
    if (ended !== undefined) throw new NoPreload('build', saidBy(ended));
  }
  throw new NoPreload('compiler', compilers.map(([program]) => program).join(', '));
}

function saidBy({ said, code }: Ended): string {
  const text = said.trim();
  return text === '' ? `nothing. It ended with code ${code}.` : text;
}

function cacheFolder(env: Machine['env']): string {
  const home = env['HOME'] ?? '';
  const cache = env['XDG_CACHE_HOME'] ?? '';
  const parent = cache.startsWith('/')
    ? cache
    : home.startsWith('/')
      ? `${home}/.cache`
      : undefined;
  if (parent === undefined) throw new NoPreload('cache', 'HOME is not set.');
  // The names in LD_PRELOAD are separated by blanks and colons, and cannot be quoted.
  if (/[\s:]/.test(parent)) throw new NoPreload('cache', `${parent} has a blank or a colon in it.`);
  return `${parent}/alloctrace/recorders`;
}

/** FNV-1a, 64 bits, as 16 hexadecimal digits: names a text, and guards nothing. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** What is recorded. */
export interface Wish {
  /** Child processes, too: each to a file of its own. */
  readonly children?: boolean | undefined;
  /** The places in the program that called. */
  readonly callers?: boolean | undefined;
}

/**
 * The variables with which a program is recorded.
 * @param library what `buildPreload` gave
 * @param file where the trace goes; a file of that name is replaced
 * @param inherited what LD_PRELOAD is now
 */
export function preloadVariables(
  library: string,
  file: string,
  wish: Wish,
  inherited: string | undefined,
): Record<string, string> {
  return {
    LD_PRELOAD: inherited === undefined || inherited === '' ? library : `${library}:${inherited}`,
    ALLOCTRACE_FILE: file,
    ALLOCTRACE_CHILDREN: wish.children === true ? '1' : '',
    ALLOCTRACE_CALLER: wish.callers === true ? '1' : '',
  };
}
