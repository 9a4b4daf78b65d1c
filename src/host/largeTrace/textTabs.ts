import * as vscode from 'vscode';
import { isPackedFile } from '../files/fileSource';
import { LARGE_TRACE_IDS } from '../ids';
import { scheduler } from '../platform';
import { textLimit } from './textLimit';

/**
 * What belongs together happens within this time: the second click of a double click, which opens the
 * same tab again and fails with a dialog if that is gone; and a view that gives way to the text in its
 * own place ("Reopen Editor With").
 */
const SETTLING_MS = 400;

/**
 * Puts the view for large traces in the place of text tabs that are too large for VS Code to show or
 * to tell extensions of, and of those that are packed under the name of a plain trace. Who reopens the
 * view as text keeps the text: it comes up while the view is there, and the view goes. A text that
 * comes up beside a view that stays, as from a click on the file, leads to the view. So does "Open
 * With" in the Explorer: its tabs come and go like those of a click, and nothing else tells the two
 * apart.
 */
export class TextTabs implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.disposables = [
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        for (const tab of opened) void this.replace(tab, closed);
      }),
    ];
  }

  /** Looks at the tabs that are open already. */
  start(): void {
    for (const tab of allTabs()) void this.replace(tab);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** @param closed tabs that were closed as this one was opened */
  private async replace(tab: vscode.Tab, closed: readonly vscode.Tab[] = []): Promise<void> {
    const { input } = tab;
    if (!(input instanceof vscode.TabInputText) || tab.isDirty) return;
    const { uri } = input;
    const hadView = [...allTabs(), ...closed].some((each) => isViewOf(each, uri));
    if (!uri.path.endsWith('.alloctrace') || isTextWished()) return;
    try {
      await scheduler.pause(SETTLING_MS);
      const hasView = allTabs().some((each) => isViewOf(each, uri));
      if (hadView && !hasView) return;
      const { size } = await vscode.workspace.fs.stat(uri);
      const isNoText = size > textLimit(uri) || (await isPackedFile(uri));
      if (!isNoText || !allTabs().includes(tab)) return;
      await vscode.commands.executeCommand('vscode.openWith', uri, LARGE_TRACE_IDS[0], {
        viewColumn: tab.group.viewColumn,
        preview: tab.isPreview,
        preserveFocus: !tab.group.isActive,
      });
      const left = allTabs().find(
        (each) => each.group.viewColumn === tab.group.viewColumn && isTextOf(each, uri),
      );
      if (left !== undefined) await vscode.window.tabGroups.close(left, true);
    } catch (error) {
      this.log.info(`The view for large traces did not open: ${String(error)}`);
    }
  }
}

/** Whether a person has said that traces are to open as text, whatever their size. */
function isTextWished(): boolean {
  const associations: unknown = vscode.workspace
    .getConfiguration('workbench')
    .get('editorAssociations');
  const wished = (associations ?? {}) as { readonly [pattern: string]: unknown };
  return Object.hasOwn(wished, '*.alloctrace') && wished['*.alloctrace'] === 'default';
}

function allTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

function isViewOf({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  const ids: readonly string[] = LARGE_TRACE_IDS;
  return (
    input instanceof vscode.TabInputCustom &&
    ids.includes(input.viewType) &&
    input.uri.toString() === uri.toString()
  );
}

function isTextOf({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
}
