import { readCondition, type ReadCondition } from '../replay/condition/condition';

/** What a person may run until without writing a condition; `condition` is one that is written. */
export const UNTIL_KINDS = [
  'id',
  'address',
  'size',
  'largestFree',
  'mark',
  'failure',
  'fault',
  'condition',
] as const;
export type UntilKind = (typeof UNTIL_KINDS)[number];

/** Whether a kind has to be asked for more. */
export function needsValue(kind: UntilKind): boolean {
  return kind !== 'failure' && kind !== 'fault';
}

/** What is typed for a kind, as a condition. Takes any text; a problem is for people. */
export function untilCondition(kind: UntilKind, value: string): ReadCondition {
  const text = value.trim();
  if (text === '' && kind !== 'mark' && needsValue(kind)) return refused('Type something first.');
  switch (kind) {
    case 'id':
      if (/\s/.test(text)) return refused('An id has no blanks.');
      return readCondition(`id == ${quoted(text)} || newId == ${quoted(text)}`);
    case 'address':
      return withNumber(
        text,
        (number) => `address <= ${number} && ${number} < address + requested`,
      );
    case 'size':
      return withNumber(text, (number) => `size >= ${number}`);
    case 'largestFree':
      return withNumber(text, (number) => `largestFree < ${number}`);
    case 'mark':
      return readCondition(`mark ~ ${quoted(text)}`);
    case 'failure':
      return readCondition('result == "out-of-memory"');
    case 'fault':
      return readCondition('fault');
    case 'condition':
      return readCondition(text);
  }
}

/** Only a number stands where one is asked for: `4 || fault` would be another condition. */
function withNumber(text: string, condition: (number: string) => string): ReadCondition {
  if (!/^\d[\w.]*$/.test(text)) return refused('Type a number, as 4096, 4KiB or 0x10000040.');
  return readCondition(condition(text));
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function refused(message: string): ReadCondition {
  return { problem: { message, from: 0, to: 0 } };
}
