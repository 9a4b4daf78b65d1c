import * as vscode from 'vscode';
import { visibleText } from '../../base/visibleText';
import { exampleText } from '../../session/importReport';
import type { Imported } from '../../trace/importers/import';
import type { Importer } from '../../trace/importers/importer';
import { freeRtos } from '../../trace/importers/freeRtos';
import { patternProblem } from '../../trace/importers/patterns';
import { plainLabel } from '../commands/say';
import type { ChosenFormat } from './readRecording';

interface Choice extends vscode.QuickPickItem {
  readonly chosen?: Importer | 'pattern' | 'report';
}

/**
 * Asks which format a recording has, the one that fits best first, each with how well it fits.
 * @returns undefined if nobody wants to say; 'report' where all that was tried is to be shown
 */
export async function askFormat(
  name: string,
  { verdict, scores, candidates }: Imported,
): Promise<ChosenFormat | 'report' | undefined> {
  const shown = plainLabel(visibleText(name, 60));
  const choices: Choice[] = candidates.map((importer) => {
    const score = scores.find((each) => each.importer === importer);
    const example = score && exampleText(score);
    return {
      label: importer.label,
      ...(score && { description: score.reason }),
      ...(example !== undefined && { detail: plainLabel(example) }),
      chosen: importer,
    };
  });
  choices.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('A Log with Lines of Your Own...'), chosen: 'pattern' },
    { label: vscode.l10n.t('Show What Was Tried'), chosen: 'report' },
  );
  const choice = await vscode.window.showQuickPick(choices, {
    title:
      verdict === 'alike'
        ? vscode.l10n.t('{0} may be of several formats', shown)
        : vscode.l10n.t('No format fits {0}', shown),
    placeHolder:
      verdict === 'alike'
        ? vscode.l10n.t('Which one is it?')
        : vscode.l10n.t('Choose one to read it all the same'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  const chosen = choice?.chosen;
  if (chosen === undefined || chosen === 'report') return chosen;
  return chosen === 'pattern' ? askPatterns() : { importer: chosen };
}

/** To begin with. */
const EXAMPLE = '(?<op>alloc|free) (?<address>0x[0-9a-f]+)( (?<size>[0-9]+))?';

const FREE_EXAMPLE = 'free (?<address>0x[0-9a-f]+)';

/** Asks how the lines of a log look: one pattern for all, or a second one for frees. */
async function askPatterns(): Promise<ChosenFormat | undefined> {
  const first = await vscode.window.showInputBox({
    title: vscode.l10n.t('How do the lines look?'),
    prompt: vscode.l10n.t(
      'A pattern with the groups address and size, and op, which is a word such as malloc, new or + and free, delete or -. Without op a second pattern says how frees look.',
    ),
    value: EXAMPLE,
    ignoreFocusOut: true,
    validateInput: (text) => wrongWith(text.includes('(?<op>') ? [text] : [text, FREE_EXAMPLE]),
  });
  if (first === undefined) return undefined;
  if (first.includes('(?<op>')) return { importer: freeRtos, patterns: [first] };
  const second = await vscode.window.showInputBox({
    title: vscode.l10n.t('How do the lines of frees look?'),
    prompt: vscode.l10n.t('A pattern with the group address.'),
    value: FREE_EXAMPLE,
    ignoreFocusOut: true,
    validateInput: (text) => wrongWith([first, text]),
  });
  return second === undefined ? undefined : { importer: freeRtos, patterns: [first, second] };
}

function wrongWith(patterns: readonly string[]): string | undefined {
  const problem = patternProblem(patterns);
  return problem && vscode.l10n.t('Character {0}: {1}', problem.column + 1, problem.text);
}
