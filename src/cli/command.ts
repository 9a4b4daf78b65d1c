import type { ParseArgsConfig } from 'node:util';
import type { ExitCode } from './errors';
import type { Output } from './output';
import type { Progress } from './progress';

/** What a command writes to, and when it must stop. */
export interface Surroundings {
  readonly out: Output;
  readonly progress: Progress;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The options that were given, by name. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** One command. A new one is a file and a line in the table. */
export interface Command {
  readonly name: string;
  /** How it is called, without the program's name. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  readonly options: { readonly [name: string]: ParseArgsOption };
  /** How many files it takes: one unless told. */
  readonly files?: 'any number';
  /** Checks the options, then reads the file. @throws CannotRun, Interrupted */
  run(
    file: string,
    values: Values,
    surroundings: Surroundings,
    files: readonly string[],
  ): Promise<ExitCode>;
}

type ParseArgsOption = NonNullable<ParseArgsConfig['options']>[string];
