import type * as vscode from 'vscode';
import { integer, object, text, type Check } from '../../base/check';
import { COMMAND_IDS } from '../ids';

/** A moment of a trace that is open: after so many events. */
export interface EventArgument {
  readonly uri: string;
  readonly at: number;
}

/** What `goToEvent` may be called with; anything else counts as nothing. */
export const eventArgument: Check<EventArgument> = object({
  uri: text(8192),
  at: integer(0, 2 ** 32),
});

/** The address of a link, for Markdown, that goes to an event. */
export function eventLink(uri: vscode.Uri, at: number): string {
  const argument: EventArgument = { uri: uri.toString(), at };
  // Brackets in a file's name would end the link.
  const query = encodeURIComponent(JSON.stringify([argument])).replaceAll(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `command:${COMMAND_IDS.goToEvent}?${query}`;
}
