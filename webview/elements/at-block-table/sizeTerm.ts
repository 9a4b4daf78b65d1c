/** A class of sizes as a term of the filter: `size:64..127` is class 6, `size:0..1` class 0. */
const TERM = /(?:^|\s)size:(\d+)\.\.(\d+)(?=\s|$)/;

/** The sizes of a class, both included. */
export function sizesOf(power: number): { readonly from: number; readonly to: number } {
  return { from: power === 0 ? 0 : 2 ** power, to: 2 ** (power + 1) - 1 };
}

/** The class that a filter asks for, or undefined. */
export function sizeClassOf(filter: string): number | undefined {
  const [, from, to] = TERM.exec(filter) ?? [];
  if (from === undefined) return undefined;
  const power = 31 - Math.clz32(Math.max(1, Number(from)));
  const sizes = sizesOf(power);
  return sizes.from === Number(from) && sizes.to === Number(to) ? power : undefined;
}

/** The filter without its class of sizes, if it asks for one. */
export function withoutSizes(filter: string): string {
  return sizeClassOf(filter) === undefined ? filter : filter.replace(TERM, '').trim();
}

/** The filter with a class of sizes: instead of the one that it has, or none if it is the same. */
export function withSizes(filter: string, power: number): string {
  const rest = withoutSizes(filter);
  if (sizeClassOf(filter) === power) return rest;
  const { from, to } = sizesOf(power);
  return `${rest} size:${from}..${to}`.trim();
}
