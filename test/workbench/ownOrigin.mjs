/**
 * What a browser has to be told beside `giveWebviewsAnOrigin`: a process for each site, and that a
 * page of this machine whose text was changed on its way may still talk to this machine.
 */
export const ownProcessArgs = [
  '--site-per-process',
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
];

/**
 * Lets webviews have an origin of their own, and with it a process, as they have in VS Code on the
 * desktop and on vscode.dev. The server gives them the workbench's origin, so that both share one
 * thread. A browser knows by itself that every name below localhost is this machine.
 *
 * @param {import('playwright-core').Page} page before it is loaded
 * @param {string} url the server's
 */
export async function giveWebviewsAnOrigin(page, url) {
  const { port } = new URL(url);
  await page.route(
    ({ href }) => href.startsWith(`${url}/?`),
    async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers() };
      const policy = headers['content-security-policy'] ?? '';
      headers['content-security-policy'] = policy.replace(
        'frame-src ',
        `frame-src http://*.localhost:${port} `,
      );
      const body = withOwnOrigin(await response.text(), port);
      await route.fulfill({ response, headers, body });
    },
  );
}

/**
 * The workbench's page with its settings changed.
 *
 * @param {string} html
 * @param {string} port
 */
function withOwnOrigin(html, port) {
  const settings = /(?<=id="vscode-workbench-web-configuration" data-settings=")[^"]*/;
  const changed = html.replace(settings, (text) => {
    const { webviewEndpoint, productConfiguration, ...rest } = JSON.parse(
      text.replaceAll('&quot;', '"'),
    );
    const webviewContentExternalBaseUrlTemplate = `http://{{uuid}}.localhost:${port}/${webviewEndpoint}/`;
    return JSON.stringify({
      ...rest,
      productConfiguration: { ...productConfiguration, webviewContentExternalBaseUrlTemplate },
    }).replaceAll('"', '&quot;');
  });
  if (changed === html) throw new Error("The workbench's page has no settings where they were.");
  return changed;
}
