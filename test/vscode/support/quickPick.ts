import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Button {
  readonly tooltip?: string | undefined;
}

/** A list as a command has filled it, and a person who presses something in it. */
export class FakePick {
  items: readonly (vscode.QuickPickItem & { readonly buttons?: readonly Button[] })[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  buttons: readonly Button[] = [];
  isShown = false;
  private readonly accepts = new vscode.EventEmitter<void>();
  private readonly presses = new vscode.EventEmitter<Button>();
  private readonly itemPresses = new vscode.EventEmitter<{ item: object; button: Button }>();
  private readonly hides = new vscode.EventEmitter<void>();
  readonly onDidAccept = this.accepts.event;
  readonly onDidTriggerButton = this.presses.event;
  readonly onDidTriggerItemButton = this.itemPresses.event;
  readonly onDidHide = this.hides.event;

  show(): void {
    this.isShown = true;
  }

  hide(): void {
    this.isShown = false;
    this.hides.fire();
  }

  dispose(): void {
    for (const each of [this.accepts, this.presses, this.itemPresses, this.hides]) each.dispose();
  }

  accept(row: number): void {
    this.selectedItems = [this.items[row]];
    this.accepts.fire();
  }

  press(tooltip: string, row?: number): void {
    const item = row === undefined ? undefined : this.items[row];
    const button = (item?.buttons ?? this.buttons).find((each) => each.tooltip === tooltip);
    assert(button, tooltip);
    if (item === undefined) this.presses.fire(button);
    else this.itemPresses.fire({ item, button });
  }
}

/** Takes every list in the place of VS Code until `restore` is called; `last` is the newest. */
export function fakePicks(): { readonly last: FakePick; restore(): void } {
  const { window } = vscode;
  const before = window.createQuickPick;
  let last: FakePick | undefined;
  Object.assign(window, { createQuickPick: () => (last = new FakePick()) });
  return {
    get last() {
      return last ?? assert.fail('no list was shown');
    },
    restore: () => Object.assign(window, { createQuickPick: before }),
  };
}
