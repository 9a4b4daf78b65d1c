/**
 * The names on a path that a trace gives, from the outermost; empty where it names no file. `..`
 * takes back the name before it, and is dropped where there is none: the names never lead out of
 * where they are looked for. Both kinds of slashes separate; a drive is left out.
 */
export function namesOnPath(path: string): string[] {
  // eslint-disable-next-line no-control-regex -- no file that could be meant is called so
  if (/[\0-\x1f]/.test(path)) return [];
  const names: string[] = [];
  for (const name of path.replace(/^[A-Za-z]:(?=[\\/])/, '').split(/[\\/]/)) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names;
}

/** The names below a folder, where the path is one inside it; else undefined. */
export function namesBelow(
  folder: readonly string[],
  names: readonly string[],
): string[] | undefined {
  const isBelow = names.length > folder.length && folder.every((name, i) => name === names[i]);
  return isBelow ? names.slice(folder.length) : undefined;
}

/** The files whose paths end most like the one that is looked for; all that end equally much so. */
export function nearestFiles<T>(
  files: readonly T[],
  namesOf: (file: T) => readonly string[],
  names: readonly string[],
): T[] {
  const lengths = files.map((file) => commonEnd(namesOf(file), names));
  const most = Math.max(1, ...lengths);
  return files.filter((_, i) => lengths[i] === most);
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
    length++;
  }
  return length;
}

/** A pattern that finds files of exactly this name, at any depth. */
export function globOfName(name: string): string {
  return `**/${name.replaceAll(/[*?[\]{}]/g, (special) => `[${special}]`)}`;
}
