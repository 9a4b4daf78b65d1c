import type { Random } from '../../src/cli/bench/workloads/random';
import { oneOf } from './random';
import type { Seeds } from './seeds';

/** Bytes and words at which readers go wrong. */
const PIECES = [
  '',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\x1b[31m',
  '\x1b]8;;',
  '\xff',
  '\xe2\x80\xae',
  ' ',
  '  ',
  '\t',
  '"',
  '0x',
  '0',
  '-1',
  '1',
  '00',
  '(nil)',
  'nil',
  '9007199254740991',
  '9007199254740992',
  '18446744073709551615',
  '18446744073709551616',
  '0x1ffffffffffffff',
  'ffffffffffffffff',
  '99999999999999999999999999',
  '__proto__',
  'constructor',
  '] + ',
  ' = ',
  ' <unfinished ...>',
  '<... malloc resumed> ',
  'free(',
  ' freed',
  '$1',
  '\\u{0}',
];

/** Few: small inputs reach as many states, in less time. */
const MOST_LINES = 7;

/** A text of a few lines of a format, changed in some places. */
export function mutatedText(random: Random, seeds: Seeds, others: Seeds): Uint8Array {
  const lines: string[] = random(4) > 0 ? [oneOf(random, seeds.heads)] : [];
  let at = random(seeds.lines.length);
  for (let count = 1 + random(MOST_LINES); count > 0; count--) {
    // Lines that stood one after the other mean something together.
    if (random(3) === 0) at = random(seeds.lines.length);
    lines.push(seeds.lines[at++ % seeds.lines.length]);
  }
  for (let changes = random(5); changes > 0; changes--) changeLines(random, lines, seeds, others);
  let text = lines.join(random(20) === 0 ? '\r\n' : '\n') + (random(5) === 0 ? '' : '\n');
  for (let changes = random(3); changes > 0; changes--) {
    const start = random(text.length + 1);
    const end = Math.min(text.length, start + random(8));
    const put = random(2) === 0 ? oneOf(random, PIECES) : String.fromCharCode(random(256));
    text = text.slice(0, start) + put + text.slice(end);
  }
  return Buffer.from(text, 'latin1');
}

function changeLines(random: Random, lines: string[], seeds: Seeds, others: Seeds): void {
  const at = random(lines.length);
  switch (random(7)) {
    case 0:
      lines.splice(at, 0, lines[random(lines.length)]);
      return;
    case 1:
      if (lines.length > 1) lines.splice(at, 1);
      return;
    case 2:
      lines.splice(at, 0, oneOf(random, others.lines));
      return;
    case 3:
      lines[at] += oneOf(random, lines);
      return;
    default: {
      const words = lines[at].split(/(\s+|[(),:=[\]])/);
      const word = random(words.length);
      words[word] = random(2) === 0 ? oneOf(random, seeds.words) : oneOf(random, PIECES);
      lines[at] = words.join('');
    }
  }
}

const WORDS = [0n, 1n, 8n, 0x1234n, 4096n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n];

/** A file that is no text, with words and bytes changed, taken out, and put in. */
export function mutatedBytes(random: Random, seeds: Seeds): Uint8Array {
  let bytes = Buffer.from(oneOf(random, seeds.lines), 'latin1');
  for (let changes = random(8); changes > 0; changes--) {
    const at = random(bytes.length + 1);
    switch (random(6)) {
      case 0:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(70))]);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(bytes.length + 1))]);
        if (bytes.length > 4000) bytes = bytes.subarray(0, 4000);
        break;
      case 2: {
        const word = (at >>> 3) << 3;
        if (word + 8 <= bytes.length) bytes.writeBigUInt64LE(oneOf(random, WORDS), word);
        break;
      }
      case 3:
        if (at + 4 <= bytes.length) bytes[at - (at % 64) + 4] = random(12);
        break;
      default:
        if (at < bytes.length) bytes[at] = random(4) === 0 ? random(256) : random(20);
    }
  }
  return bytes;
}
