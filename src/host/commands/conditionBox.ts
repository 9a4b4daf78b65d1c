import * as vscode from 'vscode';
import { completeCondition, type ConditionWord } from '../../language/conditionCompletion';
import { problemText, readCondition } from '../../replay/condition/condition';
import { plainLabel } from './say';

/** More words than fit below one another are no help. */
const MOST_WORDS = 12;

const ICONS: { readonly [kind in ConditionWord['kind']]: string } = {
  name: '$(symbol-variable)',
  operator: '$(symbol-operator)',
  value: '$(symbol-enum-member)',
};

export interface ConditionQuestion {
  readonly title: string;
  /** The condition as it was. */
  readonly before: string;
  /** What is done with a condition, as a label, with its icon. */
  readonly label: (condition: string) => string;
  /** What is done with none, where that is an answer too. */
  readonly emptyLabel?: string;
}

interface Item extends vscode.QuickPickItem {
  /** What the condition is with this word, or undefined for the condition as it stands. */
  readonly completed?: string;
}

/**
 * Asks for a condition, with what it may go on with below it. An input box of VS Code has no
 * completion, so this is a quick pick that never filters. Undefined if nobody wants to.
 */
export function askCondition(question: ConditionQuestion): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<Item>();
  box.title = question.title;
  box.placeholder = 'size > 4096 && largestFree < 1024';
  box.value = question.before;
  const update = () => (box.items = itemsFor(box.value, question));
  update();
  return new Promise((resolve) => {
    box.onDidChangeValue(update);
    box.onDidAccept(() => {
      const value = box.value.trim();
      const completed = box.activeItems.at(0)?.completed;
      const isEmptyAnswer = value === '' && question.emptyLabel !== undefined;
      if (completed !== undefined) {
        box.value = completed;
        update();
      } else if (isEmptyAnswer || readCondition(value).condition !== undefined) {
        resolve(value);
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

function itemsFor(value: string, { label, emptyLabel }: ConditionQuestion): Item[] {
  const { problem } = readCondition(value);
  const { from, words } = completeCondition(value);
  const isBegun = value.trim() !== '';
  const verdict =
    problem === undefined
      ? label(plainLabel(value.trim()))
      : `$(warning) ${plainLabel(problemText(problem))}`;
  const first = isBegun ? verdict : emptyLabel;
  const isWhole = words.at(0)?.text === value.slice(from);
  return [
    ...(first === undefined ? [] : [{ label: first, alwaysShow: true }]),
    ...(isWhole ? [] : words).slice(0, isBegun ? MOST_WORDS : words.length).map((each) => ({
      label: `${ICONS[each.kind]} ${each.text}`,
      description: each.meaning,
      alwaysShow: true,
      completed: `${value.slice(0, from)}${each.text} `,
    })),
  ];
}
