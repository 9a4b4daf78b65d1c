import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as files from 'node:fs/promises';
import path from 'node:path';
import { nodeMachine, type Machine } from '../../recorders/machine';
import { buildPreload, NoPreload } from '../../recorders/preload';
import { CannotRun } from '../errors';

/** The machine that this runs on. */
export const machine: Machine = nodeMachine({ process, files, execFile });

/** The library that records a program. @throws CannotRun with what to do where there can be none */
export async function preload(): Promise<string> {
  const source = path.join(__dirname, '..', 'media', 'recorders', 'alloctrace_preload.c');
  if (!existsSync(source)) throw new CannotRun(`The recorder's source is not at ${source}.`);
  try {
    return await buildPreload(machine, source);
  } catch (error) {
    if (error instanceof NoPreload) throw new CannotRun(textOf(error));
    throw error;
  }
}

const INSTEAD =
  'Record with another tool and use "alloctrace import", or build alloctrace.h into the program: see docs/recording.md.';

function textOf({ problem, detail }: NoPreload): string {
  switch (problem) {
    case 'system':
      return `Programs can be recorded on Linux only; this is ${detail}. ${INSTEAD}`;
    case 'compiler':
      return `There is no C compiler (${detail}) to build the recorder with. Install one, or name one in CC. ${INSTEAD}`;
    case 'build':
      return `The recorder could not be built. The compiler said: ${detail}`;
    case 'cache':
      return `There is no folder to keep the recorder in: ${detail} Set XDG_CACHE_HOME to one.`;
  }
}
