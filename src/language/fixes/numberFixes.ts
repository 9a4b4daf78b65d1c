import { readSize } from '../../trace/numbers';

/** The largest alignment of the format. */
const MOST_ALIGNMENT = 2 ** 52;

/** An alignment that is no power of two, rounded up to one; undefined where there is none. */
export function roundedUpAlignment(text: string): string | undefined {
  const bytes = new TextEncoder().encode(text);
  const value = readSize(bytes, 0, bytes.length);
  if (value < 0 || value > MOST_ALIGNMENT) return undefined;
  let power = 1;
  while (power < value) power *= 2;
  return String(power);
}

/** Units as people and other programs spell them, to those of the format. */
const UNITS: ReadonlyMap<string, string> = new Map(
  ['k', 'm', 'g'].flatMap((letter) => {
    const unit = `${letter.toUpperCase()}iB`;
    return [letter, `${letter}b`, `${letter}ib`].map((word) => [word, unit] as const);
  }),
);

/**
 * What somebody meant who wrote a number as other languages have it: `1_000`, `1,000`, `+5`, `1e3`,
 * `64B`, `4kb`. Undefined where it can mean more than one thing, nothing, or more than 2^53.
 */
export function plainNumber(text: string): string | undefined {
  const number = meantNumber(text);
  if (number === undefined || number === text) return undefined;
  const bytes = new TextEncoder().encode(number);
  return readSize(bytes, 0, bytes.length) < 0 ? undefined : number;
}

function meantNumber(text: string): string | undefined {
  const plain = text.replace(/^\+/, '').replaceAll('_', '');
  const grouped = /^\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain;
  const power = /^(\d{1,15})e\+?(\d{1,2})$/i.exec(grouped);
  if (power) return String(BigInt(power[1]) * 10n ** BigInt(power[2]));
  const unit = /^(\d{1,15})([a-z]{1,3})$/i.exec(grouped);
  const known = unit && (unit[2].toLowerCase() === 'b' ? '' : UNITS.get(unit[2].toLowerCase()));
  if (unit && known !== null && known !== undefined) return unit[1] + known;
  return /^(\d{1,16}|0x[0-9a-f]{1,14})$/i.test(grouped) ? grouped.replace('X', 'x') : undefined;
}
