/** A picture as a file would hold it. */
export interface Picture {
  /** Without its extension. */
  readonly name: string;
  readonly kind: 'svg' | 'png';
  readonly content: string | Blob;
}

/** Hands a picture over: to the clipboard. Fails where the clipboard does not take it. */
export async function exportPicture({ kind, content }: Picture): Promise<void> {
  if (typeof content === 'string') await navigator.clipboard.writeText(content);
  else await navigator.clipboard.write([new ClipboardItem({ [`image/${kind}`]: content })]);
}
