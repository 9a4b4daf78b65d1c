import type { Page } from 'playwright-core';

/** A node of the accessibility tree, in the order in which it is read. */
export class AxNode {
  constructor(
    readonly role: string,
    readonly name: string,
    readonly description: string,
    /** Of a heading; 0 for anything else. */
    readonly level: number,
    readonly isFocusable: boolean,
    /** Whether it is read out when it changes. */
    readonly isLive: boolean,
    /** What is read of what is in it. */
    readonly text: string,
    readonly parent: AxNode | undefined,
  ) {}

  isIn(other: AxNode): boolean {
    return this.parent !== undefined && (this.parent === other || this.parent.isIn(other));
  }
}

/** The part of the browser's answer that is read here. */
interface Raw {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly description?: { readonly value?: string };
  readonly properties?: readonly { readonly name: string; readonly value: { value?: unknown } }[];
  readonly childIds?: readonly string[];
}

/** What the browser tells screen readers of a page, without what it leaves out. */
export async function axNodes(page: Page): Promise<readonly AxNode[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Raw[] };
  await session.detach();
  const known = new Map(nodes.map((node) => [node.nodeId, node]));
  const children = ({ childIds = [] }: Raw) =>
    childIds.map((id) => known.get(id)).filter((node) => node !== undefined);
  const textOf = (node: Raw): string =>
    node.role?.value === 'StaticText'
      ? (node.name?.value ?? '')
      : children(node).map(textOf).join('');
  const result: AxNode[] = [];
  const visit = (node: Raw, parent: AxNode | undefined) => {
    let own = parent;
    if (!node.ignored && node.role?.value !== 'InlineTextBox') {
      const property = (name: string) =>
        node.properties?.find((each) => each.name === name)?.value.value;
      own = new AxNode(
        node.role?.value ?? '',
        node.name?.value ?? '',
        node.description?.value ?? '',
        Number(property('level') ?? 0),
        property('focusable') === true,
        ['polite', 'assertive'].includes(String(property('live'))),
        textOf(node).replaceAll(/\s+/g, ' ').trim(),
        parent,
      );
      result.push(own);
    }
    for (const child of children(node)) visit(child, own);
  };
  const root = nodes.find(({ parentId }) => parentId === undefined);
  if (root) visit(root, undefined);
  return result;
}
