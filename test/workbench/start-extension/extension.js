// Opens the example and the Heap Inspector when `npm start` opens a window. No part of the product.

const vscode = require('vscode');

/** Shows the inspector beside the trace that the window was opened with, or the first it finds. */
async function activate() {
  if (vscode.window.activeTextEditor?.document.languageId !== 'alloctrace') {
    const [trace] = await vscode.workspace.findFiles('*.alloctrace', undefined, 1);
    if (trace) await vscode.window.showTextDocument(trace, { preview: false });
  }
  await vscode.commands.executeCommand('alloctrace.openInspector');
}

module.exports = { activate };
