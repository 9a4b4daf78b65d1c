/** Something that can be written at a caret. */
export interface Suggestion {
  readonly kind: 'verb' | 'snippet' | 'id' | 'size' | 'key' | 'value';
  readonly label: string;
  /** Beside the label, on the same line. */
  readonly detail?: string;
  /** Markdown. */
  readonly meaning?: string;
  /** What is written, where it is not the label; `isSnippet`: with places to fill in. */
  readonly insert?: string;
  readonly isSnippet?: boolean;
  /** Something can be suggested right behind it. */
  readonly goesOn?: boolean;
}

/** A text as part of a snippet. */
export function literal(text: string): string {
  return text.replaceAll(/[\\$}]/g, String.raw`\$&`);
}
