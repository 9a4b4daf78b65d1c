import * as vscode from 'vscode';

/** What the page may load; everything else is refused by its content security policy. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
  };
}

/** Where an inspector is: its background is that of its surroundings. */
export type Surroundings = 'editor' | 'side-bar';

/** The page of a Heap Inspector. */
export function inspectorPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  surroundings: Surroundings,
): string {
  return page(webview, extensionUri, {
    title: 'Heap Inspector',
    script: 'webview.js',
    body: `<at-inspector class="${surroundings}"></at-inspector>`,
  });
}

/** What differs between our pages. Never anything of a trace. */
export interface PageContent {
  readonly title: string;
  /** In the folder of what is built. */
  readonly script: string;
  readonly body: string;
}

/**
 * A page that may load its own script and font, and nothing else. Its script does not wait for any
 * other file.
 */
export function page(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { title, script, body }: PageContent,
): string {
  const uri = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
  const nonce = makeNonce();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">
@font-face { font-family: codicon; font-display: block; src: url("${uri('codicon.ttf')}"); }
</style>
<title>${title}</title>
</head>
<body>
${body}
<script type="module" nonce="${nonce}" src="${uri(script)}"></script>
</body>
</html>`;
}

function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
