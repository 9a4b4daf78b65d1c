import * as vscode from 'vscode';
import { RECORDING_EDITOR_ID } from '../ids';
import { recordingAt } from './recording';
import type { TraceImports } from './traceImports';

/** What VS Code asks for: only the address, because the recording is read by the import. */
class OpenedRecording implements vscode.CustomDocument {
  constructor(readonly uri: vscode.Uri) {}

  dispose(): void {}
}

/**
 * "Open With" of a recording. VS Code offers there only editors, so this is one: it imports the file,
 * which opens the trace as the command does, and goes away.
 */
export function registerOpenWith(imports: TraceImports): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider<OpenedRecording> = {
    openCustomDocument: (uri) => new OpenedRecording(uri),
    resolveCustomEditor({ uri }, panel) {
      panel.webview.html = waitingPage(vscode.l10n.t('Importing...'));
      void imports.import(recordingAt(uri)).finally(() => panel.dispose());
    },
  };
  return vscode.window.registerCustomEditorProvider(RECORDING_EDITOR_ID, provider);
}

/** @param text our own */
function waitingPage(text: string): string {
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
</head>
<body><p>${text}</p></body>
</html>`;
}
