import type { Disposable } from '../src/base/emitter';

/** Whether the page has one of the two high-contrast themes. */
export function isHighContrast(): boolean {
  return (document.body.dataset['vscodeThemeKind'] ?? '').includes('high-contrast');
}

/** Calls back when the theme changes: VS Code then sets attributes of the body and of the root. */
export function onThemeChange(callback: () => void): Disposable {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
  });
  return { dispose: () => observer.disconnect() };
}
