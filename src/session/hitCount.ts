/** How often a breakpoint must have been passed for it to stop. */
export type HitCount = (hits: number) => boolean;

const FORM = /^(>=|<=|==|=|>|<|%)?\s*(\d{1,9})$/;

/**
 * Reads a hit count: `3` and `>= 3` from the third time on, `= 3` only then, `% 3` every third
 * time, and `>`, `<`, `<=`. An empty one always stops; undefined is none.
 */
export function readHitCount(text: string): HitCount | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return () => true;
  const [, operator = '>=', digits] = FORM.exec(trimmed) ?? [];
  const count = Number(digits);
  if (digits === undefined || (operator === '%' && count === 0)) return undefined;
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
