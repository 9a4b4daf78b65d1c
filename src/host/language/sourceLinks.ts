import * as vscode from 'vscode';
import { sourceLinksOf } from '../../language/sourceLinks';
import { COMMAND_IDS } from '../ids';
import { linesOf, onDocument } from './documentLines';

/** Makes each `at=` a link that asks for **Go to Source**; nothing is looked for before. */
export const sourceLinks: vscode.DocumentLinkProvider = {
  async provideDocumentLinks(document, token) {
    const links = await onDocument(document, token, sourceLinksOf(linesOf(document)));
    return links?.map(({ line, from, to, location }) => {
      const query = encodeURIComponent(JSON.stringify([location]));
      const target = vscode.Uri.parse(`command:${COMMAND_IDS.goToSource}?${query}`);
      const link = new vscode.DocumentLink(new vscode.Range(line, from, line, to), target);
      link.tooltip = vscode.l10n.t('Go to Source');
      return link;
    });
  },
};
