// https://github.com/thomasdullien/heap_history_viewer (its input: one JSON object an event)
//
// {"type": "alloc", "address": 4096, "size": 16, "tag": "x"} and {"type": "free", "address": 4096}, an
// object a line, with or without the brackets and commas of a list around them.

import { Sign, type LineImporter, type LineReader } from './importer';
import type { Detail, Ledger } from './ledger';
import { addressKey, exactNumber, NULL_KEY } from './numbers';
import type { Report } from './report';
import { shownText } from './text';

const OBJECT = /^[ \t[]*(\{.*\})[ \t]*[,\]]*[ \t]*$/;
const FRAME = /^[ \t]*[[\]]?,?[ \t]*$/;
/** A longer line is no event of anybody's, and JSON.parse would hold up the rest. */
const LONGEST = 64 * 1024;
const NUMBER = String.raw`"?((?:0x[0-9A-Fa-f]{1,20}|[0-9]{1,20}))"?(?=[ \t]*[,}])`;
/** Taken from the text: JSON.parse would round what is above 2^53. */
const ADDRESS = new RegExp(String.raw`"address"[ \t]*:[ \t]*${NUMBER}`);
const SIZE = new RegExp(String.raw`"size"[ \t]*:[ \t]*${NUMBER}`);

export const jsonLines: LineImporter = {
  reads: 'lines',
  id: 'json-lines',
  label: 'JSON lines',
  extensions: ['json', 'jsonl', 'ndjson'],
  seesPart: true,
  names: 'addresses',
  sign: (line) => {
    if (!OBJECT.test(line)) return Sign.None;
    return /"type"[ \t]*:[ \t]*"(?:alloc|free)"/.test(line) ? Sign.Strong : Sign.Weak;
  },
  begin: (ledger, report) => new JsonLinesReader(ledger, report),
};

class JsonLinesReader implements LineReader {
  constructor(
    private readonly ledger: Ledger,
    private readonly report: Report,
  ) {}

  line(text: string): void {
    if (FRAME.test(text)) return text.trim() === '' ? undefined : this.report.skip('brackets');
    const object = text.length <= LONGEST ? OBJECT.exec(text)?.[1] : undefined;
    const event = object === undefined ? undefined : parsed(object);
    if (object === undefined || event === undefined) {
      return this.report.problem('This is no JSON object on a line of its own.');
    }
    const { type, tag } = event;
    if (type !== 'alloc' && type !== 'free') return this.report.skip('objects of other types');
    const key = keyOf(object);
    if (key === undefined) return this.report.problem('The address is no whole number of 64 bits.');
    const detail = typeof tag === 'string' && tag !== '' ? { label: shownText(tag) } : {};
    this.event(type, key, object, detail);
  }

  end(): void {}

  private event(type: 'alloc' | 'free', key: string, object: string, detail: Detail): void {
    if (type === 'free') {
      if (key === NULL_KEY) this.ledger.freeNull(detail);
      else this.ledger.free(key, detail);
      return;
    }
    const size = SIZE.exec(object)?.[1];
    if (size === undefined) return this.report.problem('The size is no whole number.');
    if (key === NULL_KEY) this.ledger.failed(`malloc(${BigInt(size)})`, exactNumber(size), detail);
    else this.ledger.alloc(key, exactNumber(size), detail);
  }
}

/** The address of an event; undefined if it has none that can be. */
function keyOf(object: string): string | undefined {
  const text = ADDRESS.exec(object)?.[1];
  if (text === undefined || text.length > 40) return undefined;
  return addressKey(text.startsWith('0x') ? text : BigInt(text).toString(16));
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
