import * as vscode from 'vscode';
import { visibleText } from '../../base/visibleText';
import { exampleText } from '../../session/importReport';
import type { Imported } from '../../trace/importers/import';
import type { Importer } from '../../trace/importers/importer';
import { plainLabel } from '../commands/say';

interface Choice extends vscode.QuickPickItem {
  readonly chosen?: Importer | 'report';
}

/**
 * Asks which format a recording has, the one that fits best first, each with how well it fits.
 * @returns undefined if nobody wants to say; 'report' where all that was tried is to be shown
 */
export async function askFormat(
  name: string,
  { verdict, scores, candidates }: Imported,
): Promise<Importer | 'report' | undefined> {
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
  return choice?.chosen;
}
