import * as vscode from 'vscode';
import { oneOf, object, text } from '../../base/check';
import { problemText } from '../../replay/condition/condition';
import { needsValue, UNTIL_KINDS, untilCondition, type UntilKind } from '../../session/runUntil';
import type { Sessions } from '../sessions';
import { askCondition } from './conditionBox';
import { runWithProgress } from './run';
import { plainLabel, say, sayNoTrace } from './say';

/** What was run until last, for the window's next life too. */
const MEMENTO_KEY = 'runUntil';

interface Choice {
  readonly kind: UntilKind;
  readonly value: string;
}

const CHOICE = object<Choice>({ kind: oneOf(...UNTIL_KINDS), value: text(1000) });

interface Item extends vscode.QuickPickItem {
  readonly choice: Partial<Choice> & Pick<Choice, 'kind'>;
}

/**
 * Asks what to run until, and runs. What was chosen last is offered first.
 * @param given a choice of that form, to run without asking
 */
export async function runUntil(
  sessions: Sessions,
  memento: vscode.Memento,
  given?: unknown,
): Promise<void> {
  const { active } = sessions;
  if (active === undefined) return sayNoTrace();
  const choice = CHOICE(given) ?? (await choose(memento));
  if (choice === undefined) return;
  const { condition, problem } = untilCondition(choice.kind, choice.value);
  if (condition === undefined) return say(problemText(problem));
  await memento.update(MEMENTO_KEY, choice);
  const { kind } = await runWithProgress(
    active,
    choice.kind === 'fault' ? { kind: 'fault' } : { kind: 'condition', condition },
  );
  if (kind === 'nothing') {
    say(
      vscode.l10n.t(
        'That does not happen in what follows of {0}: {1}',
        active.name,
        titleOf(choice),
      ),
    );
  }
}

async function choose(memento: vscode.Memento): Promise<Choice | undefined> {
  const last = CHOICE(memento.get(MEMENTO_KEY));
  const items: Item[] = UNTIL_KINDS.map((kind) => ({ label: LABELS()[kind], choice: { kind } }));
  if (last !== undefined) {
    items.unshift({
      label: plainLabel(titleOf(last)),
      description: vscode.l10n.t('again'),
      choice: last,
    });
  }
  const item = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Run Until') });
  if (item === undefined) return undefined;
  const { kind, value } = item.choice;
  if (value !== undefined || !needsValue(kind)) return { kind, value: value ?? '' };
  const before = last?.kind === kind ? last.value : '';
  const typed = await (kind === 'condition' ? askUntil(before) : askValue(kind, before));
  return typed === undefined ? undefined : { kind, value: typed };
}

function askUntil(before: string): Promise<string | undefined> {
  return askCondition({
    title: vscode.l10n.t('Run Until a Condition Holds'),
    before,
    label: (condition) => `$(debug-continue) ${vscode.l10n.t('Run until')} ${condition}`,
  });
}

function askValue(kind: UntilKind, before: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: LABELS()[kind].replace(/\.{3}$/, ''),
    prompt: PROMPTS()[kind] ?? '',
    value: before,
    validateInput: (value) => untilCondition(kind, value).problem?.message,
  });
}

function titleOf({ kind, value }: Choice): string {
  const label = LABELS()[kind].replace(/\.{3}$/, '');
  return value === '' ? label : `${label}: ${value}`;
}

const LABELS = (): Readonly<Record<UntilKind, string>> => ({
  id: vscode.l10n.t('An event names an id...'),
  address: vscode.l10n.t('A block with an address is allocated or freed...'),
  size: vscode.l10n.t('An allocation asks for at least...'),
  largestFree: vscode.l10n.t('The largest free block is below...'),
  mark: vscode.l10n.t('A mark...'),
  failure: vscode.l10n.t('An allocation fails'),
  fault: vscode.l10n.t('A fault'),
  condition: vscode.l10n.t('A condition holds...'),
});

const PROMPTS = (): Partial<Record<UntilKind, string>> => ({
  id: vscode.l10n.t('The id, as the trace writes it.'),
  address: vscode.l10n.t('An address inside the block, as 0x10000040.'),
  size: vscode.l10n.t('Bytes, as 4096 or 4KiB.'),
  largestFree: vscode.l10n.t('Bytes, as 4096 or 4KiB.'),
  mark: vscode.l10n.t('What its text contains; nothing for any mark.'),
});
