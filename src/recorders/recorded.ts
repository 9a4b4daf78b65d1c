import { Byte } from '../trace/bytes';
import type { Machine } from './machine';

/** More than the recorder keeps ready behind the last line. */
const LONGEST_TAIL = 1024 * 1024;

/**
 * What tells whether a file is another one later: the recorder replaces what is there, and does
 * nothing where a program does not take it.
 */
export async function stampOf(machine: Machine, file: string): Promise<string | undefined> {
  const found = await machine.find(file);
  return found && `${found.ctimeMs}`;
}

/**
 * Cuts off the blanks that the recorder leaves behind the last line where a program did not end by
 * itself. They mean nothing; without them the file is as long as it looks. Only for a program that
 * has ended. It may have taken its file along.
 */
export async function cutTail(machine: Machine, file: string): Promise<void> {
  const found = await machine.find(file);
  if (found === undefined) return;
  const { size } = found;
  const start = Math.max(0, size - LONGEST_TAIL);
  const tail = await machine.read(file, start, size - start);
  // What was not read may be lines: some file systems give fewer bytes than there are.
  if (tail.length < size - start) return;
  let end = tail.length;
  while (end > 0 && tail[end - 1] === Byte.Space) end--;
  if (end < tail.length) await machine.truncate(file, start + end);
}

/** Characters of a program's name in its trace's: files have 255 at most, and children have numbers. */
const LONGEST_NAME = 200;

/** The name of a trace of a program: `/usr/bin/git` gives `git.alloctrace`. */
export function traceNameOf(program: string): string {
  const whole = program.replace(/^.*\//, '').replaceAll(/[^\w.+-]/g, '_');
  const name = whole.slice(0, LONGEST_NAME);
  return `${name === '' ? 'program' : name}.alloctrace`;
}
