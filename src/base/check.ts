/**
 * Checks for values that come from outside (a webview, a saved state). Each turns `unknown` into a
 * known type or `undefined`; nothing throws and no property of a prototype is ever read as data.
 */
export type Check<T> = (value: unknown) => T | undefined;

/** A whole number in `low..high`. */
export function integer(low: number, high: number): Check<number> {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
      ? value
      : undefined;
}

export const boolean: Check<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A string of at most `longest` UTF-16 units. */
export function text(longest: number): Check<string> {
  return (value) => (typeof value === 'string' && value.length <= longest ? value : undefined);
}

/** Bytes, at most `longest` of them. */
export function bytes(longest: number): Check<Uint8Array> {
  return (value) => (value instanceof Uint8Array && value.length <= longest ? value : undefined);
}

/** One of the given strings. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Check<T> {
  return (value) => allowed.find((each) => each === value);
}

/** `null`, or what `check` accepts. */
export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value) => (value === null ? null : check(value));
}

/** What `check` accepts, or `fallback` where there is nothing: for what came in a later version. */
export function optional<T>(check: Check<T>, fallback: T): Check<T> {
  return (value) => (value === undefined ? fallback : check(value));
}

/** Nothing: for messages without parameters. */
export const nothing: Check<null> = (value) =>
  value === undefined || value === null ? null : undefined;

/** An object with exactly the checked properties; others are dropped. */
export function object<T extends object>(shape: {
  readonly [K in keyof T]: Check<T[K]>;
}): Check<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const result: Partial<T> = {};
    for (const key of Object.keys(shape) as (keyof T & string)[]) {
      const own = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      const checked = shape[key](own);
      if (checked === undefined) return undefined;
      result[key] = checked;
    }
    return result as T;
  };
}
