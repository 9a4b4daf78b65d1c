import type { LineFields } from './lineFields';

/** A column is not made wider than this for the sake of one long entry among short ones. */
const VERB_SPREAD = 8;
const ID_SPREAD = 8;
const CODE_SPREAD = 24;
const BEFORE_COMMENT = '  ';

/**
 * Lines that follow each other, with their columns aligned lightly: verbs, the ids behind them, and
 * comments at the end. Everything else is one blank apart.
 */
export function formatParagraph(lines: readonly LineFields[]): string[] {
  const events = lines.filter(({ kind, fields }) => kind === 'event' && fields.length > 1);
  const verbWidth = columnWidth(
    events.map(({ fields }) => widthOf(fields[0])),
    VERB_SPREAD,
  );
  const idWidth = columnWidth(
    events.filter(({ fields }) => fields.length > 2).map(({ fields }) => widthOf(fields[1])),
    ID_SPREAD,
  );
  const codes = lines.map(({ kind, fields }) => {
    if (kind !== 'event') return fields.join(' ');
    const [verb, id, ...rest] = fields;
    if (rest.length === 0) return `${padded(verb, verbWidth)} ${id}`;
    return `${padded(verb, verbWidth)} ${padded(id, idWidth)} ${rest.join(' ')}`;
  });
  const commented = codes.filter((code, i) => code !== '' && lines[i].comment !== '');
  const codeWidth = columnWidth(commented.map(widthOf), CODE_SPREAD);
  return lines.map(({ comment }, i) => {
    const code = codes[i];
    if (comment === '' || code === '') return code + comment;
    return padded(code, codeWidth) + BEFORE_COMMENT + comment;
  });
}

/** The widest entry that is not much wider than the narrowest. */
function columnWidth(widths: readonly number[], spread: number): number {
  let least = Infinity;
  for (const width of widths) least = Math.min(least, width);
  let most = 0;
  for (const width of widths) if (width <= least + spread) most = Math.max(most, width);
  return most;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Characters, as far as they can be told from code units. */
function widthOf(text: string): number {
  // Most texts have none beyond the first plane.
  return /[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length;
}
