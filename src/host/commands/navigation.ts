import * as vscode from 'vscode';
import { findForGood } from '../../session/find';
import type { Destination, TraceSession } from '../../session/traceSession';
import type { LargeTraces } from '../largeTrace/largeTraces';
import type { Sessions } from '../sessions';
import { caretIn } from './caret';
import { eventArgument, type EventArgument } from './eventLink';
import { say, sayNoTrace } from './say';

/** Moves the active trace's cursor. */
export function navigate(sessions: Sessions, destination: Destination): void {
  if (sessions.active === undefined) sayNoTrace();
  else sessions.active.navigate(destination);
}

/** Moves to the event of the line that the caret is on, forward or back. */
export function runToCursor(sessions: Sessions, largeTraces: LargeTraces): void {
  const caret = caretIn(largeTraces);
  if (caret === undefined) return sayNoTrace();
  const { uri, line, document } = caret;
  const session = document === undefined ? sessions.find(uri) : sessions.activate(document);
  session?.seekLine(line);
}

/** Plays the active trace, or pauses. */
export function playPause(sessions: Sessions): void {
  const { active } = sessions;
  if (active === undefined) sayNoTrace();
  else active.setPlaying(!active.playing);
}

/**
 * Asks for an event number, a line, an address or an id, and goes there.
 * @param argument a moment of an open trace (see `eventArgument`): then nothing is asked
 */
export async function goToEvent(sessions: Sessions, argument: unknown): Promise<void> {
  const known = eventArgument(argument);
  if (known !== undefined) return goToMoment(sessions, known);
  const { active } = sessions;
  if (active === undefined) return sayNoTrace();
  const query = await vscode.window.showInputBox({
    title: vscode.l10n.t('Go to Event'),
    prompt: vscode.l10n.t(
      'An event from 0 to {0}, a line as :12, an address as 0x10000040, or an id.',
      active.eventCount,
    ),
    value: String(active.at),
    validateInput: (value) => validate(active, value),
  });
  if (query === undefined) return;
  try {
    const { found, message } = await findForGood(active, query);
    if (!found) say(message);
  } catch {
    // Something else was looked for meanwhile, or the trace is another one.
  }
}

function goToMoment(sessions: Sessions, { uri, at }: EventArgument): void {
  const session = sessions.all.find((each) => each.uri === uri);
  if (session === undefined) return sayNoTrace();
  sessions.activateOpen(vscode.Uri.parse(uri));
  session.seek(at);
}

function validate(session: TraceSession, value: string): string | undefined {
  const number = /^\d+$/.test(value.trim()) ? Number(value) : 0;
  if (number <= session.eventCount) return undefined;
  return session.eventCount === 1
    ? vscode.l10n.t('The trace has one event.')
    : vscode.l10n.t('The trace has {0} events.', session.eventCount);
}
