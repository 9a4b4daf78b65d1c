import { visibleText } from '../../base/visibleText';
import { escapeLength } from '../../trace/escapes';
import { nearest } from '../../trace/nearest';
import type { ProblemCode } from '../../trace/problem';
import { FOREIGN_VERBS, VERB_NAMES } from '../../trace/verbs';
import type { Lines } from '../lines';
import { partAt, partsOf } from '../parts';
import {
  another,
  commentOut,
  insertLines,
  preferred,
  removeLine,
  replace,
  type Edit,
  type Fix,
  type Mendable,
} from './fix';
import { badHeap, lateHeap } from './heapFixes';
import { plainNumber, roundedUpAlignment } from './numberFixes';
import { spelling, type ProblemPlace } from './problemPlace';

type Mender = (place: ProblemPlace) => readonly Fix[];

/** Ways to mend a problem of the text that know what is wrong; the best one first. */
export function problemFixes(
  problem: Mendable,
  lines: Lines,
  firstEventLine: number | undefined,
): readonly Fix[] {
  const mend = MENDERS[problem.code as ProblemCode];
  if (mend === undefined || problem.line >= lines.lineCount) return [];
  const text = lines.lineAt(problem.line);
  const cut = partsOf(text);
  const excerpt = text.slice(problem.from, problem.to);
  const part = partAt(cut, Math.min(problem.from + 1, problem.to));
  return mend({ problem, lines, text, excerpt, parts: cut.parts, part, firstEventLine });
}

const MENDERS: { readonly [code in ProblemCode]?: Mender } = {
  'missing-version': ({ problem: { line } }) => [
    preferred('Add the version line', insertLines(line, 'alloctrace 1')),
  ],
  'bad-version': ({ problem: { line }, lines, parts }) =>
    isFirst(lines, line) && parts.length > 1
      ? [preferred('Write version 1', replace(line, parts[1].from, parts.at(-1)!.to, '1'))]
      : isFirst(lines, line)
        ? [preferred('Write version 1', replace(line, parts[0].to, parts[0].to, ' 1'))]
        : [preferred('Remove this version line', removeLine(lines, line))],
  'unknown-verb': (place) => spelling(place, nearestVerb(place.excerpt)),
  'reserved-verb': ({ problem: { line }, lines }) => [
    preferred('Comment the line out', commentOut(lines, line)),
  ],
  'bad-id': (place) => spelling(place, idFrom(place.excerpt)),
  'bad-number': (place) => spelling(place, numberFor(place)),
  'number-too-large': attributeRemoved,
  'bad-alignment': (place) => {
    const rounded = roundedUpAlignment(place.excerpt);
    if (rounded === undefined) return [];
    const { line, from, to } = place.problem;
    return [preferred(`Round up to ${rounded}`, replace(line, from, to, rounded))];
  },
  'bad-attribute': attributeRemoved,
  'duplicate-attribute': attributeRemoved,
  'unexpected-text': unexpectedText,
  'unterminated-string': ({ problem: { line }, text }) => {
    const end = withoutBlanks(text).length;
    return [
      preferred('Add the closing quote', replace(line, end, end, closing(text.slice(0, end)))),
    ];
  },
  'bad-escape': ({ problem: { line, from }, text }) => [
    preferred('Double the backslashes', ...doubledBackslashes(line, from, text)),
  ],
  'bad-heap': badHeap,
  'late-heap': lateHeap,
  'duplicate-heap': ({ problem: { line }, lines }) => [
    preferred('Remove this line', removeLine(lines, line)),
  ],
};

function nearestVerb(word: string): string | undefined {
  const near = nearest(word, VERB_NAMES) ?? nearest(word, [...FOREIGN_VERBS.keys()]);
  return near === undefined ? undefined : (FOREIGN_VERBS.get(near) ?? near);
}

/** A number as the format writes it; a unit of bytes only where bytes are meant. */
function numberFor({ excerpt, part }: ProblemPlace): string | undefined {
  const number = plainNumber(excerpt);
  const isSize = part?.kind === 'word' || part?.key === 'align' || part?.key === 'size';
  return isSize || number?.endsWith('iB') !== true ? number : undefined;
}

/** An id made of what is none; undefined for `null`, and where nothing is left. */
function idFrom(text: string): string | undefined {
  const words = text.replaceAll('"', ' ').trim();
  const id = words.replaceAll(/[\s#"=]+/g, '_');
  return id === '' || id === 'null' || id === text ? undefined : id;
}

function attributeRemoved({ problem, text, part }: ProblemPlace): readonly Fix[] {
  if (part === undefined || part.kind === 'word') return [];
  let { from } = part;
  while (from > 0 && /[ \t]/.test(text[from - 1])) from--;
  const what = part.kind === 'attribute' ? visibleText(`${part.key}=`, 40) : 'this text';
  return [preferred(`Remove ${what}`, replace(problem.line, from, part.to, ''))];
}

function unexpectedText(place: ProblemPlace): readonly Fix[] {
  const { problem, text, parts, part, excerpt } = place;
  const { line, from, to } = problem;
  // Text that touches a quoted string: the parts end there.
  if (part === undefined) return [preferred('Put a blank between', replace(line, from, from, ' '))];
  const rest = replace(line, from, from, '# ');
  const comment = preferred('Make a comment of the rest of the line', rest);
  const before = text.slice(0, from).trimEnd().length;
  const remove = another(`Remove ${visibleText(excerpt, 40)}`, replace(line, before, to, ''));
  const [verb, , size] = parts;
  const isProduct = /^c(alloc)?$/.test(verb.text) && part === parts[3];
  const product = isProduct ? productOf(size.text, part.text) : undefined;
  if (product === undefined) return [comment, remove];
  const write = preferred(`Write the product ${product}`, replace(line, size.from, to, product));
  return [write, { ...comment, isPreferred: false }, remove];
}

function productOf(count: string, size: string): string | undefined {
  if (!/^\d{1,15}$/.test(count) || !/^\d{1,15}$/.test(size)) return undefined;
  const product = Number(count) * Number(size);
  return product <= Number.MAX_SAFE_INTEGER ? String(product) : undefined;
}

/** A line without the blanks at its end; what else looks blank is part of a string. */
function withoutBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(0, end);
}

/** What closes a string: behind a backslash of its own, a quote alone would be part of an escape. */
function closing(text: string): string {
  const [backslashes = ''] = /\\*$/.exec(text) ?? [];
  return backslashes.length % 2 === 1 ? '\\"' : '"';
}

/** Something that begins with a backslash, or the quote that ends the string. */
const ESCAPE = /\\(?:["\\nrt]|x[0-9a-fA-F]{2}|u\{[0-9a-fA-F]{1,6}\})?|"/g;

/** From a column in a string on: each backslash that starts no escape is doubled. */
function doubledBackslashes(line: number, column: number, text: string): Edit[] {
  const edits: Edit[] = [];
  const encoder = new TextEncoder();
  for (const { 0: found, index } of text.slice(column).matchAll(ESCAPE)) {
    if (found === '"') break;
    const bytes = encoder.encode(found);
    if (escapeLength(bytes, 0, bytes.length) > 0) continue;
    edits.push(replace(line, column + index, column + index, '\\'));
  }
  return edits;
}

/** Whether nothing but comments and blank lines comes before a line. */
function isFirst(lines: Lines, line: number): boolean {
  for (let before = 0; before < line; before++) {
    if (/^[ \t\uFEFF]*[^# \t\uFEFF]/.test(lines.lineAt(before))) return false;
  }
  return true;
}
