import * as vscode from 'vscode';

/**
 * The group that has a trace in a tab, be it hidden; the first one if none has. What an inspector
 * leads to goes there: in the group that has the focus it would cover the inspector.
 */
export function columnOf(trace: vscode.Uri): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) &&
        input.uri.toString() === trace.toString(),
    ),
  );
  return group?.viewColumn ?? vscode.ViewColumn.One;
}
