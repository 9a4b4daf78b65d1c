import { visibleText } from './visibleText';

/** Texts that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** What Markdown or HTML in it may take for markup. */
const MARKUP = /[\\`*_{}[\]<>#|~&$^!]/g;

/** A text of a trace as one field of comma-separated values: data, never a formula. */
export function csvField(text: string): string {
  const safe = inert(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The same for values separated by tabs, which know no quotes everywhere. */
export function tabField(text: string): string {
  return inert(visibleText(text, Infinity));
}

/** The same as a cell of a Markdown table: text, never markup or a link. */
export function markdownCell(text: string): string {
  return visibleText(text, 1000)
    .replaceAll(MARKUP, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\b(www)\./gi, String.raw`$1\.`)
    .trim();
}

function inert(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Rows of fields that were made safe, as comma-separated values. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((fields) => `${fields.join(',')}\r\n`).join('');
}

/** The same, separated by tabs. */
export function tabText(rows: readonly (readonly string[])[]): string {
  return rows.map((fields) => `${fields.join('\t')}\n`).join('');
}

/**
 * The same as a table of Markdown.
 * @param isNumber for each column whether it is set to the right
 */
export function markdownText(
  [headings = [], ...rows]: readonly (readonly string[])[],
  isNumber: readonly boolean[],
): string {
  const rule = isNumber.map((each) => (each ? '---:' : '---'));
  return [headings, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
