import * as vscode from 'vscode';
import { stampOf } from '../../recorders/recorded';
import { TASK_TYPE } from '../ids';
import type { Inspectors } from '../panels/inspectors';
import { machine } from '../platform';
import type { Sessions } from '../sessions';
import { cannotRecordIn, preload, tell } from './preload';
import { definitionOf, outputOf, recordTask, type RecordDefinition } from './recordTask';
import { Recording } from './recording';

/** The programs that are being recorded, as tasks of VS Code. */
export class Recordings implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];
  private readonly running = new Map<vscode.TaskExecution, Recording>();
  /** What the files were before their programs began, by path. */
  private readonly before = new Map<string, string | undefined>();

  constructor(
    private readonly sessions: Sessions,
    private readonly inspectors: Inspectors,
    private readonly extensionUri: vscode.Uri,
  ) {
    this.disposables = [
      vscode.tasks.registerTaskProvider(TASK_TYPE, {
        // There is no telling what a person wants to record.
        provideTasks: () => [],
        resolveTask: (task) => this.resolve(task),
      }),
      vscode.tasks.onDidStartTaskProcess(({ execution }) => this.begin(execution)),
      vscode.tasks.onDidEndTaskProcess(({ execution }) => void this.end(execution)),
    ];
  }

  /** Runs a program in a terminal and shows its trace while it runs. */
  async record(
    definition: RecordDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    folder: string,
  ): Promise<void> {
    const task = await this.task(definition, scope, folder);
    if (task !== undefined) await vscode.tasks.executeTask(task);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async resolve(task: vscode.Task): Promise<vscode.Task | undefined> {
    const definition = definitionOf(task);
    if (definition === undefined) return undefined;
    const scope = task.scope ?? vscode.TaskScope.Workspace;
    const why = cannotRecordIn(folderUriOf(scope));
    if (why !== undefined) return void tell(why);
    const made = await this.task(definition, scope, folderOf(scope));
    if (made === undefined) return undefined;
    // VS Code knows a task that was resolved by the definition that it asked with.
    const { execution, presentationOptions } = made;
    const resolved = new vscode.Task(
      task.definition,
      scope,
      task.name,
      'AllocTrace',
      execution,
      [],
    );
    resolved.presentationOptions = presentationOptions;
    return resolved;
  }

  private async task(
    definition: RecordDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    folder: string,
  ): Promise<vscode.Task | undefined> {
    const library = await preload(this.extensionUri);
    if (library === undefined || machine === undefined) return undefined;
    const file = outputOf(definition, folder);
    this.before.set(file, await stampOf(machine, file));
    return recordTask(definition, scope, folder, library, machine.env['LD_PRELOAD']);
  }

  private begin(execution: vscode.TaskExecution): void {
    const definition = definitionOf(execution.task);
    if (definition === undefined || machine === undefined) return;
    const file = outputOf(definition, folderOf(execution.task.scope));
    const before = this.before.get(file);
    const { sessions, inspectors } = this;
    this.running.set(execution, new Recording(file, before, machine, sessions, inspectors));
  }

  private async end(execution: vscode.TaskExecution): Promise<void> {
    const recording = this.running.get(execution);
    this.running.delete(execution);
    await recording?.end();
  }
}

/** The path of the folder that a task runs in. */
function folderOf(scope: vscode.WorkspaceFolder | vscode.TaskScope | undefined): string {
  return folderUriOf(scope)?.fsPath ?? '/';
}

function folderUriOf(
  scope: vscode.WorkspaceFolder | vscode.TaskScope | undefined,
): vscode.Uri | undefined {
  return typeof scope === 'object' ? scope.uri : vscode.workspace.workspaceFolders?.at(0)?.uri;
}
