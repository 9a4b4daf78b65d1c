import type { Locator } from 'playwright-core';

/**
 * The text that a person sees in an element, in one line: also what is in the shadow trees below it,
 * which `innerText` leaves out, and nothing that is not displayed.
 */
export async function shownText(locator: Locator, timeout = 5000): Promise<string> {
  const text = await locator.evaluate(collect, undefined, { timeout });
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What is needed of the page's nodes: the tests are compiled without the types of a page. */
interface PageNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly localName?: string;
  readonly childNodes: Iterable<PageNode>;
  readonly shadowRoot?: PageNode | null;
  assignedNodes?(): readonly PageNode[];
}

interface PageGlobals {
  getComputedStyle(node: PageNode): { readonly display: string };
}

/** Runs in the page, so it uses nothing from outside itself. */
function collect(element: unknown): string {
  const page = globalThis as unknown as PageGlobals;
  const textOf = (node: PageNode): string => {
    if (node.nodeType === 3) return node.nodeValue ?? '';
    if (node.nodeType !== 1 || node.localName === 'style') return '';
    const { display } = page.getComputedStyle(node);
    if (display === 'none') return '';
    const slotted = node.assignedNodes?.() ?? [];
    const children = slotted.length > 0 ? slotted : [...(node.shadowRoot ?? node).childNodes];
    const text = children.map(textOf).join('');
    return display.startsWith('inline') || display === 'contents' ? text : ` ${text} `;
  };
  return textOf(element as PageNode);
}
