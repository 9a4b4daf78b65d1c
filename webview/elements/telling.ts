import { errorText } from '../../src/base/errorText';
import { visibleText } from '../../src/base/visibleText';

/** That it was done, why it was not, or what a command of VS Code has said. */
export type Tone = 'done' | 'trouble' | 'said';

/** Something was done, or could not be: the footer shows it for a moment, and it is read out. */
export class Told extends Event {
  static readonly type = 'at-told';

  constructor(
    readonly text: string,
    readonly tone: Tone,
  ) {
    super(Told.type, { bubbles: true, composed: true });
  }
}

/** A text for the clipboard, and the sentence that says what it is. */
export interface Copied {
  /** Empty where there is nothing to copy. */
  readonly text: string;
  readonly told: string;
}

/** The part of the clipboard that is used. */
interface Clipboard {
  writeText(text: string): Promise<void>;
}

/**
 * Copies a text and says so; where that fails, why. The clipboard is closed to a page that is not
 * in front. Never rejects.
 * @param from the element that a person acted in
 * @param make may ask the host, and may throw
 */
export async function copyText(
  from: EventTarget,
  make: () => Copied | Promise<Copied>,
  clipboard: Clipboard = navigator.clipboard,
): Promise<void> {
  await tellingTrouble(from, 'Nothing was copied', async () => {
    const { text, told } = await make();
    if (text !== '') await clipboard.writeText(text);
    from.dispatchEvent(new Told(told, text === '' ? 'trouble' : 'done'));
  });
}

/** Does something that may fail, and then says what did not happen, and why. Never rejects. */
export async function tellingTrouble(
  from: EventTarget,
  whatNot: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    from.dispatchEvent(new Told(`${whatNot}: ${visibleText(errorText(error), 200)}`, 'trouble'));
  }
}

declare global {
  interface HTMLElementEventMap {
    [Told.type]: Told;
  }
}
