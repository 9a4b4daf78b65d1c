import { formatRatio } from '../../base/format';
import { IMPORTERS } from './index';
import { Sign, type Importer } from './importer';
import { HEAD_LENGTH, refusalOf } from '../sniff';
import { bytesOf, withoutEscapes } from './text';

/** How well the beginning of a file fits a format. */
export interface Score {
  readonly importer: Importer;
  /** 0 to 1: the share of the lines that could be of this format. */
  readonly score: number;
  /** How many lines could be of no other kind, how many could be, and of how many. */
  readonly reason: string;
}

/** What a file was found to be. */
export interface Recognised {
  /** Undefined where no format fits, or two fit alike: then somebody must be asked. */
  readonly importer: Importer | undefined;
  /** Why, in one sentence. */
  readonly why: string;
  /** Every format, the best first. */
  readonly scores: readonly Score[];
}

/** What a line says about a format is looked for in this much of it. */
const MOST_OF_A_LINE = 4096;

/** The best format must fit so many times better than the next one. */
const CLEARLY = 2.5;

/** Recognises a format by the first lines of a file that are not empty; never by its name. */
export function recognise(lines: readonly string[]): Recognised {
  const texts = lines.map((line) => shortened(withoutEscapes(line).text));
  const scores = IMPORTERS.map((importer) => scoreOf(importer, texts)).toSorted(
    (a, b) => b.score - a.score,
  );
  const [best, second] = scores;
  if (/^\s*alloctrace\s+[0-9]/.test(texts[0] ?? '')) {
    return { importer: undefined, why: 'The file is an .alloctrace already.', scores };
  }
  if (texts.length === 0) return { importer: undefined, why: 'The file is empty.', scores };
  const refusal = refusalOf(bytesOf(lines.join('\n').slice(0, HEAD_LENGTH)));
  if (refusal !== undefined) {
    return { importer: undefined, why: refusal.message('', refusal.detail), scores };
  }
  if (best.score === 0) return { importer: undefined, why: 'No format fits.', scores };
  if (best.score < CLEARLY * second.score) {
    const why = `It fits ${best.importer.label} and ${second.importer.label} too much alike.`;
    return { importer: undefined, why, scores };
  }
  return { importer: best.importer, why: best.reason, scores };
}

function scoreOf(importer: Importer, lines: readonly string[]): Score {
  let strong = 0;
  let weak = 0;
  for (const line of lines) {
    const sign = importer.sign(line);
    if (sign === Sign.Strong) strong++;
    else if (sign === Sign.Weak) weak++;
  }
  const count = lines.length;
  const reason = `${strong} of the first ${count} lines are of this format, ${weak} could be`;
  // Lines that occur in other formats too prove nothing alone.
  const score = strong === 0 ? 0 : (strong + weak) / count;
  return { importer, score, reason: `${reason} (${formatRatio(score)})` };
}

/** Both ends of a long line: formats are known by either. */
function shortened(text: string): string {
  return text.length > 2 * MOST_OF_A_LINE
    ? text.slice(0, MOST_OF_A_LINE) + text.slice(-MOST_OF_A_LINE)
    : text;
}
