import { formatCount } from '../base/format';
import { MAX_HEAP_SIZE, MIN_HEAP_SIZE } from '../base/limits';
import { POLICIES, type PolicyName } from '../engine/policies';
import { LAYOUT_NAMES } from '../protocol/state';
import type { HeapOverrides } from '../replay/heapOfTrace';
import { IMPORTERS } from '../trace/importers';
import type { Importer } from '../trace/importers/importer';
import { patternProblem } from '../trace/importers/patterns';
import { readNumber, readSize } from '../trace/numbers';
import type { Values } from './command';
import { CannotRun } from './errors';
import { printable } from './printable';

const POLICY_NAMES: readonly PolicyName[] = POLICIES.map(({ name }) => name);

/** Options that change the heap a trace is carried out on. */
export const HEAP_OPTIONS = {
  policy: { type: 'string' },
  layout: { type: 'string' },
  heap: { type: 'string' },
  base: { type: 'string' },
} as const;

export const JSON_OPTION = { json: { type: 'boolean' } } as const;

export const AT_OPTION = { at: { type: 'string' } } as const;

/** The same, as usage lines have them. */
export const HEAP_USAGE = '[--policy P] [--layout L] [--heap SIZE] [--base ADDR]';

/** The heap that was asked for; what is left out is as the trace says. */
export function heapOverrides({ policy, layout, heap, base }: Values): HeapOverrides {
  return {
    ...(policy !== undefined && { policy: oneOf('--policy', policy, POLICY_NAMES) }),
    ...(layout !== undefined && { layout: oneOf('--layout', layout, LAYOUT_NAMES) }),
    ...(heap !== undefined && { size: heapSize(String(heap)) }),
    ...(base !== undefined && { base: baseAddress(String(base)) }),
  };
}

/** The value of `--policies`, each policy once; all of them where it is left out. */
export function policyList({ policies }: Values): readonly PolicyName[] {
  if (policies === undefined) return POLICY_NAMES;
  const names = String(policies).split(',');
  const known = POLICY_NAMES.filter((name) => names.includes(name));
  if (known.length === new Set(names).size) return [...new Set(names)] as PolicyName[];
  const allowed = `one or more of ${POLICY_NAMES.join(', ')} with commas between`;
  throw refusal('--policies', String(policies), allowed);
}

/** The value of `--at`: a number of events. Whether the trace has so many shows later. */
export function eventNumber({ at }: Values): number {
  if (at === undefined) throw new CannotRun('--at N is missing: say after how many events.');
  const number = readNumber(encoded(String(at)), 0, encoded(String(at)).length);
  if (number >= 0) return number;
  throw refusal('--at', String(at), 'a whole number of events');
}

/** The value of `--format`; undefined where the content decides. */
export function formatNamed({ format }: Values): Importer | undefined {
  if (format === undefined) return undefined;
  const found = IMPORTERS.find(({ id }) => id === format);
  if (found !== undefined) return found;
  const names = IMPORTERS.map(({ id }) => id).join(', ');
  throw refusal('--format', String(format), `one of ${names}`);
}

/**
 * The values of `--pattern`, which can be given several times: how the lines of a FreeRTOS log look.
 * Undefined where there is none.
 */
export function patternsNamed(values: Values): readonly string[] | undefined {
  const { pattern } = values as Readonly<Record<string, unknown>>;
  if (!Array.isArray(pattern)) return undefined;
  const patterns = pattern.map(String);
  const problem = patternProblem(patterns);
  if (problem === undefined) return patterns;
  const { pattern: index, column, text } = problem;
  throw new CannotRun(
    `--pattern "${printable(patterns[index] ?? '')}", character ${column + 1}: ${text}`,
  );
}

/**
 * Whether a trace has what --at asks for.
 * @param low the first number that a command can do something with
 * @throws CannotRun if the trace has none of that number
 */
export function checkRange(values: Values, low: number, eventCount: number): void {
  const at = eventNumber(values);
  if (at >= low && at <= eventCount) return;
  if (eventCount < low) throw new CannotRun('The trace has no events: there is none to explain.');
  throw refusal('--at', String(values['at']), `${low} to ${eventCount} in this trace`);
}

function oneOf<T extends string>(
  option: string,
  value: string | boolean,
  allowed: readonly T[],
): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw refusal(option, String(value), `one of ${allowed.join(', ')}`);
}

function heapSize(text: string): number {
  const size = readSize(encoded(text), 0, encoded(text).length);
  if (size >= MIN_HEAP_SIZE && size <= MAX_HEAP_SIZE) return size;
  const range = `${MIN_HEAP_SIZE} to ${formatCount(MAX_HEAP_SIZE)} bytes`;
  throw refusal('--heap', text, `${range}, such as 65536, 0x10000 or 64KiB`);
}

function baseAddress(text: string): number {
  const base = readNumber(encoded(text), 0, encoded(text).length);
  if (base > 0 && base % 8 === 0) return base;
  throw refusal('--base', text, 'a multiple of 8 above 0 and below 2^53, such as 0x10000000');
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function refusal(option: string, value: string, allowed: string): CannotRun {
  return new CannotRun(`${option} must be ${allowed}, not "${printable(value)}".`);
}
