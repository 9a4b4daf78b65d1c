import { formatRatio } from '../../base/format';
import { IMPORTERS } from './index';
import { Sign, type Importer } from './importer';
import { messages } from '../messages';
import { HEAD_LENGTH, refusalOf, type Refusal } from '../sniff';
import { bytesOf, shownText, withoutEscapes } from './text';
import { totalsOnly } from './totalsOnly';

/** A line that is not empty, as a string of bytes, with its number from 0. */
export interface HeadLine {
  readonly line: number;
  readonly text: string;
}

/** How well the beginning of a file fits a format. */
export interface Score {
  readonly importer: Importer;
  /** 0 to 1: the share of the lines that could be of this format; 0 where that is too few. */
  readonly score: number;
  /** How many lines could be of no other kind, how many could be, and of how many, in words. */
  readonly reason: string;
  /** The first line that can be of no other kind, for people: shortened, and hostile. */
  readonly example?: HeadLine;
}

/** What became of the question which format a file has. */
export type Verdict =
  | 'recognised'
  /** A person named the format. */
  | 'named'
  /** Two formats or more fit too much alike: somebody must be asked which. */
  | 'alike'
  /** No format fits: somebody must be asked, with what was tried. */
  | 'none'
  | 'empty'
  /** It is a trace already. */
  | 'trace'
  /** It is known what the file is, and that it cannot be read; asking would not help. */
  | 'refused';

/** What a file was found to be. */
export interface Recognised {
  readonly verdict: Verdict;
  /** Set where the verdict is `recognised` or `named`. */
  readonly importer: Importer | undefined;
  /** Why, in one sentence. */
  readonly why: string;
  /** Every format that was tried, the best first. */
  readonly scores: readonly Score[];
  /** Those to choose from where somebody must be asked, the best first; else empty. */
  readonly candidates: readonly Importer[];
}

/** What a line says about a format is looked for in this much of it. */
const MOST_OF_A_LINE = 4096;

/** An example is shortened to this. */
const MOST_OF_AN_EXAMPLE = 120;

/** The best format must fit so many times better than the next one. */
const CLEARLY = 2.5;

/** Recognises a format that is no text by the first bytes of a file; undefined if it may be text. */
export function recogniseBytes(head: Uint8Array): Recognised | undefined {
  for (const importer of IMPORTERS) {
    const reason = importer.reads === 'bytes' ? importer.magic(head) : undefined;
    if (reason === undefined) continue;
    const scores = [{ importer, score: 1, reason }];
    return { verdict: 'recognised', importer, why: reason, scores, candidates: [] };
  }
  return undefined;
}

/** Recognises a format by the first lines of a file that are not empty; never by its name. */
export function recognise(lines: readonly HeadLine[]): Recognised {
  const texts = lines.map(({ text }) => shortened(withoutEscapes(text).text));
  const scores = IMPORTERS.map((importer) => scoreOf(importer, texts, lines)).toSorted(
    (a, b) => b.score - a.score,
  );
  const unread = (verdict: Verdict, why: string, candidates: readonly Importer[] = []) => ({
    verdict,
    importer: undefined,
    why,
    scores,
    candidates,
  });
  if (texts.length === 0) return unread('empty', 'The file is empty.');
  if (isTrace(texts)) {
    return unread('trace', 'The file is an .alloctrace already.');
  }
  const head = lines
    .map(({ text }) => text)
    .join('\n')
    .slice(0, HEAD_LENGTH);
  const refusal = refusalOf(bytesOf(head));
  if (refusal !== undefined) return unread('refused', whyRefused(refusal));
  const totals = totalsOnly(head);
  if (totals !== undefined) return unread('refused', totals);
  const [best, second] = scores;
  if (best.score === 0) {
    const all = scores.map(({ importer }) => importer);
    return unread('none', 'No format fits.', all);
  }
  if (best.score < CLEARLY * second.score) {
    const alike = scores.filter(({ score }) => best.score < CLEARLY * score);
    const names = alike.map(({ importer }) => importer.label);
    const why = `It fits ${names.slice(0, -1).join(', ')} and ${names.at(-1)} too much alike.`;
    return unread(
      'alike',
      why,
      alike.map(({ importer }) => importer),
    );
  }
  return { ...unread('recognised', best.reason), importer: best.importer };
}

/** What is said of a trace that is none would ask for a trace; a recording was looked for. */
function whyRefused({ message, detail }: Refusal): string {
  return message === messages.notATrace
    ? `The file is ${detail} and no recording. Choose another.`
    : message('', detail);
}

/** Whether the first line that is no comment says the version of a trace. */
function isTrace(texts: readonly string[]): boolean {
  const first = texts.find((text) => !/^\s*#/.test(text));
  return first !== undefined && /^\s*alloctrace\s+[0-9]/.test(first);
}

function scoreOf(importer: Importer, texts: readonly string[], lines: readonly HeadLine[]): Score {
  if (importer.reads === 'bytes') {
    return { importer, score: 0, reason: 'the first bytes are others' };
  }
  let strong = 0;
  let weak = 0;
  let example: HeadLine | undefined;
  for (const [i, line] of texts.entries()) {
    const sign = importer.sign(line);
    if (sign === Sign.Strong && strong++ === 0) example = exampleOf(lines[i].line, line);
    else if (sign === Sign.Weak) weak++;
  }
  const count = texts.length;
  // Lines that occur in other formats too prove nothing alone.
  const share = strong === 0 ? 0 : (strong + weak) / count;
  return {
    importer,
    score: share < (importer.leastShare ?? 0) ? 0 : share,
    reason: count === 1 ? reasonOfOne(strong, weak) : reasonOf(strong, weak, count, share),
    ...(example !== undefined && { example }),
  };
}

function reasonOf(strong: number, weak: number, count: number, share: number): string {
  const are = strong === 0 ? 'none' : `${strong}`;
  const lines = `${are} of the first ${count} lines ${strong > 1 ? 'are' : 'is'} of this format`;
  const more = weak === 0 ? '' : `, ${weak} ${strong === 0 ? '' : 'more '}could be`;
  // Without a line that speaks for the format, nothing fits.
  return strong === 0 ? lines + more : `${lines}${more} (${formatRatio(share)})`;
}

function reasonOfOne(strong: number, weak: number): string {
  if (strong === 1) return 'the first line is of this format';
  return weak === 1
    ? 'the first line could be of this format'
    : 'the first line is not of this format';
}

function exampleOf(line: number, text: string): HeadLine {
  const isLong = text.length > MOST_OF_AN_EXAMPLE;
  return { line, text: shownText(text.slice(0, MOST_OF_AN_EXAMPLE)) + (isLong ? '...' : '') };
}

/** Both ends of a long line: formats are known by either. */
function shortened(text: string): string {
  return text.length > 2 * MOST_OF_A_LINE
    ? text.slice(0, MOST_OF_A_LINE) + text.slice(-MOST_OF_A_LINE)
    : text;
}
