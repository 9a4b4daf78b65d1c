import * as vscode from 'vscode';
import { completeCondition } from '../../language/conditionNames';
import { problemText, readCondition } from '../../replay/condition/condition';
import { plainLabel } from './say';

/** More names than fit below one another are no help. */
const MOST_NAMES = 12;

interface Item extends vscode.QuickPickItem {
  /** What the condition is with this name, or undefined for the condition as it stands. */
  readonly completed?: string;
}

/**
 * Asks for a condition, with the names that it may go on with below it. An input box of VS Code has
 * no completion, so this is a quick pick that never filters. Undefined if nobody wants to.
 */
export function askCondition(before: string): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<Item>();
  box.title = vscode.l10n.t('Run Until a Condition Holds');
  box.placeholder = 'size > 4096 && largestFree < 1024';
  box.value = before;
  const update = () => (box.items = itemsFor(box.value));
  update();
  return new Promise((resolve) => {
    box.onDidChangeValue(update);
    box.onDidAccept(() => {
      const completed = box.activeItems.at(0)?.completed;
      if (completed !== undefined) {
        box.value = completed;
        update();
      } else if (readCondition(box.value).condition !== undefined) {
        resolve(box.value.trim());
        box.hide();
      }
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

function itemsFor(value: string): Item[] {
  const { problem } = readCondition(value);
  const { from, names } = completeCondition(value);
  const isBegun = value.trim() !== '';
  const verdict: Item =
    problem === undefined
      ? { label: `$(debug-continue) ${vscode.l10n.t('Run until')} ${plainLabel(value.trim())}` }
      : { label: `$(warning) ${plainLabel(problemText(problem))}` };
  const isWhole = names.at(0)?.name === value.slice(from);
  return [
    ...(isBegun ? [{ ...verdict, alwaysShow: true }] : []),
    ...(isWhole ? [] : names).slice(0, isBegun ? MOST_NAMES : names.length).map((each) => ({
      label: `$(symbol-variable) ${each.name}`,
      description: each.meaning,
      alwaysShow: true,
      completed: `${value.slice(0, from)}${each.name} `,
    })),
  ];
}
