import * as vscode from 'vscode';
import { optional, object, text, boolean, type Check } from '../../base/check';
import { preloadVariables } from '../../recorders/preload';
import { traceNameOf } from '../../recorders/recorded';
import { TASK_TYPE } from '../ids';

/** What a task of type `alloctrace` says; package.json describes it to people. */
export interface RecordDefinition {
  readonly program: string;
  readonly args: readonly string[];
  /** The folder it runs in; '' for that of the workspace. */
  readonly cwd: string;
  /** The trace's file, from `cwd` on; '' for the program's name in it. */
  readonly output: string;
  readonly children: boolean;
  readonly callers: boolean;
}

const LONGEST = 4096;
const word = text(LONGEST);

const words: Check<readonly string[]> = (value) =>
  Array.isArray(value) && value.every((each) => word(each) !== undefined)
    ? (value as string[])
    : undefined;

const checkDefinition = object<RecordDefinition>({
  program: word,
  args: optional(words, []),
  cwd: optional(word, ''),
  output: optional(word, ''),
  children: optional(boolean, false),
  callers: optional(boolean, false),
});

/** What a task records; undefined for a task of another type, or one that says nothing useful. */
export function definitionOf({ definition }: vscode.Task): RecordDefinition | undefined {
  if (definition.type !== TASK_TYPE) return undefined;
  const checked = checkDefinition(definition);
  return checked?.program === '' ? undefined : checked;
}

/** The trace's file: an absolute path. */
export function outputOf({ program, cwd, output }: RecordDefinition, folder: string): string {
  const named = inFolder(output === '' ? traceNameOf(program) : output, folder);
  return absolute(named, absolute(inFolder(cwd, folder), folder));
}

/** A task that runs a program in a terminal with the recorder. */
export function recordTask(
  definition: RecordDefinition,
  scope: vscode.WorkspaceFolder | vscode.TaskScope,
  folder: string,
  library: string,
  inherited: string | undefined,
): vscode.Task {
  const { program, args, cwd } = definition;
  const file = outputOf(definition, folder);
  const execution = new vscode.ProcessExecution(program, [...args], {
    cwd: absolute(inFolder(cwd, folder), folder),
    env: preloadVariables(library, file, definition, inherited),
  });
  const name = vscode.l10n.t('record {0}', program.replace(/^.*\//, ''));
  const task = new vscode.Task(
    { type: TASK_TYPE, ...definition },
    scope,
    name,
    'AllocTrace',
    execution,
    [],
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  return task;
}

/** VS Code fills such variables in in what it runs, but not in what we open. */
function inFolder(path: string, folder: string): string {
  // A function, because in a text `$` may mean something.
  return path.replaceAll('${workspaceFolder}', () => folder);
}

function absolute(path: string, folder: string): string {
  if (path === '' || path === '.') return folder;
  return path.startsWith('/') ? path : `${folder}/${path.replace(/^\.\//, '')}`;
}
