import { parseArgs } from 'node:util';
import type { Command, Values } from './command';
import { COMMANDS } from './commands';
import { CannotRun } from './errors';
import { printable } from './printable';

/** A command with what it was given. */
export interface Call {
  readonly command: Command;
  /** The first of `files`; empty where there is none. */
  readonly file: string;
  readonly files: readonly string[];
  readonly values: Values;
}

/** What the arguments ask for. @throws CannotRun if they ask for nothing that there is */
export function parse(args: readonly string[]): Call | 'help' | 'version' {
  const [name, ...rest] = args;
  const untilEnd = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (name === 'help' || untilEnd.includes('--help') || untilEnd.includes('-h')) return 'help';
  if (name === '--version') return 'version';
  if (name === undefined) throw new CannotRun(`A command is missing. ${known()}`);
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) {
    throw new CannotRun(`There is no command "${printable(name)}". ${known()}`);
  }
  const { values, positionals } = parseRest(command, rest);
  const isMissing = positionals.length === 0 || positionals[0] === '';
  if ((isMissing || positionals.length > 1) && command.files !== 'any number') {
    const wrong = isMissing ? 'A file is missing' : 'There is more than one file';
    throw new CannotRun(`${wrong}. ${usageOf(command)} (FILE may be - for standard input.)`);
  }
  return { command, file: positionals[0] ?? '', files: positionals, values };
}

function parseRest(command: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: command.options,
      allowPositionals: true,
    });
    return { values: values as Values, positionals };
  } catch (error) {
    throw new CannotRun(`${printable(whyNot(error as Error, args))} ${usageOf(command)}`);
  }
}

/** What `parseArgs` says, without what it advises to programs with other arguments than ours. */
function whyNot({ message }: Error, args: readonly string[]): string {
  const [said] = message.split(/\.?\s*\n|\. /);
  const sentence = said.replace(/\.?$/, '.');
  const option = /(--[\w-]+)' argument is ambiguous/.exec(said)?.[1];
  if (option !== undefined) {
    return `${sentence} A value that begins with "-" is joined to its option: ${option}=VALUE.`;
  }
  const file = fileOf(/^Unknown option '(.+)'$/.exec(said)?.[1], args);
  if (file === undefined) return sentence;
  return `${sentence} A file whose name begins with "-" is given as ./${file}.`;
}

/** The argument that an option was found in which there is not, if it looks like a file's name. */
function fileOf(option: string | undefined, args: readonly string[]): string | undefined {
  if (option === undefined) return undefined;
  return args.find((arg) => arg.startsWith(option) && arg.includes('.'));
}

function known(): string {
  return `The commands are ${COMMANDS.map(({ name }) => name).join(', ')}; see --help.`;
}

function usageOf(command: Command): string {
  return `Usage: alloctrace ${command.usage}.`;
}

/** What `--help` prints. */
export function help(): string {
  const commands = COMMANDS.map(
    ({ usage, summary }) => `  alloctrace ${usage}\n      ${summary}\n`,
  );
  return `Replays allocation traces through a simulated heap.

${commands.join('\n')}
FILE may be - for standard input; gzip and zstd are read as they are.
P is first-fit, next-fit, best-fit or worst-fit. L is rounded or reference.
SIZE is in bytes, or with KiB, MiB, GiB. What is left out is as the trace says.

Exit codes: 0 nothing wrong, 1 faults, inconsistencies or problems, 2 could not run, 130 stopped by
Ctrl-C. That of record is the program's.
`;
}
