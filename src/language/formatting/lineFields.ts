import { checkMeta, readHeap, readVersion, VERSION } from '../../trace/directives';
import { EventFields, readEvent } from '../../trace/event';
import { Line } from '../../trace/line';

import { Verb, verbOf } from '../../trace/verbs';
import { type Part, partsOf } from '../parts';

/** A line as the formatter sees it. */
export interface LineFields {
  /** `asIs`: a line that cannot be read, or not surely; nothing of it may change. */
  readonly kind: 'blank' | 'comment' | 'directive' | 'mark' | 'event' | 'newerVersion' | 'asIs';
  /** What stands between blanks, as it stands there. */
  readonly fields: readonly string[];
  /** From `#` on, without blanks at the end; may be empty. */
  readonly comment: string;
}

/** A line that is longer is not gone into. */
const LONGEST = 4096;

const PLAIN =
  /^[ \t]*(?:(alloc|a|calloc|c|realloc|r)[ \t]+([\w.:$-]+)[ \t]+(\d{1,15})|(free|f)[ \t]+([\w.:$-]+))[ \t]*$/;

/** Takes a line, without its line end, apart. */
export function fieldsOf(text: string): LineFields {
  const plain = PLAIN.exec(text);
  if (plain !== null && plain[2] !== 'null') {
    const fields = plain[4] === undefined ? plain.slice(1, 4) : plain.slice(4, 6);
    return { kind: 'event', fields, comment: '' };
  }
  if (text.length > LONGEST) return AS_IS;
  const kind = kindOf(text);
  if (kind === 'asIs') return AS_IS;
  const { parts, end } = partsOf(text);
  return {
    kind,
    fields: kind === 'mark' ? markFields(text, parts) : parts.map((part) => part.text),
    comment: trimmed(text.slice(end)),
  };
}

/** The words of a mark are one field: the blanks between them are part of what it says. */
function markFields(text: string, parts: readonly Part[]): string[] {
  const rest = parts.findIndex(({ kind }, i) => i > 0 && kind !== 'word');
  const end = rest < 0 ? parts.length : rest;
  const others = parts.slice(end).map((part) => part.text);
  if (end === 1) return [parts[0].text, ...others];
  return [parts[0].text, text.slice(parts[1].from, parts[end - 1].to), ...others];
}

const AS_IS: LineFields = { kind: 'asIs', fields: [], comment: '' };

const encoder = new TextEncoder();

function kindOf(text: string): LineFields['kind'] {
  // Half of a surrogate pair would not come back from bytes as it was; NUL is never right.
  if (/[\0\ud800-\udfff]/u.test(text)) return 'asIs';
  const bytes = encoder.encode(text);
  const line = new Line();
  line.cut(bytes, 0, bytes.length);
  if (line.count === 0 && line.fault === undefined) return line.hasComment ? 'comment' : 'blank';
  const [first] = line.tokens;
  if (line.count === 0 || !line.isWord(0)) return 'asIs';
  const kind = read(line, verbOf(bytes, first.start, first.end));
  return line.fault === undefined || kind === 'newerVersion' ? kind : 'asIs';
}

/** Reads a line, which notes on it what is wrong. */
function read(line: Line, verb: Verb): LineFields['kind'] {
  switch (verb) {
    case Verb.Alloc:
    case Verb.Calloc:
    case Verb.Realloc:
    case Verb.Free:
    case Verb.Mark:
      readEvent(line, verb as number, new EventFields());
      return verb === Verb.Mark ? 'mark' : 'event';
    case Verb.Version: {
      const version = readVersion(line);
      return version !== undefined && version > VERSION ? 'newerVersion' : 'directive';
    }
    case Verb.Meta:
      checkMeta(line);
      return 'directive';
    case Verb.Heap:
      readHeap(line, 0);
      return 'directive';
    case Verb.Reserved:
    case Verb.Unknown:
      return 'asIs';
  }
}

/** A comment without blanks at its end; what else may look blank is part of it. */
function trimmed(comment: string): string {
  return comment.replace(/[ \t]+$/, '');
}
