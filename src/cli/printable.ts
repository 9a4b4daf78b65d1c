// Control characters, and those that reorder or hide text: what a trace holds must not be able to
// drive the terminal it is printed on, or to add lines of its own.
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text from a trace as one line that is safe to print; what is unfit becomes `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(UNFIT, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
