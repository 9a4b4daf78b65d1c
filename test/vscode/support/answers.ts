import * as vscode from 'vscode';

/** Something that VS Code would ask or tell a person, and what the person does. */
interface Answers {
  showQuickPick(items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions): unknown;
  showInputBox(options?: vscode.InputBoxOptions): unknown;
  showOpenDialog(options?: vscode.OpenDialogOptions): unknown;
  showSaveDialog(options?: vscode.SaveDialogOptions): unknown;
  showInformationMessage(message: string, ...rest: unknown[]): unknown;
  showWarningMessage(message: string, ...rest: unknown[]): unknown;
  showErrorMessage(message: string, ...rest: unknown[]): unknown;
}

/**
 * Answers in the place of a person until `restore` is called. What nobody answers is closed. `said`
 * has every message.
 */
export function answers(given: Partial<Answers>): { said: string[]; restore(): void } {
  const { window } = vscode;
  const said: string[] = [];
  const names = [
    'showQuickPick',
    'showInputBox',
    'showOpenDialog',
    'showSaveDialog',
    'showInformationMessage',
    'showWarningMessage',
    'showErrorMessage',
  ] as const;
  const before = names.map((name) => window[name]);
  for (const name of names) {
    const answer = (...args: unknown[]) => {
      if (typeof args[0] === 'string') said.push(args[0]);
      return Promise.resolve(
        (given[name] as ((...args: unknown[]) => unknown) | undefined)?.(...args),
      );
    };
    Object.assign(window, { [name]: answer });
  }
  return {
    said,
    restore: () => names.forEach((name, i) => Object.assign(window, { [name]: before[i] })),
  };
}
