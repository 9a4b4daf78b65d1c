import type { Command } from '../command';
import { bench } from './bench';
import { check } from './check';
import { compare } from './compare';
import { explain } from './explain';
import { importCommand } from './import';
import { record } from './record';
import { run } from './run';
import { state } from './state';

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
  run,
  state,
  explain,
  check,
  compare,
  importCommand,
  record,
  bench,
];
