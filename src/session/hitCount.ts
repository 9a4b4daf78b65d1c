/** How often a breakpoint must have been passed for it to stop. */
export type HitCount = (hits: number) => boolean;

const FORM = /^(>=|<=|==|=|>|<|%)?\s*(\d{1,9})$/;

/**
 * Reads a hit count: `3` and `>= 3` from the third time on, `= 3` only then, `% 3` every third
 * time, and `>`, `<`, `<=`. An empty one always stops.
 * @returns what is wrong with one that cannot be meant, to follow "its hit count"
 */
export function readHitCount(text: string): HitCount | string {
  const trimmed = text.trim();
  if (trimmed === '') return () => true;
  const [, operator = '>=', digits] = FORM.exec(trimmed) ?? [];
  const count = Number(digits);
  if (digits === undefined) return 'cannot be read: write 3, >= 3, = 3 or % 3.';
  const isReal = operator === '>' || count > (operator === '<' ? 1 : 0);
  if (!isReal) return 'makes no sense: hits are counted from 1.';
  switch (operator) {
    case '>':
      return (hits) => hits > count;
    case '<':
      return (hits) => hits < count;
    case '<=':
      return (hits) => hits <= count;
    case '%':
      return (hits) => hits % count === 0;
    case '>=':
      return (hits) => hits >= count;
    default:
      return (hits) => hits === count;
  }
}
