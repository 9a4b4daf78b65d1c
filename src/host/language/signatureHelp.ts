import * as vscode from 'vscode';
import { signatureAt, type Signature } from '../../language/signature';

export const SIGNATURE_TRIGGERS: vscode.SignatureHelpProviderMetadata = {
  triggerCharacters: [' '],
  retriggerCharacters: [' '],
};

/** The fields of the event that is being written, with the next one marked. */
export const signatureHelp: vscode.SignatureHelpProvider = {
  provideSignatureHelp(document, { line, character }) {
    const found = signatureAt(document.lineAt(line).text, character);
    if (found === undefined) return undefined;
    const help = new vscode.SignatureHelp();
    help.signatures = found.signatures.map(informationOf);
    help.activeSignature = found.active;
    help.activeParameter = found.parameter;
    return help;
  },
};

function informationOf({ label, meaning, parameters }: Signature): vscode.SignatureInformation {
  const information = new vscode.SignatureInformation(label, new vscode.MarkdownString(meaning));
  information.parameters = parameters.map(
    (parameter) =>
      new vscode.ParameterInformation(
        [parameter.from, parameter.to],
        new vscode.MarkdownString(parameter.meaning),
      ),
  );
  return information;
}
