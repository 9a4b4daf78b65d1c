import * as vscode from 'vscode';
import type { Work } from '../../base/work';
import { stateJson } from '../../projection/stateJson';
import type { TraceSession } from '../../session/traceSession';
import { inSlices } from '../../session/slicedWork';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';
import { showJson } from '../untitled';
import { say, sayNoTrace } from './say';

/** While somebody plays the heap may move on under what is made of it. */
const TRIES = 3;

/** Shows the heap as it is now as JSON, in the form of `alloctrace state --json`. */
export async function exportState({ active }: Sessions): Promise<void> {
  if (active?.replay === undefined) return sayNoTrace();
  for (let tries = 0; tries < TRIES; tries++) {
    // Each try waits for the one before it.
    // oxlint-disable-next-line no-await-in-loop
    const text = await textOf(active);
    if (text !== undefined) return showJson(text, vscode.Uri.parse(active.uri));
  }
  say(vscode.l10n.t('The heap moves too fast to be exported. Pause first.'));
}

/** Undefined if the heap has moved on meanwhile. */
async function textOf(session: TraceSession): Promise<string | undefined> {
  const { replay, at } = session;
  if (replay === undefined) return undefined;
  const { trace } = replay;
  const isOvertaken = () =>
    session.replay !== replay || replay.trace !== trace || session.at !== at;
  try {
    return await inSlices(joined(stateJson(replay)), scheduler, isOvertaken);
  } catch (error) {
    if (isOvertaken()) return undefined;
    throw error;
  }
}

function* joined(pieces: Iterable<string>): Work<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    yield;
  }
  return text;
}
